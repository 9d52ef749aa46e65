import type { Queryable } from '@foyer/db/client'
import { bookings, notifications, sessions } from '@foyer/db/schema'
import type { BookingDto } from '@foyer/shared/bookings'
import type { Instant } from '@foyer/shared/instants'
import { isHandEdit } from '@foyer/shared/meetings'
import type { SessionDto } from '@foyer/shared/sessions'
import { and, eq, like } from 'drizzle-orm'
import type { ActingUser } from '../accounts/signed-in.ts'
import { loadBookings } from '../bookings/load-bookings.ts'
import { loadSessions } from '../sessions/load-sessions.ts'
import type { Addressed, NotificationRow } from './letter.ts'

/** What the mail of a booking or session is written from: the rows as they are now, as its reader may see them. */
export interface MailFacts extends Addressed {
  service: BookingDto['service']
  other: { name: string; timeZone: string }
  startsAt: Instant
  endsAt: Instant
  booking: BookingDto | null
  sessions: SessionDto[]
}

/** The facts of a notice, or null when it is overtaken: nobody is told of a time or a state that does not hold any more. */
export async function findMailFacts(
  db: Queryable,
  { notice, reader }: Addressed,
  now: Date,
): Promise<MailFacts | null> {
  const facts = notice.data.bookingId
    ? await ofBooking(db, notice, reader, notice.data.bookingId)
    : await ofSession(db, notice, reader, notice.data.sessionId)
  if (!facts || new Date(facts.endsAt) <= now) return null
  const holds = facts.booking ? await bookingHolds(db, notice, facts.booking) : sessionHolds(notice, facts.sessions)
  return holds ? facts : null
}

type Reader = MailFacts['reader']

const actingAs = ({ id, role }: Reader): ActingUser => ({ userId: id, role })

async function ofBooking(
  db: Queryable,
  notice: NotificationRow,
  reader: Reader,
  id: string,
): Promise<MailFacts | null> {
  const [booking] = await loadBookings(db, actingAs(reader), { where: eq(bookings.id, id) })
  if (!booking) return null
  const { service, viewer, provider, customer, startsAt, endsAt } = booking
  const other = viewer === 'customer' ? provider : customer
  return { notice, reader, service, other, startsAt, endsAt, booking, sessions: booking.sessions }
}

async function ofSession(
  db: Queryable,
  notice: NotificationRow,
  reader: Reader,
  id: string | undefined,
): Promise<MailFacts | null> {
  if (!id) return null
  const [session] = await loadSessions(db, actingAs(reader), { where: eq(sessions.id, id) })
  if (!session) return null
  const { service, viewer, provider, customers, startsAt, endsAt } = session
  const [only] = customers
  const names = customers.length === 1 && only ? only.name : `${customers.length} people`
  const other = viewer === 'customer' ? provider : { name: names, timeZone: session.timeZone }
  return { notice, reader, service, other, startsAt, endsAt, booking: null, sessions: [session] }
}

async function bookingHolds(db: Queryable, { id, userId, kind, data }: NotificationRow, booking: BookingDto) {
  if (booking.status !== data.status) return false
  if (booking.startsAt === data.startsAt) return true
  if (kind === 'session_moved') return false
  // Moved since: whoever is told of that needs no second mail, and whoever moved it gets this one with the new time.
  const moves = await db
    .select({ id: notifications.id })
    .from(notifications)
    .where(and(eq(notifications.userId, userId), like(notifications.dedupeKey, `session_moved:${booking.id}:%`)))
  return !moves.some((move) => move.id !== id)
}

function sessionHolds({ kind, data }: NotificationRow, [session]: SessionDto[]): boolean {
  if (kind === 'booking_cancelled') return session?.status === 'cancelled'
  if (kind === 'link_trouble')
    return session?.status === 'scheduled' && session.startsAt === data.startsAt && session.meeting?.joinUrl == null
  if (kind === 'changed_by_hand') return session?.status === 'scheduled' && isHandEdit(session.meeting?.reason ?? null)
  return session?.status === 'scheduled' && session.meeting?.joinUrl != null
}
