import type { BookingDto } from '@foyer/shared/bookings'
import type { SessionDto } from '@foyer/shared/sessions'

/** The one session of a confirmed booking, whose page then stands for the booking; null for a course and for requests. */
export function onlySessionOf({ status, sessions, service }: BookingDto): SessionDto | null {
  const [only, ...more] = sessions
  return status === 'confirmed' && service.kind !== 'course' && only && more.length === 0 ? only : null
}
