import { expect, it } from 'vitest'
import { requestFacts, requestName, requestTime, requestWait } from './request-words.ts'

const now = new Date('2026-11-21T14:07:00Z')
const lisbon = { locale: 'en-GB', timeZone: 'Europe/Lisbon' }
const asked = {
  customer: { id: '1', name: 'Lena Vogt', timeZone: 'Europe/Berlin' },
  service: { id: '1', title: 'First conversation', kind: 'private', mode: 'online' } as const,
  sessions: [],
  startsAt: '2026-11-23T10:00:00Z',
  holdExpiresAt: '2026-11-22T18:00:00Z',
  calendarUnknown: false,
  createdAt: '2026-11-21T13:55:00Z',
}

it('names the request for listeners and for the row', () => {
  expect(requestName(asked, now, lisbon)).toBe('Lena Vogt, Monday 23 November 10:00')
  expect(requestTime(asked, now, lisbon)).toBe('Mon 23 Nov, 10:00')
  expect(requestFacts(asked, lisbon)).toBe('First conversation · 11:00 in Berlin for them')
  expect(requestFacts({ ...asked, customer: { ...asked.customer, timeZone: 'Europe/Lisbon' } }, lisbon)).toBe(
    'First conversation',
  )
})

it('asks the provider to look where Foyer could not', () => {
  expect(requestFacts({ ...asked, calendarUnknown: true }, { ...lisbon, timeZone: 'Europe/Berlin' })).toBe(
    'First conversation · your own calendar could not be read: look there first',
  )
})

it.each([
  ['2026-11-22T18:00:00Z', 'Held until Sun 18:00'],
  ['2026-11-21T20:30:00Z', 'Held until 20:30'],
  [null, 'Asked 12 min ago'],
  ['2026-11-21T14:00:00Z', 'Asked 12 min ago'],
])('held until %s reads "%s"', (holdExpiresAt, words) => {
  expect(requestWait({ ...asked, holdExpiresAt }, now, lisbon)).toBe(words)
})
