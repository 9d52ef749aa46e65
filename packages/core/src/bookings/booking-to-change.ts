import type { Queryable } from '@foyer/db/client'
import { bookings, services } from '@foyer/db/schema'
import type { BookingDto } from '@foyer/shared/bookings'
import { FoyerError } from '@foyer/shared/errors'
import { eq } from 'drizzle-orm'
import { actingUser } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import type { ServiceRow } from '../services/service-dto.ts'
import { type BookingRow, partIn } from './booking-dto.ts'

export interface BookingToChange {
  booking: BookingRow
  service: ServiceRow
  /** What whoever acts is to the booking. */
  part: BookingDto['viewer']
}

/**
 * The booking that somebody is about to change. Read before the provider's calendar is locked it may be old, so the change
 * repeats its precondition in the WHERE. Throws `sign_in_required`, or `booking_not_found` also for strangers.
 */
export async function getBookingToChange(ctx: Context, id: string, db: Queryable = ctx.db): Promise<BookingToChange> {
  const user = actingUser(ctx)
  const [row] = await db
    .select({ booking: bookings, service: services })
    .from(bookings)
    .innerJoin(services, eq(services.id, bookings.serviceId))
    .where(eq(bookings.id, id))
  const part = row && partIn(row.booking, user)
  if (!part) throw new FoyerError('booking_not_found')
  return { ...row, part }
}

/** The same, for answering a request. Also throws `role_required` for everybody but the provider. */
export async function getBookingToAnswer(ctx: Context, id: string): Promise<BookingToChange> {
  const found = await getBookingToChange(ctx, id)
  if (found.part !== 'provider')
    throw new FoyerError('role_required', { message: 'Only the provider can answer a request.' })
  return found
}
