import { calendarRefusal } from './errors.ts'

/** As in the Calendar API: a moment (`dateTime`) or a whole day (`date`). */
export interface EventTime {
  date?: string | undefined
  dateTime?: string | undefined
  timeZone?: string | undefined
}

const DATE_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?)(Z|[+-]\d{2}:\d{2})?$/

/** Parses RFC 3339 with an offset, as query parameters need it. Throws a 400 refusal. */
export function parseInstant(text: string, parameter: string): Date {
  const instant = new Date(DATE_TIME.exec(text)?.[2] ? text : Number.NaN)
  if (Number.isNaN(instant.getTime())) {
    throw calendarRefusal('badRequest', 'Bad Request', { locationType: 'parameter', location: parameter })
  }
  return instant
}

/**
 * Checks a start or end and gives it back the way the calendar shows it: in UTC without fractions, so that nobody
 * learns to rely on getting the same text back. Throws a 400 refusal.
 */
export function normaliseTime(time: EventTime | undefined, name: 'start' | 'end'): EventTime {
  if (!time?.date && !time?.dateTime) throw calendarRefusal('required', `Missing ${name} time.`)
  if (time.date && time.dateTime) throw calendarRefusal('invalid', `Invalid ${name} time.`)
  const { timeZone } = time
  if (timeZone && !isTimeZone(timeZone)) {
    throw calendarRefusal('invalid', `Invalid time zone definition for ${name} time.`)
  }
  if (time.date) return { date: time.date, timeZone }
  const [, local, offset] = DATE_TIME.exec(time.dateTime ?? '') ?? []
  if (!local) throw calendarRefusal('invalid', `Invalid value for: Invalid format: "${time.dateTime}"`)
  if (!offset && !timeZone) throw calendarRefusal('required', `Missing time zone definition for ${name} time.`)
  const instant = offset ? new Date(`${local}${offset}`) : localToInstant(local, timeZone ?? 'UTC')
  if (Number.isNaN(instant.getTime())) throw calendarRefusal('invalid', `Invalid ${name} time.`)
  return { dateTime: instant.toISOString().replace(/\.\d{3}Z$/, 'Z'), timeZone: timeZone ?? 'UTC' }
}

/** The instant of a normalised time; a whole day begins at midnight UTC, the zone of every sandbox calendar. */
export function instantOf(time: EventTime): Date {
  return new Date(time.dateTime ?? `${time.date}T00:00:00Z`)
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Wall time in a zone as an instant. The second look settles wall times near a change of the clocks. */
function localToInstant(local: string, timeZone: string): Date {
  const asUtc = Date.parse(`${local}Z`)
  if (Number.isNaN(asUtc)) return new Date(Number.NaN)
  const guess = asUtc - zoneOffsetMs(asUtc, timeZone)
  return new Date(asUtc - zoneOffsetMs(guess, timeZone))
}

function zoneOffsetMs(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(instant)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
}
