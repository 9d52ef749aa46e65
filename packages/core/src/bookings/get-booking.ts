import { bookings } from '@foyer/db/schema'
import type { BookingDto } from '@foyer/shared/bookings'
import type { ById } from '@foyer/shared/common-schema'
import { FoyerError } from '@foyer/shared/errors'
import { eq } from 'drizzle-orm'
import { actingUser } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { loadBookings } from './load-bookings.ts'

/** A booking, for its customer, its provider and admins. Throws `sign_in_required` or `booking_not_found`. */
export async function getBooking(ctx: Context, input: ById): Promise<BookingDto> {
  const [booking] = await loadBookings(ctx.db, actingUser(ctx), { where: eq(bookings.id, input.id) })
  if (!booking) throw new FoyerError('booking_not_found')
  return booking
}
