import type { Transaction } from '@foyer/db/client'
import { bookings, sessions } from '@foyer/db/schema'
import type { CreateBookingInput } from '@foyer/shared/booking-schema'
import { bookingStatusesFor } from '@foyer/shared/bookings'
import { FoyerError } from '@foyer/shared/errors'
import type { ServiceKind } from '@foyer/shared/services'
import { and, eq, inArray, isNull, max, ne, type SQL } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { AgreedTime } from '../sessions/open-session.ts'
import type { Offer } from '../slots/load-calendar.ts'
import { listOpenSessions, type OpenSession } from '../slots/open-sessions.ts'
import { requireSlot } from '../slots/require-slot.ts'

/** What a booking asks for, checked: its time, and the session it is in if there is one already. */
export type Place = AgreedTime & { sessionId: string | null; calendarUnknown?: boolean }

type FindPlace = (
  ctx: Context,
  tx: Transaction,
  offer: Offer,
  wanted: CreateBookingInput,
  customerId: string,
) => Promise<Place>

/** Finds the free place that is wanted, or refuses; exact while the provider's calendar is locked. */
export const findPlace: FindPlace = (ctx, tx, offer, wanted, customerId) =>
  FIND[offer.service.kind](ctx, tx, offer, wanted, customerId)

const FIND: Record<ServiceKind, FindPlace> = {
  private: async (ctx, tx, offer, wanted, customerId) => {
    if (!wanted.startsAt) throw new FoyerError('input_invalid', { field: 'startsAt', message: 'Choose a time.' })
    const startsAt = new Date(wanted.startsAt)
    const { id: serviceId, durationMinutes } = offer.service
    // Somebody who pressed the button twice is told so, not that another was faster.
    await refuseDouble(tx, customerId, and(eq(bookings.serviceId, serviceId), eq(bookings.startsAt, startsAt)))
    const { calendarUnknown } = await requireSlot(tx, offer, { startsAt, durationMinutes, now: ctx.now() })
    const endsAt = new Date(startsAt.getTime() + durationMinutes * 60_000)
    return { startsAt, endsAt, timeZone: offer.availability.timeZone, sessionId: null, calendarUnknown }
  },
  group: async (ctx, tx, offer, wanted, customerId) => {
    const session = await getWantedSession(ctx, tx, offer, wanted)
    await refuseDouble(tx, customerId, eq(bookings.sessionId, session.id))
    if (session.seatsLeft < 1) throw new FoyerError('session_full')
    const { id: sessionId, startsAt, endsAt } = session
    return { sessionId, startsAt, endsAt, timeZone: offer.availability.timeZone }
  },
  course: async (ctx, tx, offer, _wanted, customerId) => {
    const { service, availability } = offer
    const [first] = await listOpenSessions(tx, service, ctx.now())
    if (!first) throw new FoyerError('slot_unavailable', { message: 'Enrolment in this course is not open.' })
    await refuseDouble(tx, customerId, and(eq(bookings.serviceId, service.id), isNull(bookings.sessionId)))
    if (first.seatsLeft < 1) throw new FoyerError('session_full')
    const [last] = await tx
      .select({ endsAt: max(sessions.endsAt) })
      .from(sessions)
      .where(and(eq(sessions.serviceId, service.id), ne(sessions.status, 'cancelled')))
    const endsAt = last?.endsAt ?? first.endsAt
    return { sessionId: null, startsAt: first.startsAt, endsAt, timeZone: availability.timeZone }
  },
}

/** A session of a group is named by its id, or by its start as the list of slots gave it. */
async function getWantedSession(
  ctx: Context,
  tx: Transaction,
  { service }: Offer,
  { sessionId, startsAt }: CreateBookingInput,
): Promise<OpenSession> {
  if (!sessionId && !startsAt)
    throw new FoyerError('input_invalid', { field: 'sessionId', message: 'Choose a session.' })
  const isIt = sessionId ? eq(sessions.id, sessionId) : eq(sessions.startsAt, new Date(startsAt ?? ''))
  const [open] = await listOpenSessions(tx, service, ctx.now(), isIt)
  if (open) return open
  if (!sessionId) throw new FoyerError('slot_unavailable')
  const [closed] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.serviceId, service.id)))
  throw new FoyerError(closed ? 'session_over' : 'session_not_found')
}

async function refuseDouble(tx: Transaction, customerId: string, isSamePlace: SQL | undefined): Promise<void> {
  const [booking] = await tx
    .select({ id: bookings.id })
    .from(bookings)
    .where(
      and(
        isSamePlace,
        eq(bookings.customerId, customerId),
        inArray(bookings.status, [...bookingStatusesFor('cancel')]),
      ),
    )
    .limit(1)
  if (booking) throw new FoyerError('booking_exists')
}
