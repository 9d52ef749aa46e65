import type { Availability, AvailabilityOverride, DayInterval, Weekday } from '@foyer/shared/availability'
import { describe, expect, test } from 'vitest'
import {
  type BusyInterval,
  type CalendarKnowledge,
  explainSlots,
  findSlots,
  type SlotQuery,
  type SlotRules,
} from './find-slots.ts'

const EVERY_DAY: Weekday[] = [1, 2, 3, 4, 5, 6, 7]

interface Situation {
  timeZone?: string
  hours?: [start: string, end: string][]
  overrides?: AvailabilityOverride[]
  service?: Partial<SlotRules>
  busy?: BusyInterval[]
  calendar?: CalendarKnowledge
  now?: string
  /** First and, if it is another, last UTC date looked at. */
  on: string
  until?: string
}

const toIntervals = (hours: [string, string][]): DayInterval[] => hours.map(([start, end]) => ({ start, end }))

function query({
  timeZone = 'UTC',
  hours = [['09:00', '12:00']],
  overrides = [],
  service,
  busy = [],
  calendar,
  now,
  on,
  until = on,
}: Situation): SlotQuery {
  const rules: Availability['rules'] = EVERY_DAY.flatMap((weekday) =>
    toIntervals(hours).map((interval) => ({ weekday, ...interval })),
  )
  const from = Date.parse(on)
  return {
    now: now ? Date.parse(now) : from - 30 * 86_400_000,
    availability: { timeZone, rules, overrides },
    service: { durationMinutes: 60, ...service },
    busy,
    calendar,
    from,
    to: Date.parse(until) + 86_400_000,
  }
}

/** `2026-03-29T01:00Z` */
const short = (instant: number) => new Date(instant).toISOString().replace(':00.000Z', 'Z')
const timeOf = (instant: number) => short(instant).slice(11, 16)
const starts = (situation: Situation) => findSlots(query(situation)).map(({ startsAt }) => short(startsAt))
const times = (situation: Situation) => findSlots(query(situation)).map(({ startsAt }) => timeOf(startsAt))
const reasons = (situation: Situation) =>
  explainSlots(query(situation)).closed.map(({ startsAt, reason }) => `${timeOf(startsAt)} ${reason}`)
const taken = (start: string, end: string, buffers: Partial<BusyInterval> = {}): BusyInterval => ({
  startsAt: Date.parse(start),
  endsAt: Date.parse(end),
  ...buffers,
})

describe('windows', () => {
  test('the grid starts with the window, and the last slot ends with it', () => {
    expect(times({ on: '2026-11-25', hours: [['09:10', '12:10']] })).toEqual(['09:10', '10:10', '11:10'])
    expect(times({ on: '2026-11-25', service: { durationMinutes: 90, slotStepMinutes: 30 } })).toEqual([
      '09:00',
      '09:30',
      '10:00',
      '10:30',
    ])
    expect(times({ on: '2026-11-25', hours: [['09:00', '09:59']] })).toEqual([])
  })

  test('touching and overlapping intervals are one window, others keep a grid of their own', () => {
    const service = { durationMinutes: 50 }
    expect(
      times({
        on: '2026-11-25',
        service,
        hours: [
          ['10:00', '11:00'],
          ['09:00', '10:00'],
          ['10:30', '11:10'],
        ],
      }),
    ).toEqual(['09:00', '09:50'])
    expect(
      times({
        on: '2026-11-25',
        service,
        hours: [
          ['09:00', '10:00'],
          ['10:05', '11:00'],
        ],
      }),
    ).toEqual(['09:00', '10:05'])
  })

  test('a window may last until 24:00 and does not run on into the next date', () => {
    const service = { durationMinutes: 90 }
    const hours: [string, string][] = [
      ['00:00', '02:00'],
      ['21:00', '24:00'],
    ]
    expect(starts({ on: '2026-12-31', until: '2027-01-01', hours, service })).toEqual([
      '2026-12-31T00:00Z',
      '2026-12-31T21:00Z',
      '2026-12-31T22:30Z',
      '2027-01-01T00:00Z',
      '2027-01-01T21:00Z',
      '2027-01-01T22:30Z',
    ])
  })

  test('rules hold on the local weekday, and an override replaces one local date', () => {
    const overrides = [
      { date: '2026-11-25', intervals: [] },
      { date: '2026-11-26', intervals: toIntervals([['20:00', '21:00']]) },
    ]
    expect(
      starts({
        on: '2026-11-24',
        until: '2026-11-26',
        timeZone: 'Pacific/Auckland',
        hours: [['09:00', '10:00']],
        overrides,
      }),
    ).toEqual(['2026-11-26T07:00Z', '2026-11-26T20:00Z'])
    const wednesday: Availability = {
      timeZone: 'Pacific/Auckland',
      rules: [{ weekday: 3, start: '09:00', end: '10:00' }],
      overrides: [],
    }
    expect(
      findSlots({ ...query({ on: '2026-11-23', until: '2026-11-30' }), availability: wednesday }).map(({ startsAt }) =>
        short(startsAt),
      ),
    ).toEqual(['2026-11-24T20:00Z'])
  })

  test('a leap day is a date like any other', () => {
    expect(starts({ on: '2028-02-28', until: '2028-03-01', hours: [['09:00', '10:00']] })).toEqual([
      '2028-02-28T09:00Z',
      '2028-02-29T09:00Z',
      '2028-03-01T09:00Z',
    ])
  })

  test('a span that cuts a window keeps the grid; its start belongs to it and its end does not', () => {
    const whole = query({ on: '2026-11-25', service: { slotStepMinutes: 20 } })
    const cut = { ...whole, from: Date.parse('2026-11-25T09:40Z'), to: Date.parse('2026-11-25T10:20Z') }
    expect(findSlots(cut).map(({ startsAt }) => timeOf(startsAt))).toEqual(['09:40', '10:00'])
    expect(findSlots({ ...cut, from: cut.from + 1 }).map(({ startsAt }) => timeOf(startsAt))).toEqual(['10:00'])
    expect(findSlots({ ...cut, to: cut.from })).toEqual([])
  })
})

