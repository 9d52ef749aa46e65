import { type Instant, type Reader, toDate } from './intl.ts'
import { formatClock, formatDayShort, isoDate } from './time.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NEAR_DAYS = 13

/**
 * How far away a moment is, if it is near: "now", "in 23 min", "in 3 hours", "tomorrow", "3 days ago".
 * Days are counted on the reader's calendar. Null beyond thirteen days, where a date says more.
 */
export function formatRelative(at: Instant, now: Date, { locale, timeZone }: Reader): string | null {
  const distance = toDate(at).getTime() - now.getTime()
  const away = Math.abs(distance)
  if (away < MINUTE) return 'now'
  const sign = Math.sign(distance)
  if (away < HOUR) return relative(locale, 'short').format(sign * Math.floor(away / MINUTE), 'minute')
  const days = daysBetween(now, at, timeZone)
  if (days === 0 || away < 12 * HOUR) return relative(locale, 'long').format(sign * Math.floor(away / HOUR), 'hour')
  return Math.abs(days) <= NEAR_DAYS ? relative(locale, 'long').format(days, 'day') : null
}

/** A start in a table, as short as it can be said: "in 52 min", "tomorrow 09:00", "Mon 08:30", "Mon 30 Nov, 08:30". */
export function formatStart(at: Instant, now: Date, reader: Reader): string {
  const distance = toDate(at).getTime() - now.getTime()
  if (distance > -HOUR && distance < 12 * HOUR) return formatRelative(at, now, reader) ?? formatClock(at, reader)
  const days = daysBetween(now, at, reader.timeZone)
  const clock = formatClock(at, reader)
  if (Math.abs(days) === 1) return `${relative(reader.locale, 'long').format(days, 'day')} ${clock}`
  const day = formatDayShort(at, now, reader)
  return days > 1 && days < 7 ? `${day.split(' ')[0]} ${clock}` : `${day}, ${clock}`
}

/** What is left of a hold or until a door opens: "4:52", "1:02:03"; never below "0:00". */
export function formatCountdown(until: Instant, now: Date): string {
  const seconds = Math.max(0, Math.ceil((toDate(until).getTime() - now.getTime()) / 1000))
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const tail = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

/** Calendar days from one moment to another on that zone's calendar. */
export function daysBetween(from: Instant, to: Instant, timeZone: string): number {
  const day = (at: Instant) => Date.parse(`${isoDate(at, timeZone)}T00:00:00Z`)
  return Math.round((day(to) - day(from)) / (24 * HOUR))
}

function relative(locale: string, style: 'long' | 'short'): Intl.RelativeTimeFormat {
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style })
}
