import type { Availability, DayInterval, Weekday } from '@foyer/shared/availability'
import type { ClosedStart, SlotQuery } from './find-slots.ts'

/**
 * The rules of the slot engine once more, slow and obvious, for tests only: it looks at the wall clock of every single
 * minute (asked from Intl), and compares every candidate with every busy interval.
 */
const MINUTE = 60_000

type Verdict = ClosedStart['reason'] | 'free'

interface JudgedStart {
  startsAt: number
  verdict: Verdict
}

/** What the clock shows in each minute of a span: `2026-10-25 02:30`; sorts as text. */
export interface MinuteTable {
  startsAt: number
  walls: string[]
}

export function readClock(timeZone: string, startsAt: number, minutes: number): MinuteTable {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return { startsAt, walls: Array.from({ length: minutes }, (_, minute) => format.format(startsAt + minute * MINUTE)) }
}

const dateOf = (wall: string) => wall.slice(0, 10)
const addDays = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 24 * 60 * MINUTE).toISOString().slice(0, 10)

const WEEKDAYS: Record<string, Weekday> = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 }
const weekdayOf = (date: string) => WEEKDAYS[new Date(date).toUTCString().slice(0, 3)]

const MINUTES_OF_DAY = Array.from({ length: 24 * 60 + 1 }, (_, minute) =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':'),
)

/** Marks the open minutes of a date; each unbroken run of them is one interval. */
function intervalsOf({ rules, overrides }: Availability, date: string): DayInterval[] {
  const override = overrides.find((candidate) => candidate.date === date)
  const intervals = override ? override.intervals : rules.filter(({ weekday }) => weekday === weekdayOf(date))
  const isOpen = (time: string) => intervals.some(({ start, end }) => start <= time && time < end)
  const edges = MINUTES_OF_DAY.filter((time, minute) => isOpen(time) !== isOpen(MINUTES_OF_DAY[minute - 1] ?? ''))
  return edges.flatMap((start, index) => (index % 2 === 0 ? [{ start, end: edges[index + 1] ?? '' }] : []))
}

/** Windows as minute numbers of the table; its first and last date are margin. */
function windowsOf({ walls }: MinuteTable, availability: Availability): { start: number; end: number }[] {
  const first = dateOf(walls[0] ?? '')
  const last = dateOf(walls.at(-1) ?? '')
  const windows: { start: number; end: number }[] = []
  for (let date = addDays(first, 1); date < last; date = addDays(date, 1)) {
    for (const interval of intervalsOf(availability, date)) {
      const start = walls.findIndex((wall) => wall >= `${date} ${interval.start}`)
      const end = walls.findLastIndex((wall) => wall < `${date} ${interval.end}`) + 1
      const previous = windows.at(-1)
      if (start >= end) continue
      if (previous && start < previous.end) previous.end = Math.max(previous.end, end)
      else windows.push({ start, end })
    }
  }
  return windows
}

/** Every start on the grid with the verdict `free` or the reason why it is closed. */
export function judgeStarts(table: MinuteTable, query: SlotQuery): JudgedStart[] {
  const { durationMinutes, slotStepMinutes = durationMinutes } = query.service
  const judged: JudgedStart[] = []
  for (const { start, end } of windowsOf(table, query.availability)) {
    for (let minute = start; minute < end; minute += slotStepMinutes) {
      const startsAt = table.startsAt + minute * MINUTE
      if (startsAt < query.from || startsAt >= query.to) continue
      const fits = minute + durationMinutes <= end
      judged.push({ startsAt, verdict: fits ? judge(table, query, startsAt) : 'outside_availability' })
    }
  }
  return judged
}

function judge({ walls, ...table }: MinuteTable, query: SlotQuery, startsAt: number): Verdict {
  const { service, now, busy, calendar } = query
  const { bufferBeforeMinutes: before = 0, bufferAfterMinutes: after = 0, minimumNoticeMinutes = 0 } = service
  const minuteOf = (instant: number) => Math.floor((instant - table.startsAt) / MINUTE)
  const endsAt = startsAt + service.durationMinutes * MINUTE
  const overlap = (a: number, b: number, c: number, d: number) => a < d && c < b

  if (startsAt - now < minimumNoticeMinutes * MINUTE) return 'minimum_notice'
  if (service.bookableDays !== undefined) {
    const lastDate = addDays(dateOf(walls[minuteOf(now)] ?? ''), service.bookableDays)
    if (minuteOf(startsAt) > walls.findLastIndex((wall) => dateOf(wall) <= lastDate)) return 'beyond_horizon'
  }
  if (busy.some((taken) => overlap(startsAt, endsAt, taken.startsAt, taken.endsAt))) return 'busy'
  const isTooClose = (taken: SlotQuery['busy'][number]) => {
    const takenFrom = taken.startsAt - (taken.bufferBeforeMinutes ?? 0) * MINUTE
    const takenTo = taken.endsAt + (taken.bufferAfterMinutes ?? 0) * MINUTE
    const isInOwnBuffer = overlap(startsAt - before * MINUTE, endsAt + after * MINUTE, taken.startsAt, taken.endsAt)
    return isInOwnBuffer || overlap(startsAt, endsAt, takenFrom, takenTo)
  }
  if (busy.some(isTooClose)) return 'buffer'
  if (calendar?.busy.some(isTooClose)) return 'busy_in_calendar'
  return calendar?.closedFrom !== undefined && endsAt > calendar.closedFrom ? 'calendar_unknown' : 'free'
}
