import type { bookings } from '@foyer/db/schema'
import type { BookingDto } from '@foyer/shared/bookings'
import type { SessionDto } from '@foyer/shared/sessions'
import type { ActingUser } from '../accounts/signed-in.ts'

export type BookingRow = typeof bookings.$inferSelect

/** A booking with the names its page shows. */
export interface BookingWithPeople {
  booking: BookingRow
  service: BookingDto['service']
  provider: BookingDto['provider']
  customer: BookingDto['customer']
}

/** What the reader is to a booking; null for a stranger. */
export function partIn(booking: BookingRow, reader: ActingUser): BookingDto['viewer'] | null {
  if (booking.providerId === reader.userId) return 'provider'
  if (booking.customerId === reader.userId) return 'customer'
  return reader.role === 'admin' ? 'admin' : null
}

/** A booking as its provider, its customer or an admin sees it. `sessions` are already made for the same reader. */
export function toBookingDto(
  { booking, service, provider, customer }: BookingWithPeople,
  sessions: SessionDto[],
  viewer: BookingDto['viewer'],
): BookingDto {
  return {
    id: booking.id,
    status: booking.status,
    service,
    provider,
    customer,
    startsAt: booking.startsAt.toISOString(),
    endsAt: booking.endsAt.toISOString(),
    timeZone: booking.timeZone,
    notes: booking.notes,
    holdExpiresAt: booking.status === 'pending' ? (booking.holdExpiresAt?.toISOString() ?? null) : null,
    calendarUnknown: viewer === 'provider' && booking.calendarUnknown,
    cancelledBy: booking.cancelledBy,
    reason: booking.reason,
    createdAt: booking.createdAt.toISOString(),
    sessions,
    viewer,
  }
}
