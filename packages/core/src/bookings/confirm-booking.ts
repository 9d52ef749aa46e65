import { bookings } from '@foyer/db/schema'
import { type BookingDto, bookingStatusesFor } from '@foyer/shared/bookings'
import type { ById } from '@foyer/shared/common-schema'
import { FoyerError } from '@foyer/shared/errors'
import { and, eq, gt, inArray } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { tellOfBooking } from '../notifications/tell-of-booking.ts'
import { changeCalendar } from '../sessions/change-calendar.ts'
import { admitBooking } from './admit-booking.ts'
import { getBookingToAnswer } from './booking-to-change.ts'
import { getBooking } from './get-booking.ts'

/**
 * Accepts a request: the session (private) exists and its meeting is wanted when this returns. Never depends on a platform.
 * Throws `sign_in_required`, `booking_not_found`, `role_required` for everybody but the provider, `booking_not_open` when
 * it was answered already or its hold ran out, and `slot_taken` should the time not be free after all.
 */
export async function confirmBooking(ctx: Context, input: ById): Promise<BookingDto> {
  const { booking, service } = await getBookingToAnswer(ctx, input.id)
  await changeCalendar(ctx, service.providerId, async (tx) => {
    // Two confirmations at once: the second finds nothing left to confirm.
    const [confirmed] = await tx
      .update(bookings)
      .set({ status: 'confirmed', holdExpiresAt: null })
      .where(
        and(
          eq(bookings.id, booking.id),
          inArray(bookings.status, [...bookingStatusesFor('confirm')]),
          gt(bookings.holdExpiresAt, ctx.now()),
        ),
      )
      .returning()
    if (!confirmed) throw notOpen(booking, ctx.now())
    const sessionId = await admitBooking(ctx, tx, service, confirmed)
    if (sessionId !== confirmed.sessionId) {
      await tx.update(bookings).set({ sessionId }).where(eq(bookings.id, booking.id))
    }
    await writeAudit(ctx, tx, {
      action: 'booking.confirm',
      subjectType: 'booking',
      subjectId: booking.id,
      data: { sessionId },
    })
    await tellOfBooking(ctx, tx, 'booking_confirmed', booking.id)
  })
  return getBooking(ctx, input)
}

function notOpen({ status, holdExpiresAt }: typeof bookings.$inferSelect, now: Date): FoyerError {
  const ranOut = status === 'pending' && holdExpiresAt !== null && holdExpiresAt <= now
  return new FoyerError('booking_not_open', {
    message: ranOut ? 'This request was not answered in time and holds its time no longer.' : undefined,
  })
}
