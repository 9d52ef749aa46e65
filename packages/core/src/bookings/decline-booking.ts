import { bookings } from '@foyer/db/schema'
import type { WithReasonInput } from '@foyer/shared/booking-schema'
import { type BookingDto, bookingStatusesFor } from '@foyer/shared/bookings'
import { FoyerError } from '@foyer/shared/errors'
import { and, eq, inArray } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { tellOfBooking } from '../notifications/tell-of-booking.ts'
import { changeCalendar } from '../sessions/change-calendar.ts'
import { getBookingToAnswer } from './booking-to-change.ts'
import { getBooking } from './get-booking.ts'

/**
 * Refuses a request; its time or place is free again. Throws `sign_in_required`, `booking_not_found`, `role_required` for
 * everybody but the provider, `booking_not_open` when it was answered already.
 */
export async function declineBooking(ctx: Context, input: WithReasonInput): Promise<BookingDto> {
  const { booking, service } = await getBookingToAnswer(ctx, input.id)
  await changeCalendar(ctx, service.providerId, async (tx) => {
    const declined = await tx
      .update(bookings)
      .set({ status: 'declined', reason: input.reason || null })
      .where(and(eq(bookings.id, booking.id), inArray(bookings.status, [...bookingStatusesFor('decline')])))
      .returning({ id: bookings.id })
    if (declined.length === 0) throw new FoyerError('booking_not_open')
    await writeAudit(ctx, tx, { action: 'booking.decline', subjectType: 'booking', subjectId: booking.id })
    await tellOfBooking(ctx, tx, 'booking_declined', booking.id)
  })
  return getBooking(ctx, { id: input.id })
}
