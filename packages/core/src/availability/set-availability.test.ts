import type { Availability } from '@foyer/shared/availability'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { getAvailability } from './get-availability.ts'
import { setAvailability } from './set-availability.ts'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore()
})
afterAll(() => test[Symbol.asyncDispose]())

const only = (weekday: 1 | 2 | 3 | 4): Availability => ({
  timeZone: 'UTC',
  rules: [{ weekday, start: '09:00', end: '17:00' }],
  overrides: [{ date: '2026-12-24', intervals: [] }],
})

it('replaces everything, sorted and without overlaps or seams', async () => {
  const provider = await test.addUser('provider')
  await setAvailability(provider, {
    timeZone: 'Asia/Tokyo',
    rules: [{ weekday: 7, start: '00:00', end: '24:00' }],
    overrides: [{ date: '2026-12-24', intervals: [] }],
  })
  const hours: Availability = {
    timeZone: 'Europe/Lisbon',
    rules: [
      { weekday: 2, start: '12:00', end: '17:00' },
      { weekday: 1, start: '14:00', end: '18:00' },
      { weekday: 2, start: '09:00', end: '12:00' },
      { weekday: 1, start: '09:00', end: '12:00' },
      { weekday: 2, start: '10:00', end: '11:00' },
    ],
    overrides: [
      { date: '2026-12-31', intervals: [] },
      {
        date: '2026-12-01',
        intervals: [
          { start: '20:00', end: '24:00' },
          { start: '08:00', end: '09:00' },
        ],
      },
    ],
  }
  const saved = await setAvailability(provider, hours)
  expect(saved).toEqual({
    timeZone: 'Europe/Lisbon',
    rules: [
      { weekday: 1, start: '09:00', end: '12:00' },
      { weekday: 1, start: '14:00', end: '18:00' },
      { weekday: 2, start: '09:00', end: '17:00' },
    ],
    overrides: [
      {
        date: '2026-12-01',
        intervals: [
          { start: '08:00', end: '09:00' },
          { start: '20:00', end: '24:00' },
        ],
      },
      { date: '2026-12-31', intervals: [] },
    ],
  })
  expect(await getAvailability(provider)).toEqual(saved)
  expect(await setAvailability(provider, saved)).toEqual(saved)
})

it('never mixes the hours of two saves at the same moment', async () => {
  const provider = await test.addUser('provider')
  await Promise.all(([1, 2, 3, 4] as const).map((weekday) => setAvailability(provider, only(weekday))))
  expect((await getAvailability(provider)).rules).toHaveLength(1)
})

it('is for providers only', async () => {
  const customer = await test.addUser('customer')
  await expect(getAvailability(customer)).rejects.toMatchObject({ code: 'role_required' })
  await expect(setAvailability(customer, { timeZone: 'UTC', rules: [], overrides: [] })).rejects.toMatchObject({
    code: 'role_required',
  })
})
