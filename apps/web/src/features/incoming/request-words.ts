import type { BookingDto } from '@foyer/shared/bookings'
import type { Reader } from '../../lib/intl.ts'
import { daysBetween, formatRelative } from '../../lib/relative.ts'
import { formatClock, formatDay, formatDayShort, formatOtherClock } from '../../lib/time.ts'

type Asked = Pick<
  BookingDto,
  'customer' | 'startsAt' | 'holdExpiresAt' | 'calendarUnknown' | 'createdAt' | 'service' | 'sessions'
>

/** "Lena Vogt, Monday 23 November 10:00": what a button of a row answers, for listeners. */
export function requestName({ customer, startsAt }: Asked, now: Date, reader: Reader): string {
  return `${customer.name}, ${formatDay(startsAt, now, reader)} ${formatClock(startsAt, reader)}`
}

/** When the request is for, in a row: "Mon 23 Nov, 10:00". */
export function requestTime({ startsAt }: Asked, now: Date, reader: Reader): string {
  return `${formatDayShort(startsAt, now, reader)}, ${formatClock(startsAt, reader)}`
}

/** How long there is to answer, or since when it waits: "Held until Sun 18:00", "Asked 12 min ago". */
export function requestWait({ holdExpiresAt, createdAt }: Asked, now: Date, reader: Reader): string {
  if (!holdExpiresAt || Date.parse(holdExpiresAt) <= now.getTime()) {
    const ago = formatRelative(createdAt, now, reader)
    return ago === 'now' ? 'Asked just now' : `Asked ${ago ?? formatDayShort(createdAt, now, reader)}`
  }
  const clock = formatClock(holdExpiresAt, reader)
  const days = daysBetween(now, holdExpiresAt, reader.timeZone)
  if (days === 0) return `Held until ${clock}`
  return `Held until ${formatDayShort(holdExpiresAt, now, reader).split(' ')[0]} ${clock}`
}

/** What is asked for, the customer's own clock where it differs, and what the provider has to look up alone. */
export function requestFacts(
  { service, sessions, customer, startsAt, calendarUnknown }: Asked,
  reader: Reader,
): string {
  const other = formatOtherClock(startsAt, customer.timeZone, reader)
  const course = service.kind === 'course' && sessions.length > 1 ? `${sessions.length} sessions` : null
  const unknown = calendarUnknown && 'your own calendar could not be read: look there first'
  return [service.title, course, other && `${other} for them`, unknown].filter(Boolean).join(' · ')
}
