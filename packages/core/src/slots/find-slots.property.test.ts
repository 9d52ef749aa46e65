import type { DayInterval, Weekday } from '@foyer/shared/availability'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainSlots, findSlots, type SlotQuery } from './find-slots.ts'
import { judgeStarts, readClock } from './slots-reference.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** A zone and the UTC date in the middle of the span looked at: mostly one on which its clock changes. */
const CALENDARS = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-04'],
  ['Australia/Lord_Howe', '2026-10-03'],
  ['Pacific/Apia', '2011-12-30'],
  ['America/St_Johns', '2006-10-29'],
  ['America/Havana', '2026-11-01'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['Africa/Cairo', '2026-04-23'],
  ['Antarctica/Troll', '2026-10-25'],
  ['Asia/Kathmandu', '2028-02-29'],
  ['UTC', '2026-12-31'],
].map(([timeZone = '', middle = '']) => {
  const startsAt = Date.parse(middle) - 4 * DAY
  return { timeZone, middle: Date.parse(middle), table: readClock(timeZone, startsAt, (9 * DAY) / MINUTE) }
})

const two = (value: number) => String(value).padStart(2, '0')
const toTime = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
/** Times where clocks tend to change come up more often. */
const minuteOfDay = fc.oneof(
  fc.integer({ min: 0, max: 1439 }),
  fc.integer({ min: 0, max: 16 }).map((q) => q * 15),
)
const interval: fc.Arbitrary<DayInterval> = fc
  .tuple(minuteOfDay, fc.oneof(fc.constant(1440), minuteOfDay))
  .filter(([start, end]) => start !== end)
  .map(([a, b]) => ({ start: toTime(Math.min(a, b)), end: toTime(Math.max(a, b)) }))
const WEEKDAYS: Weekday[] = [1, 2, 3, 4, 5, 6, 7]
const rule = fc.tuple(fc.constantFrom(...WEEKDAYS), interval).map(([weekday, times]) => ({ weekday, ...times }))
const buffer = fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined })

const situation = fc.constantFrom(...CALENDARS).chain(({ timeZone, middle, table }) => {
  const instant = fc.integer({ min: middle - 2 * DAY, max: middle + 2 * DAY })
  const override = fc.record({
    date: fc.integer({ min: -2, max: 2 }).map((days) => new Date(middle + days * DAY).toISOString().slice(0, 10)),
    intervals: fc.array(interval, { maxLength: 3 }),
  })
  const busy = fc.record({
    startsAt: fc.oneof(
      instant,
      instant.map((at) => Math.floor(at / (15 * MINUTE)) * 15 * MINUTE),
    ),
    length: fc.integer({ min: 1, max: 300 }),
    bufferBeforeMinutes: buffer,
    bufferAfterMinutes: buffer,
  })
  const taken = busy.map(({ length, ...rest }) => ({ ...rest, endsAt: rest.startsAt + length * MINUTE }))
  const query: fc.Arbitrary<SlotQuery> = fc.record({
    now: instant,
    availability: fc.record({
      timeZone: fc.constant(timeZone),
      rules: fc.array(rule, { minLength: 2, maxLength: 16 }),
      overrides: fc.uniqueArray(override, { selector: ({ date }) => date, maxLength: 2 }),
    }),
    service: fc.record({
      durationMinutes: fc.integer({ min: 1, max: 200 }),
      slotStepMinutes: fc.option(fc.integer({ min: 5, max: 120 }), { nil: undefined }),
      bufferBeforeMinutes: buffer,
      bufferAfterMinutes: buffer,
      minimumNoticeMinutes: fc.option(fc.integer({ min: 0, max: 2000 }), { nil: undefined }),
      bookableDays: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    }),
    busy: fc.array(taken, { maxLength: 12 }),
    calendar: fc.option(
      fc.record({ busy: fc.array(taken, { maxLength: 6 }), closedFrom: fc.option(instant, { nil: undefined }) }),
      { nil: undefined },
    ),
    from: instant,
    to: instant,
  })
  return query.map((made) => ({
    table,
    query: { ...made, from: Math.min(made.from, made.to), to: Math.max(made.from, made.to) },
  }))
})

describe('for any calendar around a clock change', () => {
  test('every start gets the verdict of a minute-by-minute look at the clock', () => {
    fc.assert(
      fc.property(situation, ({ table, query }) => {
        const { slots, closed } = explainSlots(query)
        const verdicts = [
          ...slots.map(({ startsAt }) => ({ startsAt, verdict: 'free' })),
          ...closed.map(({ startsAt, reason }) => ({ startsAt, verdict: reason })),
        ]
        expect(verdicts.toSorted((a, b) => a.startsAt - b.startsAt)).toEqual(judgeStarts(table, query))
      }),
      { numRuns: 150 },
    )
  })

  test('slots ascend without doubles, last their duration, keep clear of what is busy, and are those that are explained', () => {
    fc.assert(
      fc.property(situation, ({ query }) => {
        const slots = findSlots(query)
        expect(slots).toEqual(explainSlots(query).slots)
        slots.forEach(({ startsAt, endsAt }, index) => {
          expect(startsAt).toBeGreaterThan(slots[index - 1]?.startsAt ?? query.from - 1)
          expect(startsAt).toBeLessThan(query.to)
          expect(endsAt - startsAt).toBe(query.service.durationMinutes * MINUTE)
          const all = [...query.busy, ...(query.calendar?.busy ?? [])]
          expect(all.filter((taken) => taken.startsAt < endsAt && startsAt < taken.endsAt)).toEqual([])
        })
      }),
      { numRuns: 150 },
    )
  })

  test('asking in two parts gives what asking once gives', () => {
    fc.assert(
      fc.property(situation, fc.double({ min: 0, max: 1, noNaN: true }), ({ query }, share) => {
        const cut = Math.round(query.from + (query.to - query.from) * share)
        const parts = [...findSlots({ ...query, to: cut }), ...findSlots({ ...query, from: cut })]
        expect(parts).toEqual(findSlots(query))
      }),
      { numRuns: 150 },
    )
  })
})
