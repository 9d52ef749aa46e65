import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { aMeeting, connect, failureOf, REDIRECT_URI, VERIFIER } from '../contract-harness.ts'
import type { MeetingPlatform } from '../platform.ts'
import { startGoogleHarness } from './harness.ts'

let google: Awaited<ReturnType<typeof startGoogleHarness>>
beforeAll(async () => {
  google = await startGoogleHarness()
})
beforeEach(() => google.reset())
afterAll(() => google.close())

const account = 'provider@foyer.test'
const range = { from: new Date('2027-03-01T00:00:00Z'), to: new Date('2027-03-08T00:00:00Z') }

/** Consent to everything that is needed and to busy times. */
async function allowed(): Promise<string> {
  const codeChallenge = createHash('sha256').update(VERIFIER).digest('base64url')
  const request = { redirectUri: REDIRECT_URI, state: 's', codeChallenge, permissions: ['busy_times'] as const }
  const { code } = await google.consent(google.platform.authorizationUrl(request), 'everything')
  const exchange = { code, codeVerifier: VERIFIER, redirectUri: REDIRECT_URI }
  return (await google.platform.exchangeCode(exchange)).accessToken
}

function busyTimes(accessToken: string, asked = range, platform: MeetingPlatform = google.platform) {
  if (!platform.busyTimes) throw new Error('the adapter cannot read busy times')
  return platform.busyTimes(accessToken, asked)
}

const queries = () => google.sandbox.calls.list({ operation: 'google.freeBusy.query' })

test('busy times are read without anything of what is in them', async () => {
  const accessToken = await allowed()
  const [startsAt, endsAt] = ['2027-03-01T12:00:00Z', '2027-03-01T13:00:00Z']
  google.sandbox.google.addEvent({ account, startsAt, endsAt, summary: 'Dentist' })
  await google.platform.createMeeting(accessToken, aMeeting())
  expect(await busyTimes(accessToken)).toEqual([
    { startsAt: new Date('2027-03-01T09:00:00Z'), endsAt: new Date('2027-03-01T10:00:00Z') },
    { startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
  ])
  expect(queries().at(-1)?.requestBody).toMatchObject({ items: [{ id: 'primary' }] })
})

test('a long time is asked for in parts that Google answers', async () => {
  const accessToken = await allowed()
  google.sandbox.google.addEvent({ account, startsAt: '2027-11-01T12:00:00Z', endsAt: '2027-11-01T13:00:00Z' })
  const year = { from: range.from, to: new Date('2028-03-01T00:00:00Z') }
  expect(await busyTimes(accessToken, year)).toHaveLength(1)
  expect(queries().map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
})

test('a calendar that gives no answer is unknown, not free', async () => {
  const accessToken = await allowed()
  const failing = { primary: { errors: [{ domain: 'global', reason: 'internalError' }], busy: [] } }
  for (const [calendars, code] of [
    [failing, 'internalError'],
    [{ primary: null }, 'calendar_missing'],
  ] as const) {
    google.sandbox.faults.add({ operation: 'google.freeBusy.query', kind: 'changed_body', body: { calendars } })
    expect(await failureOf(busyTimes(accessToken))).toEqual({ kind: 'unreachable', status: 200, code })
  }
})

test('without the permission it is not allowed, and the connection is not blamed', async () => {
  const { accessToken } = await connect(google)
  expect(await failureOf(busyTimes(accessToken))).toMatchObject({ kind: 'not_allowed', scopeMissing: true })
  google.expireAccess()
  expect(await failureOf(busyTimes(accessToken))).toMatchObject({ kind: 'connection_lost', accessTokenRefused: true })
  expect(await failureOf(busyTimes(accessToken, range, google.offline))).toMatchObject({ kind: 'unreachable' })
})
