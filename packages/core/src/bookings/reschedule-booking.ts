import type { Transaction } from '@foyer/db/client'
import { bookings, sessions } from '@foyer/db/schema'
import type { RescheduleBookingInput } from '@foyer/shared/booking-schema'
import { type BookingDto, bookingCan } from '@foyer/shared/bookings'
import { FoyerError } from '@foyer/shared/errors'
import { and, eq } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { endFallbackOfMoved } from '../fallback/end-fallback.ts'
import { tellOfBooking } from '../notifications/tell-of-booking.ts'
import { changeCalendar } from '../sessions/change-calendar.ts'
import { wantSessionMeeting } from '../sessions/open-session.ts'
import { loadOffer } from '../slots/load-calendar.ts'
import { requireSlot } from '../slots/require-slot.ts'
import type { BookingRow } from './booking-dto.ts'
import { type BookingToChange, getBookingToChange } from './booking-to-change.ts'
import { getBooking } from './get-booking.ts'
import { holdUntil } from './hold-until.ts'
import { releaseExpiredHolds } from './release-expired-holds.ts'

/**
 * Moves a private booking: the same rows at a new time, as long as it was agreed. A customer may choose what is offered,
 * the provider (and an admin) any time that is free. Throws `sign_in_required`, `booking_not_found`, `booking_not_open`
 * (also for a group or course), `session_over` once it has begun, `slot_unavailable`, `slot_taken`.
 */
export async function rescheduleBooking(ctx: Context, input: RescheduleBookingInput): Promise<BookingDto> {
  const { service } = await getBookingToChange(ctx, input.id)
  if (service.kind !== 'private')
    throw new FoyerError('booking_not_open', { message: 'The times of a group or course are the same for everybody.' })
  const startsAt = new Date(input.startsAt)
  await changeCalendar(ctx, service.providerId, async (tx) => {
    await releaseExpiredHolds(ctx, tx, { providerId: service.providerId })
    // Read behind the lock: a request may have been confirmed, and so have got a session, a moment ago.
    const found = await getBookingToChange(ctx, input.id, tx)
    const chosen = await requireNewTime(ctx, tx, found, startsAt)
    await move(ctx, tx, found, { startsAt, ...chosen })
    await writeAudit(ctx, tx, {
      action: 'booking.reschedule',
      subjectType: 'booking',
      subjectId: input.id,
      data: { from: found.booking.startsAt.toISOString(), to: startsAt.toISOString() },
    })
    await tellOfBooking(ctx, tx, 'session_moved', input.id, { movedFrom: found.booking.startsAt })
  })
  return getBooking(ctx, { id: input.id })
}

const lengthOf = ({ startsAt, endsAt }: BookingRow) => endsAt.getTime() - startsAt.getTime()

async function requireNewTime(
  ctx: Context,
  tx: Transaction,
  { booking, part }: BookingToChange,
  startsAt: Date,
): Promise<{ calendarUnknown: boolean }> {
  const now = ctx.now()
  if (!bookingCan('reschedule', booking.status)) throw new FoyerError('booking_not_open')
  if (booking.startsAt <= now) throw new FoyerError('session_over')
  if (startsAt <= now) throw new FoyerError('slot_unavailable', { message: 'This time is over.' })
  // Whether it is free for the provider is left to the constraint on taken times, and to what the provider knows.
  if (part !== 'customer') return { calendarUnknown: false }
  const offer = await loadOffer(tx, booking.serviceId)
  const except = { bookingId: booking.id, sessionId: booking.sessionId }
  return requireSlot(tx, offer, { startsAt, durationMinutes: lengthOf(booking) / 60_000, now, except })
}

async function move(
  ctx: Context,
  tx: Transaction,
  { booking, service }: BookingToChange,
  { startsAt, calendarUnknown }: { startsAt: Date; calendarUnknown: boolean },
): Promise<void> {
  const times = { startsAt, endsAt: new Date(startsAt.getTime() + lengthOf(booking)) }
  const hold = booking.status === 'pending' ? { holdExpiresAt: holdUntil(ctx.now(), startsAt) } : {}
  const moved = await tx
    .update(bookings)
    .set({ ...times, ...hold, calendarUnknown })
    .where(and(eq(bookings.id, booking.id), eq(bookings.status, booking.status)))
    .returning({ id: bookings.id })
  if (moved.length === 0) throw new FoyerError('booking_not_open')
  if (!booking.sessionId) return
  await tx.update(sessions).set(times).where(eq(sessions.id, booking.sessionId))
  await wantSessionMeeting(ctx, tx, booking.sessionId, service.platform)
  await endFallbackOfMoved(ctx, tx, booking.sessionId)
}