describe('busy time and buffers', () => {
  const busy = [taken('2026-11-25T10:00Z', '2026-11-25T10:30Z')]
  const service = { durationMinutes: 30 }

  test('a slot may touch busy time but not overlap it', () => {
    expect(times({ on: '2026-11-25', service, busy })).toEqual(['09:00', '09:30', '10:30', '11:00', '11:30'])
  })

  test('the buffers of the service keep their distance, before and after', () => {
    expect(times({ on: '2026-11-25', service: { ...service, bufferBeforeMinutes: 10 }, busy })).toEqual([
      '09:00',
      '09:30',
      '11:00',
      '11:30',
    ])
    expect(times({ on: '2026-11-25', service: { ...service, bufferAfterMinutes: 10 }, busy })).toEqual([
      '09:00',
      '10:30',
      '11:00',
      '11:30',
    ])
  })

  test('of two buffers that face each other the larger counts, not the sum', () => {
    const after = taken('2026-11-25T09:00Z', '2026-11-25T09:40Z', { bufferAfterMinutes: 20 })
    const withBuffer = (bufferBeforeMinutes: number) =>
      times({ on: '2026-11-25', service: { ...service, bufferBeforeMinutes }, busy: [after] })
    expect(withBuffer(15)).toEqual(['10:00', '10:30', '11:00', '11:30'])
    expect(withBuffer(20)).toEqual(['10:00', '10:30', '11:00', '11:30'])
    expect(withBuffer(21)).toEqual(['10:30', '11:00', '11:30'])
  })

  test('buffers may reach outside the window, and meet busy time there', () => {
    const buffers = { bufferBeforeMinutes: 30, bufferAfterMinutes: 30 }
    expect(times({ on: '2026-11-25', hours: [['09:00', '10:00']], service: buffers })).toEqual(['09:00'])
    const early = [taken('2026-11-25T08:00Z', '2026-11-25T08:31Z')]
    expect(reasons({ on: '2026-11-25', hours: [['09:00', '10:00']], service: buffers, busy: early })).toEqual([
      '09:00 buffer',
    ])
  })

  test('a slot fits exactly between two busy intervals', () => {
    const around = [taken('2026-11-25T08:00Z', '2026-11-25T09:30Z'), taken('2026-11-25T10:00Z', '2026-11-25T12:00Z')]
    expect(times({ on: '2026-11-25', service, busy: around })).toEqual(['09:30'])
  })

  test('busy time without length takes nothing', () => {
    expect(times({ on: '2026-11-25', busy: [taken('2026-11-25T09:30Z', '2026-11-25T09:30Z')] })).toHaveLength(3)
  })
})

