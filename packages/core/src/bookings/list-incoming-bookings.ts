import { bookings } from '@foyer/db/schema'
import type { ListIncomingBookingsInput } from '@foyer/shared/booking-schema'
import type { BookingDto } from '@foyer/shared/bookings'
import type { Page } from '@foyer/shared/common-schema'
import { and, eq, gt } from 'drizzle-orm'
import { requireProvider } from '../accounts/require-provider.ts'
import { actingUser } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { behind, PAGE_SIZE, toPage } from '../paging.ts'
import { loadBookings } from './load-bookings.ts'

/**
 * What others have booked with whoever acts. Pending: those that can still be answered, soonest first; otherwise latest
 * first. Throws `sign_in_required`, `role_required`, or `input_invalid` for a cursor that is not ours.
 */
export async function listIncomingBookings(ctx: Context, input: ListIncomingBookingsInput): Promise<Page<BookingDto>> {
  const provider = await requireProvider(ctx)
  const { status, cursor } = input
  const order = status === 'pending' ? 'ascending' : 'descending'
  const found = await loadBookings(ctx.db, actingUser(ctx), {
    where: and(
      eq(bookings.providerId, provider.id),
      status && eq(bookings.status, status),
      status === 'pending' ? gt(bookings.holdExpiresAt, ctx.now()) : undefined,
      behind(cursor, { at: bookings.startsAt, id: bookings.id }, order),
    ),
    order,
    limit: PAGE_SIZE + 1,
  })
  return toPage(found, ({ startsAt, id }) => ({ at: new Date(startsAt), id }))
}
