import type { BookingDto } from '@foyer/shared/bookings'
import { formatDayAndRange } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { useReader } from '../../ui/reader.ts'
import { RowList, SessionRow } from '../../ui/session-row.tsx'
import { Status } from '../../ui/status.tsx'
import { bookingStatus } from './booking-status.ts'
import { onlySessionOf } from './only-session.ts'

/** Bookings of the reader, a row each. */
export function BookingRows({ label, bookings }: { label: string; bookings: readonly BookingDto[] }) {
  const reader = useReader()
  const now = useNow()
  return (
    <RowList label={label}>
      {bookings.map((booking) => {
        const { door, text } = bookingStatus(booking, now)
        return (
          <SessionRow
            key={booking.id}
            time={formatDayAndRange(booking.startsAt, endOfFirst(booking), now, reader)}
            person={booking.provider.name}
            what={whatOf(booking)}
            status={<Status door={door}>{text}</Status>}
            href={addressOf(booking)}
          />
        )
      })}
    </RowList>
  )
}

// A course ends weeks after it begins; its row tells the first time.
function endOfFirst({ endsAt, sessions, service }: BookingDto): string {
  return service.kind === 'course' ? (sessions[0]?.endsAt ?? endsAt) : endsAt
}

function whatOf({ service, sessions }: BookingDto): string {
  const times = service.kind === 'course' && sessions.length > 1 ? ` · ${sessions.length} sessions` : ''
  return `${service.title}${times}${service.mode === 'in_person' ? ' · in person' : ''}`
}

/** Where a booking is looked at: its one session once there is one. */
function addressOf(booking: BookingDto): string {
  const session = onlySessionOf(booking)
  return session ? paths.session(session.id) : paths.booking(booking.id)
}
