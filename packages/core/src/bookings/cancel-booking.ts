import type { Transaction } from '@foyer/db/client'
import { bookings } from '@foyer/db/schema'
import type { WithReasonInput } from '@foyer/shared/booking-schema'
import { type BookingDto, bookingStatusesFor } from '@foyer/shared/bookings'
import { FoyerError } from '@foyer/shared/errors'
import { and, eq, gt, inArray } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { tellOfBooking } from '../notifications/tell-of-booking.ts'
import type { ServiceRow } from '../services/service-dto.ts'
import { type Cancellation, callOff } from '../sessions/cancel-session.ts'
import { changeCalendar } from '../sessions/change-calendar.ts'
import { wantCourseMeetings } from '../sessions/course-sessions.ts'
import { wantSessionMeeting } from '../sessions/open-session.ts'
import type { BookingRow } from './booking-dto.ts'
import { getBookingToChange } from './booking-to-change.ts'
import { getBooking } from './get-booking.ts'

/**
 * Gives a booking up, for its customer, its provider and admins. A private session is cancelled with it; a group or course
 * goes on without this customer. Throws `sign_in_required`, `booking_not_found`, `booking_not_open` when it is not
 * standing any more, `session_over`.
 */
export async function cancelBooking(ctx: Context, input: WithReasonInput): Promise<BookingDto> {
  const { booking, service, part } = await getBookingToChange(ctx, input.id)
  if (booking.endsAt <= ctx.now()) throw new FoyerError('session_over')
  const cancellation = { cancelledBy: part, reason: input.reason }
  await changeCalendar(ctx, service.providerId, async (tx) => {
    const [cancelled] = await tx
      .update(bookings)
      .set({ status: 'cancelled', cancelledBy: part, reason: input.reason || null })
      .where(
        and(
          eq(bookings.id, booking.id),
          inArray(bookings.status, [...bookingStatusesFor('cancel')]),
          gt(bookings.endsAt, ctx.now()),
        ),
      )
      .returning()
    if (!cancelled) throw new FoyerError('booking_not_open')
    await leave(ctx, tx, service, cancelled, cancellation)
    await writeAudit(ctx, tx, {
      action: 'booking.cancel',
      subjectType: 'booking',
      subjectId: booking.id,
      data: { cancelledBy: part, sessionId: cancelled.sessionId },
    })
    await tellOfBooking(ctx, tx, 'booking_cancelled', booking.id)
  })
  return getBooking(ctx, { id: input.id })
}

/** What the booking was part of goes on without it, or ends with it. */
async function leave(
  ctx: Context,
  tx: Transaction,
  service: ServiceRow,
  { sessionId }: BookingRow,
  cancellation: Cancellation,
): Promise<void> {
  if (service.kind === 'course') await wantCourseMeetings(ctx, tx, service)
  else if (sessionId && service.kind === 'group') await wantSessionMeeting(ctx, tx, sessionId, service.platform)
  else if (sessionId) await callOff(ctx, tx, sessionId, cancellation)
}
