import type { DayInterval, Weekday } from '@foyer/shared/availability'
import { describe, expect, test } from 'vitest'
import { listWindows } from './availability-windows.ts'

const DAY = 86_400_000
const EVERY_DAY: Weekday[] = [1, 2, 3, 4, 5, 6, 7]

const toInterval = (hours: string): DayInterval => ({ start: hours.slice(0, 5), end: hours.slice(6) })
const short = (instant: number) => new Date(instant).toISOString().replace(':00.000Z', 'Z')

/** The windows as `2026-03-29T01:00Z 2 h`, with `hours` such as `01:00-05:00` open on one local date only. */
function windowsOn(timeZone: string, date: string, ...hours: string[]) {
  const availability = { timeZone, rules: [], overrides: [{ date, intervals: hours.map(toInterval) }] }
  return shown(listWindows(availability, Date.parse(date) - 2 * DAY, Date.parse(date) + 2 * DAY))
}

const shown = (windows: ReturnType<typeof listWindows>) =>
  windows.map(({ startsAt, endsAt }) => `${short(startsAt)} ${(endsAt - startsAt) / 3_600_000} h`)

describe('on the date of a clock change', () => {
  test.each<[what: string, timeZone: string, date: string, hours: string, window: string | null]>([
    ['a skipped hour shortens a window', 'Europe/Berlin', '2026-03-29', '01:00-05:00', '2026-03-29T00:00Z 3 h'],
    [
      'a start in the skipped hour moves to its far side',
      'Europe/Berlin',
      '2026-03-29',
      '02:30-05:00',
      '2026-03-29T01:00Z 2 h',
    ],
    [
      'an end in the skipped hour moves there too',
      'Europe/Berlin',
      '2026-03-29',
      '00:00-02:30',
      '2026-03-28T23:00Z 2 h',
    ],
    ['a window inside the skipped hour does not exist', 'America/New_York', '2026-03-08', '02:00-03:00', null],
    ['the working day keeps its wall time', 'America/New_York', '2026-03-08', '09:00-17:00', '2026-03-08T13:00Z 8 h'],
    ['a repeated hour lengthens a window', 'Europe/Berlin', '2026-10-25', '01:00-04:00', '2026-10-24T23:00Z 4 h'],
    [
      'a window inside the repeated hour holds both',
      'America/New_York',
      '2026-11-01',
      '01:00-02:00',
      '2026-11-01T05:00Z 2 h',
    ],
    [
      'a start in the repeated hour is the earlier one',
      'America/New_York',
      '2026-11-01',
      '01:30-03:00',
      '2026-11-01T05:30Z 2.5 h',
    ],
    [
      'a start after the repeated hour is not inside it',
      'Europe/Berlin',
      '2026-10-25',
      '03:00-04:00',
      '2026-10-25T02:00Z 1 h',
    ],
    [
      'an end in the repeated hour is the later one',
      'America/New_York',
      '2026-11-01',
      '00:30-01:30',
      '2026-11-01T04:30Z 2 h',
    ],
    [
      'an end at the repeated hour comes before both',
      'America/New_York',
      '2026-11-01',
      '00:00-01:00',
      '2026-11-01T04:00Z 1 h',
    ],
    ['half an hour is skipped', 'Australia/Lord_Howe', '2026-10-04', '01:00-03:30', '2026-10-03T14:30Z 2 h'],
    ['half an hour is repeated', 'Australia/Lord_Howe', '2026-04-05', '01:00-03:30', '2026-04-04T14:00Z 3 h'],
    ['midnight itself is skipped', 'America/Sao_Paulo', '2018-11-04', '00:00-02:00', '2018-11-04T03:00Z 1 h'],
    ['midnight itself is repeated', 'America/Havana', '2026-11-01', '00:00-02:00', '2026-11-01T04:00Z 3 h'],
    ['24:00 comes before a repeated midnight', 'America/Havana', '2026-10-31', '23:00-24:00', '2026-11-01T03:00Z 1 h'],
    ['a whole date is skipped', 'Pacific/Apia', '2011-12-30', '00:00-24:00', null],
    ['the date before a skipped one is whole', 'Pacific/Apia', '2011-12-29', '00:00-24:00', '2011-12-29T10:00Z 24 h'],
  ])('%s (%s, %s)', (_, timeZone, date, hours, window) => {
    expect(windowsOn(timeZone, date, hours)).toEqual(window ? [window] : [])
  })

  test('windows that the repeated hour lets run into each other are joined', () => {
    expect(windowsOn('Europe/Berlin', '2026-10-25', '01:00-02:30', '02:45-04:00')).toEqual(['2026-10-24T23:00Z 4 h'])
  })
})

test('a clock set back over midnight hides neither the window before nor the one after', () => {
  const windowsAround = (from: string, to: string, date: string, hours: string) => {
    const overrides = [{ date, intervals: [toInterval(hours)] }]
    return shown(listWindows({ timeZone: 'America/St_Johns', rules: [], overrides }, Date.parse(from), Date.parse(to)))
  }
  const [firstMidnight, shownAgain] = ['2006-10-29T02:30Z', '2006-10-29T02:45Z']
  expect(windowsAround(firstMidnight, shownAgain, '2006-10-28', '22:00-23:30')).toEqual(['2006-10-29T00:30Z 2.5 h'])
  expect(windowsAround(firstMidnight, shownAgain, '2006-10-29', '00:00-01:00')).toEqual(['2006-10-29T02:30Z 2 h'])
})

describe('on any date', () => {
  test('touching and overlapping intervals are one window, whatever their order', () => {
    const hours = ['10:00-11:00', '09:00-10:00', '10:30-11:10', '13:00-14:00']
    expect(windowsOn('UTC', '2028-02-29', ...hours)).toEqual([
      '2028-02-29T09:00Z 2.1666666666666665 h',
      '2028-02-29T13:00Z 1 h',
    ])
  })

  test('a window that ends at 24:00 stays apart from the next date, and both are given whole', () => {
    const rules = EVERY_DAY.map((weekday) => ({ weekday, start: '00:00', end: '24:00' }))
    const midnight = Date.parse('2026-12-31T15:00Z')
    expect(shown(listWindows({ timeZone: 'Asia/Tokyo', rules, overrides: [] }, midnight - 1, midnight + 1))).toEqual([
      '2026-12-30T15:00Z 24 h',
      '2026-12-31T15:00Z 24 h',
    ])
  })
})
