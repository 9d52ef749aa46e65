import { describe, expect, it } from 'vitest'
import * as time from './time.ts'
import { cityOf, inZone, offsetOf, sameClock, zoneName } from './zones.ts'

const berlin = { locale: 'en-GB', timeZone: 'Europe/Berlin' }
const now = new Date('2026-11-21T13:07:00Z')

describe('a range on the reader’s clock', () => {
  it.each([
    ['an ordinary half hour', '2026-11-25T09:30:00Z', '2026-11-25T10:00:00Z', '10:30 – 11:00'],
    ['over midnight', '2026-11-25T22:30:00Z', '2026-11-25T23:30:00Z', '23:30 – Thu 00:30'],
    ['midnight itself is 00, not 24', '2026-11-24T23:00:00Z', '2026-11-24T23:30:00Z', '00:00 – 00:30'],
    ['the hour that comes twice', '2026-10-25T00:30:00Z', '2026-10-25T01:00:00Z', '02:30 – 02:00 (UTC+1)'],
    ['the hour that is skipped', '2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z', '01:30 – 03:30'],
  ])('%s', (_, startsAt, endsAt, text) => {
    expect(time.formatRange(startsAt, endsAt, berlin)).toBe(text)
  })
})

describe('the other person’s clock', () => {
  it.each([
    ['an hour behind', 'Europe/Lisbon', '2026-11-25T09:30:00Z', '09:30 in Lisbon'],
    ['the evening before', 'America/New_York', '2026-11-25T04:30:00Z', 'Tue 23:30 in New York'],
    ['the day after', 'Pacific/Auckland', '2026-11-25T12:30:00Z', 'Thu 01:30 in Auckland'],
    ['a zone without a place', 'UTC', '2026-11-25T09:30:00Z', '09:30 UTC'],
    ['nothing, where both show the same', 'Europe/Paris', '2026-11-25T09:30:00Z', null],
  ])('%s', (_, zone, startsAt, text) => {
    expect(time.formatOtherClock(startsAt, zone, berlin)).toBe(text)
  })
})

describe('days', () => {
  it('leaves the year out only when it is this one', () => {
    expect(time.formatDay('2026-11-25T09:30:00Z', now, berlin)).toBe('Wednesday 25 November')
    expect(time.formatDayShort('2027-01-04T09:30:00Z', now, berlin)).toBe('Mon 4 Jan 2027')
  })
  it('are those of the reader, not of UTC', () => {
    expect(time.isoDate('2026-11-24T23:30:00Z', 'Europe/Berlin')).toBe('2026-11-25')
    expect(time.isoDate('2026-11-24T23:30:00Z', 'America/Los_Angeles')).toBe('2026-11-24')
  })
  it('are spelled out for listening', () => {
    expect(time.spellDate('2026-11-24', 'en-GB')).toBe('Tuesday 24 November 2026')
  })
  it('stand before the range', () => {
    const text = time.formatDayAndRange('2026-11-25T09:30:00Z', '2026-11-25T10:00:00Z', now, berlin)
    expect(text).toBe('Wed 25 Nov, 10:30 – 11:00')
  })
})

it.each([
  [1, '1 minute'],
  [30, '30 minutes'],
  [60, '1 hour'],
  [90, '1 h 30 min'],
  [120, '2 hours'],
])('a length of %i is %s', (minutes, text) => {
  expect(time.formatLength(minutes)).toBe(text)
})

it('writes seconds where a next try is promised', () => {
  expect(time.formatClockSeconds('2026-11-21T13:08:30Z', berlin)).toBe('14:08:30')
})

describe('zones', () => {
  it.each([
    ['Europe/Berlin', 'Berlin', 'Berlin time', 'in Berlin'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires', 'Buenos Aires time', 'in Buenos Aires'],
    ['Asia/Calcutta', 'Kolkata', 'Kolkata time', 'in Kolkata'],
    ['UTC', 'UTC', 'UTC', 'UTC'],
  ])('%s', (zone, city, name, place) => {
    expect([cityOf(zone), zoneName(zone), inZone(zone)]).toEqual([city, name, place])
  })
  it('agree or differ with the season', () => {
    expect(sameClock('2026-07-01T12:00:00Z', 'Europe/London', 'Africa/Lagos')).toBe(true)
    expect(sameClock('2026-12-01T12:00:00Z', 'Europe/London', 'Africa/Lagos')).toBe(false)
    expect(offsetOf('2026-12-01T12:00:00Z', 'America/St_Johns')).toBe('UTC−3:30')
  })
})
