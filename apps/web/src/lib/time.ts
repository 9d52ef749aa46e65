import { formatter, type Instant, type Reader, toDate } from './intl.ts'
import { inZone, offsetOf, sameClock } from './zones.ts'

/** "10:30" on the reader's clock, always 24 hours. */
export function formatClock(at: Instant, { locale, timeZone }: Reader): string {
  return formatter(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(toDate(at))
}

/** "14:08:30", for the next try of something that is under way. */
export function formatClockSeconds(at: Instant, { locale, timeZone }: Reader): string {
  const options = { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  return formatter(locale, options).format(toDate(at))
}

/** "10:30 – 11:00"; an end on another day carries its weekday: "23:30 – Thu 00:30". */
export function formatRange(startsAt: Instant, endsAt: Instant, reader: Reader): string {
  const start = formatClock(startsAt, reader)
  const end = formatClock(endsAt, reader)
  // When clocks go back a session may seem to end before it starts; the offset says which hour is meant.
  const turned = end <= start && isoDate(startsAt, reader.timeZone) === isoDate(endsAt, reader.timeZone)
  if (turned) return `${start} – ${end} (${offsetOf(endsAt, reader.timeZone)})`
  if (isoDate(startsAt, reader.timeZone) === isoDate(endsAt, reader.timeZone)) return `${start} – ${end}`
  return `${start} – ${formatWeekday(endsAt, reader)} ${end}`
}

/** The date on the reader's calendar as "2026-11-24". */
export function isoDate(at: Instant, timeZone: string): string {
  // Swedish writes dates as ISO 8601 does.
  const options = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const
  return formatter('sv-SE', options).format(toDate(at))
}

/** "Wednesday 25 November", with the year if it is not this one. */
export function formatDay(at: Instant, now: Date, { locale, timeZone }: Reader): string {
  const sameYear = isoDate(at, timeZone).slice(0, 4) === isoDate(now, timeZone).slice(0, 4)
  const options = { timeZone, weekday: 'long', day: 'numeric', month: 'long' } as const
  return plain(formatter(locale, sameYear ? options : { ...options, year: 'numeric' }).format(toDate(at)), locale)
}

/** "Wed 25 Nov", with the year if it is not this one. */
export function formatDayShort(at: Instant, now: Date, { locale, timeZone }: Reader): string {
  const sameYear = isoDate(at, timeZone).slice(0, 4) === isoDate(now, timeZone).slice(0, 4)
  const options = { timeZone, weekday: 'short', day: 'numeric', month: 'short' } as const
  return plain(formatter(locale, sameYear ? options : { ...options, year: 'numeric' }).format(toDate(at)), locale)
}

/** "Tuesday 24 November 2026" for a calendar date, as it is spoken. */
export function spellDate(date: string, locale: string): string {
  const options = { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
  return plain(formatter(locale, options).format(new Date(`${date}T12:00:00Z`)), locale)
}

/** "Wed 25 Nov, 10:30 – 11:00". */
export function formatDayAndRange(startsAt: Instant, endsAt: Instant, now: Date, reader: Reader): string {
  return `${formatDayShort(startsAt, now, reader)}, ${formatRange(startsAt, endsAt, reader)}`
}

/**
 * The start on the other person's clock, "09:30 in Lisbon", with the weekday if theirs is another date
 * ("Tue 23:30 in New York"). Null if both clocks show the same.
 */
export function formatOtherClock(startsAt: Instant, otherZone: string, reader: Reader): string | null {
  if (sameClock(startsAt, reader.timeZone, otherZone)) return null
  const other = { ...reader, timeZone: otherZone }
  const sameDate = isoDate(startsAt, otherZone) === isoDate(startsAt, reader.timeZone)
  const day = sameDate ? '' : `${formatWeekday(startsAt, other)} `
  return `${day}${formatClock(startsAt, other)} ${inZone(otherZone)}`
}

/** "30 minutes", "1 hour", "1 h 30 min". */
export function formatLength(minutes: number): string {
  if (minutes < 60) return minutes === 1 ? '1 minute' : `${minutes} minutes`
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (rest > 0) return `${hours} h ${rest} min`
  return hours === 1 ? '1 hour' : `${hours} hours`
}

function formatWeekday(at: Instant, { locale, timeZone }: Reader): string {
  return formatter(locale, { timeZone, weekday: 'short' }).format(toDate(at))
}

// Browsers disagree whether English puts a comma after the weekday; ours never does.
function plain(text: string, locale: string): string {
  return locale.startsWith('en') ? text.replaceAll(',', '') : text
}
