import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { aMeeting, connect, failureOf } from '../contract-harness.ts'
import type { PlatformWatching } from '../platform.ts'
import { readRing } from './channels.ts'
import { startGoogleHarness } from './harness.ts'
import { createAdapter } from './index.ts'

const ACCOUNT = 'provider@foyer.test'
const RANGE = { from: new Date('2027-01-01T00:00:00Z'), to: new Date('2027-12-31T00:00:00Z') }

let google: Awaited<ReturnType<typeof startGoogleHarness>>
let watching: PlatformWatching
let accessToken: string

beforeAll(async () => {
  google = await startGoogleHarness()
  if (!google.platform.watching) throw new Error('Google can watch.')
  watching = google.platform.watching
})
beforeEach(async () => {
  google.reset()
  accessToken = (await connect(google)).accessToken
})
afterAll(() => google.close())

const aChannel = () => ({
  channelId: randomUUID(),
  token: 'canary-channel-token',
  address: 'http://127.0.0.1:1/hook',
  ttlSeconds: 3600,
})

test('a channel is opened for the time that was asked for, and closed as often as one likes', async () => {
  const asked = aChannel()
  const { resourceId, expiresAt } = await watching.watch(accessToken, asked)
  expect(Number(expiresAt) - Date.now()).toBeCloseTo(3_600_000, -4)
  expect(google.sandbox.google.channels(ACCOUNT)).toMatchObject([{ id: asked.channelId, address: asked.address }])
  for (let times = 0; times < 2; times += 1)
    await watching.unwatch(accessToken, { channelId: asked.channelId, resourceId })
  expect(google.sandbox.google.channels(ACCOUNT)).toEqual([])
})

test('a channel that is refused says nothing of the permission, unless the token itself is', async () => {
  const refusals = [
    [
      { status: 403, reason: 'insufficientPermissions' },
      { kind: 'not_allowed', code: 'insufficientPermissions' },
    ],
    [
      { status: 401, reason: 'push.webhookUrlUnauthorized' },
      { kind: 'not_allowed', code: 'push.webhookUrlUnauthorized' },
    ],
    [
      { status: 400, reason: 'push.webhookUrlNotHttps' },
      { kind: 'rejected', code: 'push.webhookUrlNotHttps' },
    ],
    [{ status: 403, reason: 'quotaExceeded' }, { kind: 'rate_limited' }],
    [{ status: 404, reason: 'notFound' }, { kind: 'gone' }],
    [{ status: 503 }, { kind: 'unreachable' }],
  ] as const
  for (const [fault, expected] of refusals) {
    google.sandbox.faults.add({ operation: 'google.events.watch', kind: 'status', ...fault })
    const failure = await failureOf(watching.watch(accessToken, aChannel()))
    expect(failure).toMatchObject(expected)
    expect(failure.accessTokenRefused).toBeUndefined()
  }
  google.expireAccess()
  expect(await failureOf(watching.watch(accessToken, aChannel()))).toMatchObject({ accessTokenRefused: true })
})

test('a lost answer leaves open whether there is a channel', async () => {
  google.sandbox.faults.add({ operation: 'google.events.watch', kind: 'drop_after' })
  expect(await failureOf(watching.watch(accessToken, aChannel()))).toMatchObject({ kind: 'uncertain' })
})

test('Google itself is only asked to call what the world can reach', () => {
  const real = createAdapter({ clientId: 'foyer', clientSecret: 'secret' }).watching
  const addresses = [
    'https://book.example.org/x',
    'http://book.example.org/x',
    'https://localhost/x',
    'https://10.0.0.1/x',
  ]
  expect(addresses.map((address) => real?.reaches(address))).toEqual([true, false, false, false])
  expect(watching.reaches('http://localhost:3000/x')).toBe(true)
})

test('all rooms of ours are read together, as they are at Google, however many pages that takes', async () => {
  const paged = createAdapter(google.credentials, { pageSize: 2 }).watching
  const specs = [9, 10, 11].map((hour) =>
    aMeeting({ startsAt: new Date(Date.UTC(2027, 2, 1, hour)), endsAt: new Date(Date.UTC(2027, 2, 1, hour, 30)) }),
  )
  const made = []
  for (const spec of specs) made.push(await google.platform.createMeeting(accessToken, spec))
  const [moved, bare, removed] = made.map(({ externalId }) => ({ account: ACCOUNT, id: externalId }))
  if (!moved || !bare || !removed) throw new Error('Three meetings were made.')
  const { sandbox } = google
  sandbox.google.moveEvent({ ...moved, startsAt: '2027-03-01T15:00:00Z', endsAt: '2027-03-01T16:00:00Z' })
  sandbox.google.removeConference(bare)
  sandbox.google.deleteEvent(removed)
  sandbox.google.addEvent({ account: ACCOUNT, startsAt: '2027-03-01T12:00:00Z', endsAt: '2027-03-01T13:00:00Z' })
  expect(await paged?.readMeetings(accessToken, RANGE)).toMatchObject([
    { externalId: bare.id, room: { status: 'failed' }, startsAt: specs[1]?.startsAt },
    { externalId: moved.id, room: made[0]?.room, startsAt: new Date('2027-03-01T15:00:00Z') },
  ])
})

test('a ring is read from its headers, and refused without them', () => {
  const channelId = randomUUID()
  const headers = {
    'x-goog-channel-id': channelId,
    'x-goog-channel-token': 'canary-channel-token',
    'x-goog-resource-state': 'exists',
  }
  const read = (changes: Record<string, string | undefined>) =>
    readRing({ headers: { ...headers, ...changes }, rawBody: Buffer.alloc(0) })
  const rang = { kind: 'channel_rang', channelId, token: 'canary-channel-token' }
  expect(read({})).toMatchObject({
    answer: { status: 204 },
    unproven: { status: 404 },
    news: [{ ...rang, isTrial: false }],
  })
  expect(read({ 'x-goog-resource-state': 'sync' }).news).toEqual([{ ...rang, isTrial: true }])
  for (const name of Object.keys(headers))
    expect(read({ [name]: undefined })).toEqual({ answer: { status: 400 }, news: [] })
  expect(read({ 'x-goog-channel-id': "' or 1=1" }).answer.status).toBe(400)
})
