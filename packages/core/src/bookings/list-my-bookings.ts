import { bookings } from '@foyer/db/schema'
import type { ListMyBookingsInput } from '@foyer/shared/booking-schema'
import type { BookingDto } from '@foyer/shared/bookings'
import { bookingStatusesFor } from '@foyer/shared/bookings'
import type { Page } from '@foyer/shared/common-schema'
import { and, eq, gt, inArray, not } from 'drizzle-orm'
import { actingUser } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { behind, PAGE_SIZE, toPage } from '../paging.ts'
import { loadBookings } from './load-bookings.ts'

/**
 * What whoever acts has booked. Upcoming: requested or confirmed and not over, soonest first; past: all others, latest
 * first. Throws `sign_in_required`, or `input_invalid` for a cursor that is not ours.
 */
export async function listMyBookings(ctx: Context, input: ListMyBookingsInput): Promise<Page<BookingDto>> {
  const user = actingUser(ctx)
  const isUpcoming = and(inArray(bookings.status, [...bookingStatusesFor('cancel')]), gt(bookings.endsAt, ctx.now()))
  const order = input.when === 'upcoming' ? 'ascending' : 'descending'
  const found = await loadBookings(ctx.db, user, {
    where: and(
      eq(bookings.customerId, user.userId),
      input.when === 'upcoming' ? isUpcoming : isUpcoming && not(isUpcoming),
      behind(input.cursor, { at: bookings.startsAt, id: bookings.id }, order),
    ),
    order,
    limit: PAGE_SIZE + 1,
  })
  return toPage(found, ({ startsAt, id }) => ({ at: new Date(startsAt), id }))
}
