import { Temporal } from 'temporal-polyfill'

export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE

/**
 * A stretch of time without a clock change: `wall = instant + offset`.
 * Instants are epoch milliseconds; a wall time is what the clock on the wall shows, counted as if it were UTC.
 */
export interface OffsetPeriod {
  startsAt: number
  endsAt: number
  offset: number
}

const zonedAt = (timeZone: string, instant: number) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone)

const offsetOf = (zoned: Temporal.ZonedDateTime) => zoned.offsetNanoseconds / 1e6

/** The wall time at an instant. Throws RangeError for an unknown zone. */
export const wallAt = (timeZone: string, instant: number): number => instant + offsetOf(zonedAt(timeZone, instant))

/** All offsets that hold between two instants, in order and without holes; the outer two are open-ended. */
export function listOffsetPeriods(timeZone: string, from: number, to: number): OffsetPeriod[] {
  let zoned = zonedAt(timeZone, from)
  const periods: OffsetPeriod[] = []
  let startsAt = Number.NEGATIVE_INFINITY
  for (;;) {
    const next = zoned.getTimeZoneTransition('next')
    const isLast = !next || next.epochMilliseconds > to
    const endsAt = isLast ? Number.POSITIVE_INFINITY : next.epochMilliseconds
    periods.push({ startsAt, endsAt, offset: offsetOf(zoned) })
    if (isLast) return periods
    zoned = next
    startsAt = endsAt
  }
}

/** The first instant at which the clock shows `wall` or later: the earlier of two, or the far side of a skipped hour. */
export function firstInstantFrom(periods: OffsetPeriod[], wall: number): number {
  for (const { startsAt, endsAt, offset } of periods) {
    const instant = Math.max(startsAt, wall - offset)
    if (instant < endsAt) return instant
  }
  return Number.POSITIVE_INFINITY
}

/** The instant from which the clock never again shows a time before `wall`: the later of two for a repeated hour. */
export function lastInstantUntil(periods: OffsetPeriod[], wall: number): number {
  for (const { startsAt, endsAt, offset } of periods.toReversed()) {
    const instant = Math.min(endsAt, wall - offset)
    if (instant > startsAt) return instant
  }
  return Number.NEGATIVE_INFINITY
}

/** The instant at which the local date that lies `days` after the date of `instant` is over. */
export function endOfDateAfter(timeZone: string, instant: number, days: number): number {
  const today = Math.floor(wallAt(timeZone, instant) / DAY) * DAY
  const wall = today + (days + 1) * DAY
  return lastInstantUntil(listOffsetPeriods(timeZone, wall - 2 * DAY, wall + 2 * DAY), wall)
}
