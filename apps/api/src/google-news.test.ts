import { generateKeyPairSync, sign } from 'node:crypto'
import { lookAtChanges } from '@foyer/core/channels/look-at-changes'
import { renewChannels } from '@foyer/core/channels/renew-channels'
import { listConnections } from '@foyer/core/connections/list-connections'
import type { Core } from '@foyer/core/context'
import { deliverJobs } from '@foyer/core/testing/deliver-jobs'
import { type MeetingWorld, openMeetingWorld } from '@foyer/core/testing/meeting-world'
import { connectionSecrets } from '@foyer/db/schema'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openTestApp, type TestApp } from './testing/test-app.ts'

const CHANGES = '/api/webhooks/google-calendar'
const ACCOUNTS = '/api/webhooks/google-accounts'

let world: MeetingWorld
let test: TestApp
let core: Core
beforeAll(async () => {
  world = await openMeetingWorld({ now: () => new Date() })
  test = await openTestApp({ testCore: world })
  const origin = await test.app.listen({ port: 0, host: 'localhost' })
  core = { ...world.core, config: { ...world.core.config, appUrl: origin } }
  world.sandbox.google.setReceiver({ address: origin + ACCOUNTS })
})
afterAll(() => test[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

async function watched() {
  const provider = await world.addProvider()
  const { meetingId } = await world.addSession(provider)
  await deliverJobs(core)
  await renewChannels(core)
  const [channel] = world.sandbox.google.channels(provider.email)
  if (!channel) throw new Error('There is no channel.')
  return { provider, meetingId, channel }
}

const looks = () =>
  core.db.execute<{ data: { connectionId: string; attempt: number } }>(
    `select data from pgboss.job where name = 'channel.look' and state = 'created'`,
  )
const card = async (provider: Provider) =>
  (await listConnections(provider)).find(({ platform }) => platform === 'google_meet')

describe('the door that Google rings at', () => {
  const ring = (headers: Record<string, string>, payload = '') =>
    test.app.inject({ method: 'POST', url: CHANGES, headers, payload })
  const headersOf = (channel: { id: string; token: string | null }, changes: Record<string, string> = {}) => ({
    'x-goog-channel-id': channel.id,
    'x-goog-channel-token': channel.token ?? '',
    'x-goog-resource-state': 'exists',
    'x-goog-message-number': '7',
    ...changes,
  })

  it('opens to the token of the channel and to nothing else, and gives nothing away', async () => {
    const { channel } = await watched()
    const forged: Record<string, string>[] = [
      { 'x-goog-channel-token': 'wrong' },
      { 'x-goog-channel-token': `${channel.token}x` },
      { 'x-goog-channel-id': crypto.randomUUID() },
    ]
    for (const changes of forged) {
      const answer = await ring(headersOf(channel, changes))
      expect([answer.statusCode, answer.body]).toEqual([404, ''])
    }
    for (const headers of [{}, headersOf(channel, { 'x-goog-channel-token': '' })]) {
      const answer = await ring(headers)
      expect([answer.statusCode, answer.body]).toEqual([400, ''])
    }
    expect((await ring(headersOf(channel), 'x'.repeat(1_000_000))).statusCode).toBe(413)
    expect(await looks()).toHaveLength(0)
    expect((await ring(headersOf(channel, { 'x-goog-resource-state': 'sync' }))).statusCode).toBe(204)
    expect(await looks()).toHaveLength(0)
    for (let times = 0; times < 3; times += 1) expect((await ring(headersOf(channel))).statusCode).toBe(204)
    expect(await looks()).toHaveLength(1)
    await core.db.execute(`delete from pgboss.job where name = 'channel.look'`)
  })

  it('lets a room that was moved by hand be put back within seconds, although nobody looks by turns', async () => {
    const { provider, meetingId } = await watched()
    const { externalId } = await world.meeting(meetingId)
    const [event] = world.liveEvents(provider)
    const moved = { startsAt: '2027-12-24T10:00:00Z', endsAt: '2027-12-24T11:00:00Z' }
    world.sandbox.google.moveEvent({ account: provider.email, id: externalId ?? '', ...moved })
    const look = await vi.waitUntil(async () => (await looks())[0]?.data, { timeout: 5000 })
    expect(await vi.waitUntil(() => lookAtChanges(core, look), { timeout: 5000 })).toBe(1)
    await deliverJobs(core)
    expect(world.liveEvents(provider)).toMatchObject([{ id: externalId, start: event?.start, end: event?.end }])
  })
})

describe('a ring that was lost', () => {
  it('is made good by the next one, and one that comes twice changes nothing', async () => {
    const { provider, meetingId } = await watched()
    const { meetingId: another } = await world.addSession(provider)
    await deliverJobs(core)
    await core.db.execute(`delete from pgboss.job where name = 'channel.look'`)
    const before = world.liveEvents(provider).map(({ id, start }) => [id, start])
    const move = async (id: string) => {
      const { externalId } = await world.meeting(id)
      const moved = { startsAt: '2027-12-24T10:00:00Z', endsAt: '2027-12-24T11:00:00Z' }
      world.sandbox.google.moveEvent({ account: provider.email, id: externalId ?? '', ...moved })
    }
    const ofThis = { operation: 'google.notifications.events', account: provider.email } as const
    world.sandbox.faults.add({ ...ofThis, kind: 'drop_before' })
    world.sandbox.faults.add({ ...ofThis, kind: 'drop_after', times: 'unlimited' })
    await move(meetingId)
    await move(another)
    const look = await vi.waitUntil(async () => (await looks())[0]?.data, { timeout: 5000 })
    expect(await lookAtChanges(core, look)).toBe(2)
    await deliverJobs(core)
    expect(world.liveEvents(provider).map(({ id, start }) => [id, start])).toEqual(before)
    world.sandbox.faults.clear()
    expect(await lookAtChanges(core, look)).toBe(0)
  })
})

describe('the door for security events', () => {
  const send = (token: string) =>
    test.app.inject({
      method: 'POST',
      url: ACCOUNTS,
      headers: { 'content-type': 'application/secevent+jwt' },
      payload: token,
    })
  /** The permission is an hour old, so that what Google tells is not taken for news of the one before. */
  const given = ({ userId }: Provider) =>
    core.db.execute(
      `update connections set permission_given_at = now() - interval '1 hour' where user_id = '${userId}'`,
    )

  it('shows on the card at once that the provider removed the access at Google', async () => {
    const provider = await world.addProvider()
    await given(provider)
    world.sandbox.google.revokeGrant(provider.email)
    await vi.waitUntil(async () => (await card(provider))?.status === 'revoked', { timeout: 5000 })
    expect(await card(provider)).toMatchObject({ reason: 'permission_taken_back' })
    expect(await core.db.execute(`select 1 from pgboss.job where name = 'notification.nudge'`)).not.toHaveLength(0)
  })

  it('believes only what Google signed for us, and says the same to every forgery', async () => {
    const provider = await world.addProvider()
    await given(provider)
    const { google } = world.sandbox
    const good = google.signSecurityEvent({ event: 'tokens-revoked', account: provider.email })
    const [header = '', claims = '', signature = ''] = good.split('.')
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    const forgeries = [
      `${header}.${claims}.${sign('RSA-SHA256', Buffer.from(`${header}.${claims}`), privateKey).toString('base64url')}`,
      `${none}.${claims}.`,
      `${none}.${claims}.${signature}`,
      google.signSecurityEvent({ event: 'tokens-revoked', account: provider.email, audience: 'somebody-else' }),
      'nonsense',
      '',
    ]
    for (const forgery of forgeries) expect((await send(forgery)).statusCode).toBe(400)
    expect((await send('x'.repeat(1_000_000))).statusCode).toBe(413)
    expect(await card(provider)).toMatchObject({ status: 'connected' })
    for (let times = 0; times < 3; times += 1) expect((await send(good)).statusCode).toBe(202)
    expect(await card(provider)).toMatchObject({ status: 'revoked' })
  })

  it('ends the one connection whose token is named, and erases what was stored of it', async () => {
    for (const tokenBy of ['prefix', 'hash_base64_sha512_sha512'] as const) {
      const [meant, other] = [await world.addProvider(), await world.addProvider()]
      for (const provider of [meant, other]) await given(provider)
      const before = await core.db.$count(connectionSecrets)
      const token = world.sandbox.google.signSecurityEvent({ event: 'token-revoked', account: meant.email, tokenBy })
      expect((await send(token)).statusCode).toBe(202)
      expect([(await card(meant))?.status, (await card(other))?.status]).toEqual(['revoked', 'connected'])
      expect(await core.db.$count(connectionSecrets)).toBe(before - 1)
    }
  })

  it('says that an account was locked, and lets the provider reconnect whatever is told once more', async () => {
    const provider = await world.addProvider()
    await given(provider)
    const told = { event: 'account-disabled', account: provider.email, reason: 'hijacking' } as const
    const token = world.sandbox.google.signSecurityEvent(told)
    expect((await send(token)).statusCode).toBe(202)
    expect(await card(provider)).toMatchObject({ status: 'revoked', reason: 'account_closed' })
    await world.connect(provider)
    expect((await send(token)).statusCode).toBe(202)
    expect(await card(provider)).toMatchObject({ status: 'connected' })
  })

  it('only looks at an account of which something else is told, and takes a test for what it is', async () => {
    const provider = await world.addProvider()
    for (const event of ['account-enabled', 'sessions-revoked', 'verification'] as const) {
      const token = world.sandbox.google.signSecurityEvent({ event, account: provider.email })
      expect((await send(token)).statusCode).toBe(202)
    }
    expect(await card(provider)).toMatchObject({ status: 'connected', checkedAt: null })
    expect(await core.db.execute(`select 1 from pgboss.job where name = 'connection.probe'`)).not.toHaveLength(0)
  })
})