describe('the provider’s own calendar', () => {
  const on = '2026-11-25'
  const dentist = { busy: [taken('2026-11-25T10:20Z', '2026-11-25T10:40Z')] }

  test('closes what overlaps it, and what would leave no pause before or after', () => {
    expect(reasons({ on, calendar: dentist })).toEqual(['10:00 busy_in_calendar'])
    const service = { bufferAfterMinutes: 30, bufferBeforeMinutes: 20 }
    expect(reasons({ on, calendar: dentist, service })).toEqual(['09:00 busy_in_calendar', '10:00 busy_in_calendar'])
    expect(reasons({ on, calendar: dentist, service: { bufferBeforeMinutes: 20, bufferAfterMinutes: 20 } })).toEqual([
      '10:00 busy_in_calendar',
    ])
  })

  test('is named only where nothing that was booked here closes the time', () => {
    const busy = [taken('2026-11-25T10:00Z', '2026-11-25T10:30Z')]
    expect(reasons({ on, calendar: dentist, busy })).toEqual(['10:00 busy'])
  })

  test('closes nothing where it says nothing, unless that is wanted', () => {
    expect(reasons({ on, calendar: { busy: [] } })).toEqual([])
    expect(reasons({ on, calendar: { ...dentist, closedFrom: Date.parse('2026-11-25T11:00Z') } })).toEqual([
      '10:00 busy_in_calendar',
      '11:00 calendar_unknown',
    ])
    expect(times({ on, calendar: { busy: [], closedFrom: Date.parse('2026-11-25T10:00Z') } })).toEqual(['09:00'])
  })
})

describe('notice and horizon', () => {
  test('a slot starts exactly as early as the notice allows, and never in the past', () => {
    expect(times({ on: '2026-11-25', now: '2026-11-25T09:00:00Z', service: { minimumNoticeMinutes: 60 } })).toEqual([
      '10:00',
      '11:00',
    ])
    expect(times({ on: '2026-11-25', now: '2026-11-25T09:00:01Z', service: { minimumNoticeMinutes: 60 } })).toEqual([
      '11:00',
    ])
    expect(times({ on: '2026-11-25', now: '2026-11-25T09:30:00Z' })).toEqual(['10:00', '11:00'])
  })

  test('the horizon counts local dates and includes the last one as a whole', () => {
    const late = {
      timeZone: 'America/Los_Angeles',
      hours: [['22:00', '23:00']] as [string, string][],
      on: '2026-11-24',
      until: '2026-11-29',
    }
    const within = (now: string, bookableDays: number) => starts({ ...late, now, service: { bookableDays } })
    expect(within('2026-11-25T07:59Z', 1)).toEqual(['2026-11-26T06:00Z'])
    expect(within('2026-11-25T08:00Z', 1)).toEqual(['2026-11-26T06:00Z', '2026-11-27T06:00Z'])
    expect(within('2026-11-25T05:00Z', 0)).toEqual(['2026-11-25T06:00Z'])
    const midnight: Situation = { on: '2026-11-25', until: '2026-11-26', hours: [['00:00', '01:00']] }
    expect(starts({ ...midnight, now: '2026-11-24T12:00Z', service: { bookableDays: 1 } })).toEqual([
      '2026-11-25T00:00Z',
    ])
  })
})

describe('explanations', () => {
  test('every start of the grid that is not offered has a reason', () => {
    const situation: Situation = {
      on: '2026-11-25',
      until: '2026-11-26',
      now: '2026-11-25T08:10Z',
      hours: [['09:00', '12:30']],
      service: { minimumNoticeMinutes: 60, bookableDays: 0, bufferAfterMinutes: 5 },
      busy: [taken('2026-11-25T11:30Z', '2026-11-25T11:45Z'), taken('2026-11-26T09:00Z', '2026-11-26T12:00Z')],
    }
    expect(times({ ...situation, on: '2026-11-25' })).toEqual(['10:00'])
    expect(reasons(situation)).toEqual([
      '09:00 minimum_notice',
      '11:00 busy',
      '12:00 outside_availability',
      '09:00 beyond_horizon',
      '10:00 beyond_horizon',
      '11:00 beyond_horizon',
      '12:00 outside_availability',
    ])
  })
})

test('a step or duration that would never end is refused', () => {
  expect(() => findSlots(query({ on: '2026-11-25', service: { slotStepMinutes: 0 } }))).toThrow(RangeError)
  expect(() => findSlots(query({ on: '2026-11-25', service: { durationMinutes: Number.NaN } }))).toThrow(RangeError)
})
