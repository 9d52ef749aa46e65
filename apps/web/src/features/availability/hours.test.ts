import type { Availability } from '@foyer/shared/availability'
import { describe, expect, it } from 'vitest'
import {
  type AvailabilityDraft,
  copyMonday,
  draftOf,
  draftProblems,
  newDate,
  readClock,
  suggestHours,
  toAvailability,
  withMoreHours,
} from './hours-draft.ts'
import { hoursSentence } from './hours-sentence.ts'

const office = { start: '09:00', end: '17:00' }
const weekdays = ([1, 2, 3, 4, 5] as const).map((weekday) => ({ weekday, ...office }))
const saved: Availability = {
  timeZone: 'Europe/Lisbon',
  rules: [...weekdays, { weekday: 6, start: '20:00', end: '24:00' }],
  overrides: [{ date: '2026-12-24', intervals: [] }],
}

const monday = (...intervals: [string, string][]): AvailabilityDraft =>
  draftOf({ timeZone: 'UTC', overrides: [], rules: intervals.map(([start, end]) => ({ weekday: 1, start, end })) })
const problemsOf = (draft: AvailabilityDraft) => [...draftProblems(draft).values()]

it('comes back from editing as it was saved, midnight included', () => {
  expect(toAvailability(draftOf(saved))).toEqual(saved)
})

describe('what is wrong before sending', () => {
  it.each([
    [
      'good hours',
      [
        ['09:00', '12:00'],
        ['13:00', '17:00'],
      ],
      [],
    ],
    [
      'touching hours',
      [
        ['09:00', '12:00'],
        ['12:00', '17:00'],
      ],
      [],
    ],
    ['until midnight', [['20:00', '00:00']], []],
    ['an end before the start', [['12:00', '09:00']], ['The end has to come after the start.']],
    ['no length', [['12:00', '12:00']], ['The end has to come after the start.']],
    ['an empty field', [['', '09:00']], ['Give both times, such as 09:00.']],
    [
      'an overlap, told once',
      [
        ['09:00', '13:00'],
        ['12:00', '17:00'],
      ],
      ['These hours overlap with others of the day.'],
    ],
  ] as [string, [string, string][], string[]][])('%s', (_what, intervals, problems) => {
    expect(problemsOf(monday(...intervals))).toEqual(problems)
  })

  it('misses the date of an exception, and notices one that is there twice', () => {
    const twice = [
      { ...newDate(), date: '2026-12-24' },
      { ...newDate(), date: '2026-12-24' },
    ]
    expect(problemsOf({ ...monday(), dates: [newDate()] })).toEqual(['Choose a date.'])
    expect(problemsOf({ ...monday(), dates: twice })).toHaveLength(2)
  })
})

it.each([
  ['9', '09:00'],
  ['0930', '09:30'],
  ['930', '09:30'],
  ['9.30', '09:30'],
  [' 17:05 ', '17:05'],
  ['24', '24:00'],
  ['25', '25'],
  ['9:75', '9:75'],
  ['noon', 'noon'],
  ['', ''],
])('"%s" is read as "%s"', (typed, clock) => {
  expect(readClock(typed)).toBe(clock)
})

describe('adding hours', () => {
  it.each([
    ['office hours on an empty day', [], ['09:00', '17:00']],
    ['after the last, with a pause', [['09:00', '12:00']], ['13:00', '15:00']],
    ['up to midnight at most', [['09:00', '22:30']], ['23:00', '24:00']],
  ] as [string, [string, string][], string[]][])('%s', (_what, intervals, [start, end]) => {
    expect(withMoreHours(monday(...intervals).week[1]).at(-1)).toMatchObject({ start, end })
  })

  it('copies Monday to the other weekdays and leaves the weekend alone', () => {
    const week = copyMonday(
      draftOf({
        ...saved,
        rules: [
          { weekday: 1, ...office },
          { weekday: 7, ...office },
        ],
      }).week,
    )
    expect(Object.values(week).map((hours) => hours.length)).toEqual([1, 1, 1, 1, 1, 0, 1])
    expect(new Set(Object.values(week).flatMap((hours) => hours.map(({ key }) => key))).size).toBe(6)
  })
})

it.each([
  ['Monday to Friday 09:00 – 17:00. Closed on Saturday and Sunday.', weekdays, []],
  [
    'Monday to Friday 09:00 – 17:00, Saturday 20:00 – 24:00. Closed on Sunday. 1 date differs.',
    saved.rules,
    saved.overrides,
  ],
  [
    'Monday 09:00 – 12:00 and 13:00 – 17:00, Wednesday and Thursday 09:00 – 17:00. Closed on Tuesday, Friday, Saturday and Sunday.',
    [
      { weekday: 1, start: '13:00', end: '17:00' },
      { weekday: 1, start: '09:00', end: '12:00' },
      { weekday: 3, ...office },
      { weekday: 4, ...office },
    ],
    [],
  ],
  ['Nobody can book yet: no hours are open.', [], saved.overrides],
  ['No weekly hours. 1 date differs.', [], [{ date: '2026-12-24', intervals: [office] }]],
] as [string, Availability['rules'], Availability['overrides']][])('reads "%s"', (sentence, rules, overrides) => {
  expect(hoursSentence({ rules, overrides })).toBe(sentence)
})

it('suggests a week to whoever has no hours yet, and nothing to whoever has', () => {
  const suggested = suggestHours({ timeZone: 'UTC', rules: [], overrides: [] })
  expect(suggested?.rules).toEqual(weekdays)
  expect(suggestHours(saved)).toBeNull()
  expect(suggestHours({ ...saved, rules: [] })).toBeNull()
})
