import type { Availability, AvailabilityRule, DayInterval, Weekday } from '@foyer/shared/availability'

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

/** Sorts intervals of one day and joins those that overlap or touch. */
function joinIntervals(intervals: readonly DayInterval[]): DayInterval[] {
  const joined: DayInterval[] = []
  for (const { start, end } of intervals.toSorted((a, b) => compare(a.start, b.start))) {
    const last = joined.at(-1)
    if (!last || start > last.end) joined.push({ start, end })
    else if (end > last.end) last.end = end
  }
  return joined
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

/** The same hours in their one shortest form: sorted, and without overlaps or seams. `HH:MM` sorts as text. */
export function normaliseAvailability({ timeZone, rules, overrides }: Availability): Availability {
  return {
    timeZone,
    rules: WEEKDAYS.flatMap((weekday): AvailabilityRule[] =>
      joinIntervals(rules.filter((rule) => rule.weekday === weekday)).map((interval) => ({ weekday, ...interval })),
    ),
    overrides: overrides
      .map(({ date, intervals }) => ({ date, intervals: joinIntervals(intervals) }))
      .toSorted((a, b) => compare(a.date, b.date)),
  }
}
