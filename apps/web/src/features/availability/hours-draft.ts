import type { Availability, DayInterval, Weekday } from '@foyer/shared/availability'

export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
export const WEEKDAY_NAMES: Record<Weekday, string> = {
  1: 'Monday',
  2: 'Tuesday',
  3: 'Wednesday',
  4: 'Thursday',
  5: 'Friday',
  6: 'Saturday',
  7: 'Sunday',
}

/** From and until as they are typed; midnight at the end may be "00:00" or "24:00". The key keeps a row while it is edited. */
export interface HoursDraft extends DayInterval {
  key: number
}

export interface DateDraft {
  key: number
  /** Empty until chosen. */
  date: string
  /** None: closed. */
  hours: HoursDraft[]
}

export interface AvailabilityDraft {
  timeZone: string
  week: Record<Weekday, HoursDraft[]>
  dates: DateDraft[]
}

let lastKey = 0
const nextKey = () => ++lastKey

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/

/** What somebody types for a time, as a clock: "9", "0930", "9.30" and "9:30" are understood, anything else stays as it is. */
export function readClock(typed: string): string {
  const digits = /^\s*(\d{1,2})(?:[:.h ]?(\d{2}))?\s*$/.exec(typed)
  if (!digits) return typed
  const clock = `${digits[1]?.padStart(2, '0')}:${digits[2] ?? '00'}`
  return CLOCK.test(clock) ? clock : typed
}

/** A day that starts at nine and ends at five, for a first row. */
const OFFICE: DayInterval = { start: '09:00', end: '17:00' }
const DAY_MINUTES = 24 * 60

/** The saved hours, ready to be edited. */
export function draftOf({ timeZone, rules, overrides }: Availability): AvailabilityDraft {
  const of = (weekday: Weekday) => rules.filter((rule) => rule.weekday === weekday).map(toHours)
  return {
    timeZone,
    week: { 1: of(1), 2: of(2), 3: of(3), 4: of(4), 5: of(5), 6: of(6), 7: of(7) },
    dates: overrides.map(({ date, intervals }) => ({ key: nextKey(), date, hours: intervals.map(toHours) })),
  }
}

const toHours = ({ start, end }: DayInterval): HoursDraft => ({ key: nextKey(), start, end })

// Reads again what was typed: Enter sends a form before its field is left.
const toInterval = (typed: DayInterval): DayInterval => {
  const end = readClock(typed.end)
  return { start: readClock(typed.start), end: end === '00:00' ? '24:00' : end }
}

/** What `availability.set` takes. */
export function toAvailability({ timeZone, week, dates }: AvailabilityDraft): Availability {
  return {
    timeZone,
    rules: WEEKDAYS.flatMap((weekday) => week[weekday].map((hours) => ({ weekday, ...toInterval(hours) }))),
    overrides: dates.map(({ date, hours }) => ({ date, intervals: hours.map(toInterval) })),
  }
}

/** One more row: after the last one with an hour's pause, up to two hours long; office hours on an empty day. */
export function withMoreHours(hours: readonly HoursDraft[]): HoursDraft[] {
  const latest = Math.max(0, ...hours.map((one) => minutesOf(toInterval(one).end)))
  if (hours.length === 0) return [{ key: nextKey(), ...OFFICE }]
  const start = Math.min(latest + 60, DAY_MINUTES - 60)
  const end = Math.min(start + 120, DAY_MINUTES)
  return [...hours, { key: nextKey(), start: clockOf(start), end: clockOf(end) }]
}

/** Monday's hours on Tuesday to Friday; the weekend stays as it is. */
export function copyMonday(week: AvailabilityDraft['week']): AvailabilityDraft['week'] {
  const copy = () => week[1].map((hours) => ({ ...hours, key: nextKey() }))
  return { ...week, 2: copy(), 3: copy(), 4: copy(), 5: copy() }
}

/** A dated exception that is still to be filled in: closed, because that is what most of them are. */
export const newDate = (): DateDraft => ({ key: nextKey(), date: '', hours: [] })

/** What is wrong, by the key of the row; empty when it can be saved. */
export function draftProblems({ week, dates }: AvailabilityDraft): ReadonlyMap<number, string> {
  const problems = new Map<number, string>()
  for (const weekday of WEEKDAYS) addHoursProblems(week[weekday], problems)
  for (const { key, date, hours } of dates) {
    if (date === '') problems.set(key, 'Choose a date.')
    else if (dates.some((other) => other.key !== key && other.date === date)) {
      problems.set(key, 'This date is in the list twice.')
    }
    addHoursProblems(hours, problems)
  }
  return problems
}

function addHoursProblems(hours: readonly HoursDraft[], problems: Map<number, string>): void {
  for (const one of hours) {
    const { start, end } = toInterval(one)
    if (!CLOCK.test(start) || !CLOCK.test(end)) problems.set(one.key, 'Give both times, such as 09:00.')
    else if (end <= start) problems.set(one.key, 'The end has to come after the start.')
    else if (hours.some((other) => other.key < one.key && overlaps(other, one))) {
      problems.set(one.key, 'These hours overlap with others of the day.')
    }
  }
}

function overlaps(one: DayInterval, other: DayInterval): boolean {
  const [a, b] = [toInterval(one), toInterval(other)]
  return a.start < b.end && b.start < a.end
}

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

const OFFICE_DAYS: readonly Weekday[] = [1, 2, 3, 4, 5]

/** Hours to begin from for somebody who has none yet; null for everybody else. */
export function suggestHours(saved: Availability): Availability | null {
  if (saved.rules.length > 0 || saved.overrides.length > 0) return null
  return { ...saved, rules: OFFICE_DAYS.map((weekday) => ({ weekday, start: '09:00', end: '17:00' })) }
}
