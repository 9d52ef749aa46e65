import { expect, it } from 'vitest'
import { longRange, monthRange, monthsBetween } from './slot-range.ts'
import { countByDay, slotsByDay } from './slots-by-day.ts'

it.each([
  ['2026-11', 'UTC', '2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
  ['2026-10', 'Europe/Berlin', '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
  ['2026-12', 'Pacific/Auckland', '2026-11-30T11:00:00.000Z', '2026-12-31T11:00:00.000Z'],
])('%s in %s begins and ends on its own clocks', (month, zone, from, to) => {
  expect(monthRange(month, zone)).toEqual({ from, to })
})

it('never asks for more than the API answers, also over a change of clocks', () => {
  const { from, to } = longRange('2026-09-01', 'Europe/Berlin')
  expect((Date.parse(to) - Date.parse(from)) / 86_400_000).toBeLessThanOrEqual(92)
})

it('walks through months over the turn of the year', () => {
  expect(monthsBetween('2026-11-30', '2027-01-01')).toEqual(['2026-11', '2026-12', '2027-01'])
  expect(monthsBetween('2026-11-21', '2026-11-22')).toEqual(['2026-11'])
})

it('puts slots on the dates of the reader, in order', () => {
  const slots = ['2026-11-24T23:30:00Z', '2026-11-24T15:00:00Z', '2026-11-25T08:00:00Z'].map((startsAt) => ({
    startsAt,
    endsAt: startsAt,
    seatsLeft: 1,
    sessionId: null,
  }))
  const byDay = slotsByDay(slots, 'Europe/Berlin')
  expect([...countByDay(byDay)]).toEqual([
    ['2026-11-24', 1],
    ['2026-11-25', 2],
  ])
  expect(slotsByDay(slots, 'America/New_York').get('2026-11-24')?.[0]?.startsAt).toBe('2026-11-24T15:00:00Z')
})
