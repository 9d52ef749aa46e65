import { expect, it } from 'vitest'
import { instantOf, sessionErrors, toSessionInput } from './session-draft.ts'

const now = new Date('2026-11-21T14:07:00Z')
const draft = { serviceId: 'service-1', date: '2026-11-25', time: '10:30', customerEmail: '' }

it.each([
  ['in winter', '2026-11-25', '10:30', 'Europe/Berlin', '2026-11-25T09:30:00.000Z'],
  ['in summer', '2026-07-25', '10:30', 'Europe/Berlin', '2026-07-25T08:30:00.000Z'],
  ['on another date in UTC', '2026-11-25', '23:00', 'America/New_York', '2026-11-26T04:00:00.000Z'],
  ['in the hour that is skipped', '2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['the first of two when clocks go back', '2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['unfinished', '2026-11-25', '', 'Europe/Berlin', null],
])('%s', (_what, date, time, timeZone, instant) => {
  expect(instantOf({ date, time }, timeZone)).toBe(instant)
})

it.each([
  [{}, {}],
  [{ serviceId: null }, { serviceId: 'Choose a service.' }],
  [{ date: '' }, { date: 'Choose a date.' }],
  [{ date: '2026-11-21', time: '14:00' }, { time: 'This time is over. Choose a later one.' }],
  [{ customerEmail: 'jonas@' }, { customerEmail: 'This address is not complete.' }],
  [{ customerEmail: 'jonas@example.org ' }, {}],
])('%j gives %j', (differs, errors) => {
  expect(sessionErrors({ ...draft, ...differs }, now, 'UTC')).toEqual(errors)
})

it('sends an address only if there is one', () => {
  expect(toSessionInput(draft, 'UTC')).toEqual({ serviceId: 'service-1', startsAt: '2026-11-25T10:30:00.000Z' })
  expect(toSessionInput({ ...draft, customerEmail: ' a@b.org ' }, 'UTC')?.customerEmail).toBe('a@b.org')
  expect(toSessionInput({ ...draft, time: '' }, 'UTC')).toBeNull()
})
