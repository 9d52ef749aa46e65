import { expect, it } from 'vitest'
import { connectionCopy } from './connection-copy.ts'
import { listImpacts, waitingFact } from './impact.ts'
import { spokenResumption } from './resumption.ts'
import { sampleConnection } from './sample-connection.ts'

const now = new Date('2026-11-21T14:00:00Z')
const lisbon = { locale: 'en-GB', timeZone: 'Europe/Lisbon' }

it.each([
  [null, null],
  ['2026-11-21T13:59:00Z', 'now'],
  ['2026-11-21T14:02:10Z', 'at 14:02:10'],
  ['2026-11-21T16:30:00Z', 'at 16:30'],
  ['2026-11-22T09:00:00Z', 'on Sun 22 Nov at 09:00'],
])('a connection that resumes at %s says %j', (resumesAt, words) => {
  expect(spokenResumption({ resumesAt }, now, lisbon)).toBe(words)
})

it.each([
  ['rate_limited', 'ana@ribeiro.pt · Google takes no more for now. Resumes at 14:02:10.'],
  ['degraded', 'ana@ribeiro.pt · Google does not answer well. Asked again at 14:02:10.'],
] as const)('the card of a %s connection names the time', (status, line) => {
  const connection = sampleConnection({ status, resumesAt: '2026-11-21T14:02:10Z' })
  expect(connectionCopy(connection, now, lisbon).line).toBe(line)
})

it('says of a daily limit when the day is over at the platform, on the clock of the reader', () => {
  const held = { platform: 'zoom', status: 'rate_limited', reason: 'daily_limit' } as const
  const connection = sampleConnection({ ...held, resumesAt: '2026-11-22T00:00:00Z', sessionsAffected: 3 })
  const berlin = { locale: 'en-GB', timeZone: 'Europe/Berlin' }
  expect(connectionCopy(connection, now, berlin).line).toBe(
    'ana@ribeiro.pt · Zoom’s daily limit reached. Resumes 01:00 your time.',
  )
  expect(listImpacts([connection], now, berlin)).toMatchObject([
    { text: 'Zoom’s daily limit reached. Resumes 01:00 your time. What waits is made by itself.' },
  ])
})

it.each([
  [0, 0, undefined],
  [3, 0, '3 sessions wait for a link'],
  [2, 2, '2 sessions wait for a link'],
  [5, 1, '1 session needs a link, 4 on the way'],
])('%i sessions without a link, %i of which wait for somebody, are told as %j', (affected, blocked, words) => {
  const connection = sampleConnection({ sessionsAffected: affected, sessionsBlocked: blocked })
  expect(waitingFact(connection, now, lisbon)).toBe(words)
})

it('names the time where it says what the waiting sessions mean', () => {
  const held = { status: 'rate_limited', resumesAt: '2026-11-21T16:30:00Z', sessionsAffected: 3 } as const
  expect(listImpacts([sampleConnection(held)], now, lisbon)).toMatchObject([
    { tone: 'sky', text: 'Google takes no more for now. Resumes at 16:30. What waits is made by itself.' },
  ])
})
