import type { BookingDto } from '@foyer/shared/bookings'
import type { Reader } from '../../lib/intl.ts'
import { formatClock, formatDayShort } from '../../lib/time.ts'
import type { DoorState } from '../../ui/door.tsx'
import { statusOf } from '../session/session-status.ts'

/** How a booking stands in two or three words: its answer until it is confirmed, then its link. */
export function bookingStatus(booking: BookingDto, now: Date): { door: DoorState; text: string } {
  const { status, sessions } = booking
  switch (status) {
    case 'pending':
      return { door: 'none', text: 'Requested' }
    case 'waitlisted':
      return { door: 'none', text: 'Waiting list' }
    case 'declined':
      return { door: 'none', text: 'Declined' }
    case 'cancelled':
      return { door: 'none', text: 'Cancelled' }
    case 'completed':
      return { door: 'none', text: 'Over' }
    case 'no_show':
      return { door: 'none', text: 'Missed' }
    case 'confirmed': {
      const next = sessions.find(({ endsAt }) => new Date(endsAt) > now) ?? sessions[0]
      return next ? statusOf(next, now) : { door: 'none', text: 'Confirmed' }
    }
  }
}

/** "Sun 22 Nov, 18:00": until when an unanswered request holds its time; null if it holds nothing. */
export function heldUntil({ status, holdExpiresAt }: BookingDto, now: Date, reader: Reader): string | null {
  if (status !== 'pending' || !holdExpiresAt) return null
  return `${formatDayShort(holdExpiresAt, now, reader)}, ${formatClock(holdExpiresAt, reader)}`
}

/** What became of a booking that is no longer waiting, as the news of its page; null while it stands. */
export function bookingOutcome(booking: BookingDto): { title: string; line: string } | null {
  const { status, provider, viewer, cancelledBy, reason } = booking
  const said = reason ? ` “${reason}”` : ''
  switch (status) {
    case 'declined':
      return viewer === 'customer'
        ? {
            title: `${provider.name} cannot at this time`,
            line: said.trim() || 'The time is not held any more. Choose another.',
          }
        : { title: 'You declined', line: said.trim() || 'The time is free again.' }
    case 'cancelled':
      return { title: 'Cancelled', line: `${cancelledWords(booking, cancelledBy)}${said}` }
    case 'completed':
      return { title: 'This is over', line: 'It took place as planned.' }
    case 'no_show':
      return { title: 'This is over', line: 'It is marked as missed.' }
    default:
      return null
  }
}

function cancelledWords({ viewer, provider, customer }: BookingDto, by: BookingDto['cancelledBy']): string {
  if (by === viewer) return 'You cancelled it.'
  if (by === 'provider') return `${provider.name} cancelled it.`
  if (by === 'customer') return `${customer.name} cancelled it.`
  return by === 'admin' ? 'Foyer cancelled it.' : 'It was not answered in time, so the time is no longer held.'
}
