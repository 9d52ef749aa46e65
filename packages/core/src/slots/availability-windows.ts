import type { Availability, DayInterval } from '@foyer/shared/availability'
import { DAY, firstInstantFrom, lastInstantUntil, listOffsetPeriods, MINUTE, wallAt } from './zone-clock.ts'

/** A stretch of open time in epoch milliseconds; the end is not part of it. */
export interface AvailabilityWindow {
  startsAt: number
  endsAt: number
}

/** Milliseconds since the wall clock's midnight. */
interface WallInterval {
  start: number
  end: number
}

const sinceMidnight = (time: string) => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * MINUTE

/** Joins the intervals of one date that overlap or touch, so that 09:00-12:00 and 12:00-17:00 are one working day. */
function joinIntervals(intervals: DayInterval[]): WallInterval[] {
  const joined: WallInterval[] = []
  const sorted = intervals
    .map(({ start, end }) => ({ start: sinceMidnight(start), end: sinceMidnight(end) }))
    .toSorted((a, b) => a.start - b.start)
  for (const interval of sorted) {
    const last = joined.at(-1)
    if (last && interval.start <= last.end) last.end = Math.max(last.end, interval.end)
    else joined.push(interval)
  }
  return joined
}

/** Tells the open intervals of a local date, given as the wall time of its midnight. */
function openingHours({ rules, overrides }: Availability): (midnight: number) => WallInterval[] {
  const byWeekday = [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
    joinIntervals(rules.filter((rule) => rule.weekday === weekday)),
  )
  const byDate = new Map(overrides.map(({ date, intervals }) => [Date.parse(date), joinIntervals(intervals)]))
  const mondayBasedWeekday = (midnight: number) => (((midnight / DAY + 3) % 7) + 7) % 7
  return (midnight) => byDate.get(midnight) ?? byWeekday[mondayBasedWeekday(midnight)] ?? []
}

/**
 * The open windows that reach into [from, to), in order and disjoint, whole even where they begin before `from`.
 *
 * Each local date in the availability's zone has its override, or else its weekday's rules. A window lasts from the
 * first instant at which the clock shows its start (or has jumped over it) until the last at which the clock shows a time
 * before its end. So a skipped hour shortens it, a repeated hour lengthens it, and a window inside a skipped hour, or
 * on a date that the zone skipped as a whole, does not exist.
 *
 * Windows of two dates stay apart even if one ends at 24:00 and the next begins at 00:00: a date's grid must not depend on
 * the day before. Windows that run into each other because an hour is repeated are joined.
 */
export function listWindows(availability: Availability, from: number, to: number): AvailabilityWindow[] {
  const { timeZone } = availability
  const intervalsOf = openingHours(availability)
  const periods = listOffsetPeriods(timeZone, from - 2 * DAY, to + 2 * DAY)
  // One date more on either side: a clock set back over midnight shows a date again after the next one has begun.
  const firstDate = Math.floor(wallAt(timeZone, from) / DAY) - 1
  const lastDate = Math.floor(wallAt(timeZone, to) / DAY) + 1
  const windows: AvailabilityWindow[] = []
  for (let date = firstDate; date <= lastDate; date++) {
    for (const { start, end } of intervalsOf(date * DAY)) {
      const startsAt = firstInstantFrom(periods, date * DAY + start)
      const endsAt = lastInstantUntil(periods, date * DAY + end)
      if (startsAt >= endsAt) continue
      const last = windows.at(-1)
      if (last && startsAt < last.endsAt) last.endsAt = Math.max(last.endsAt, endsAt)
      else windows.push({ startsAt, endsAt })
    }
  }
  return windows.filter((window) => window.endsAt > from && window.startsAt < to)
}
