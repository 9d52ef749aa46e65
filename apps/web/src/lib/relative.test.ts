import { expect, it } from 'vitest'
import { formatCountdown, formatRelative, formatStart } from './relative.ts'

const lisbon = { locale: 'en-GB', timeZone: 'Europe/Lisbon' }
const now = new Date('2026-11-21T14:07:00Z')

it.each([
  ['2026-11-21T14:07:30Z', 'now'],
  ['2026-11-21T14:30:00Z', 'in 23 min'],
  ['2026-11-21T14:03:00Z', '4 min ago'],
  ['2026-11-21T17:10:00Z', 'in 3 hours'],
  ['2026-11-22T01:10:00Z', 'in 11 hours'],
  ['2026-11-22T09:00:00Z', 'tomorrow'],
  ['2026-11-24T09:00:00Z', 'in 3 days'],
  ['2026-11-20T09:00:00Z', 'yesterday'],
  ['2026-12-30T09:00:00Z', null],
])('%s is %s', (at, text) => {
  expect(formatRelative(at, now, lisbon)).toBe(text)
})

it.each([
  ['2026-11-21T14:59:00Z', 'in 52 min'],
  ['2026-11-21T20:07:00Z', 'in 6 hours'],
  ['2026-11-22T09:00:00Z', 'tomorrow 09:00'],
  ['2026-11-23T08:30:00Z', 'Mon 08:30'],
  ['2026-11-30T08:30:00Z', 'Mon 30 Nov, 08:30'],
  ['2026-11-20T08:30:00Z', 'yesterday 08:30'],
])('a table writes a start at %s as %s', (at, text) => {
  expect(formatStart(at, now, lisbon)).toBe(text)
})

it('counts days on the reader’s calendar, where clocks change', () => {
  const before = new Date('2026-10-24T22:30:00Z')
  expect(formatRelative('2026-10-26T00:15:00Z', before, lisbon)).toBe('in 2 days')
  expect(formatRelative('2026-10-26T00:15:00Z', before, { ...lisbon, timeZone: 'Europe/Berlin' })).toBe('tomorrow')
})

it('counts down to the second and stops at nothing', () => {
  expect(formatCountdown('2026-11-21T14:11:52Z', now)).toBe('4:52')
  expect(formatCountdown('2026-11-21T15:09:03Z', now)).toBe('1:02:03')
  expect(formatCountdown('2026-11-21T14:00:00Z', now)).toBe('0:00')
})
