import { randomUUID } from 'node:crypto'
import { connections, notifications, sparePermissions } from '@foyer/db/schema'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { disconnectPlatform } from './disconnect-platform.ts'
import { keepAccount } from './keep-account.ts'
import { listConnections } from './list-connections.ts'
import { releasePermission } from './release-permission.ts'
import { revokeConnection } from './revoke-connection.ts'
import { OFFER_MS } from './spare-permissions.ts'
import { startConnection } from './start-connection.ts'
import { switchAccount } from './switch-account.ts'
import { testConnection } from './test-connection.ts'
import { watchPermissions } from './watch-permissions.ts'

let world: MeetingWorld

beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const platform = 'google_meet'
type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

async function google({ userId }: Provider) {
  const [row] = await world.core.db.select().from(connections).where(eq(connections.userId, userId))
  if (!row) throw new Error('There is no connection.')
  return row
}

/** The same person, signed in at Google with another account. */
function withOtherAccount(provider: Provider): Provider {
  const email = `${randomUUID()}@gmail.test`
  world.sandbox.google.addAccount({ email })
  return { ...provider, email }
}

const spares = async (provider: Provider) =>
  world.core.db
    .select()
    .from(sparePermissions)
    .where(eq(sparePermissions.connectionId, (await google(provider)).id))

async function runReleases(provider: Provider) {
  for (const { id, status } of await spares(provider))
    if (status === 'ending') await releasePermission(provider, { sparePermissionId: id })
}

const runRevoke = async (provider: Provider) =>
  revokeConnection(provider, { connectionId: (await google(provider)).id, attempt: 1 })

const canRefresh = (provider: Provider) => world.sandbox.google.revokeGrant(provider.email) > 0

async function withReadySessions(count: number) {
  const provider = await world.addProvider()
  const made = []
  for (let index = 0; index < count; index += 1) made.push(await world.addSession(provider))
  for (const { meetingId } of made) await world.sync(meetingId)
  expect(world.liveEvents(provider)).toHaveLength(count)
  return { provider, made }
}

const countTold = ({ userId }: Provider) =>
  world.core.db.$count(notifications, and(eq(notifications.userId, userId), eq(notifications.kind, 'link_changed')))

describe('signing in with another account', () => {
  it('is asked for openly: the connected account is not preselected then', async () => {
    const provider = await world.addProvider()
    const asked = async (chooseAccount: boolean) => {
      const { authorizationUrl } = await startConnection(provider, { platform, chooseAccount })
      const { login_hint, prompt } = Object.fromEntries(new URL(authorizationUrl).searchParams)
      return { login_hint, prompt }
    }
    expect(await asked(false)).toEqual({ login_hint: provider.email, prompt: 'consent' })
    expect(await asked(true)).toEqual({ login_hint: undefined, prompt: 'select_account consent' })
  })

  it('changes nothing before the provider has answered, and says which account it was', async () => {
    const { provider } = await withReadySessions(1)
    const other = withOtherAccount(provider)
    expect(await world.connect(other)).toMatchObject({ outcome: 'other_account' })
    const [card] = await listConnections(provider)
    expect(card).toMatchObject({ status: 'connected', accountEmail: provider.email, sessionsAhead: 1 })
    expect(card?.otherAccount).toMatchObject({ email: other.email, step: 'offered' })
    const [spare] = await spares(provider)
    expect(`${spare?.accessToken} ${spare?.refreshToken}`).toMatch(/^v1\.test\.\S+ v1\.test\.\S+$/)
    expect(await testConnection(provider, { platform })).toMatchObject({ status: 'connected' })
  })

  it('keeps the account, gives the new permission back and wipes it', async () => {
    const { provider } = await withReadySessions(1)
    const other = withOtherAccount(provider)
    await world.connect(other)
    world.sandbox.faults.add({ operation: 'google.revoke', account: other.email, kind: 'status', status: 503 })
    expect(await keepAccount(provider, { platform })).toMatchObject({
      accountEmail: provider.email,
      otherAccount: null,
    })
    await runReleases(provider)
    expect(await spares(provider)).toHaveLength(1)
    await runReleases(provider)
    expect(await spares(provider)).toEqual([])
    expect(canRefresh(other)).toBe(false)
    expect(canRefresh(provider)).toBe(true)
    await expect(keepAccount(provider, { platform })).rejects.toMatchObject({ code: 'connection_offer_gone' })
    await expect(switchAccount(provider, { platform })).rejects.toMatchObject({ code: 'connection_offer_gone' })
  })

  it('is taken back when nobody answers within half an hour, also when the job for it was lost', async () => {
    const provider = await world.addProvider()
    const other = withOtherAccount(provider)
    await world.connect(other)
    world.setNow(new Date(world.core.now().getTime() + OFFER_MS + 1000))
    expect((await listConnections(provider))[0]?.otherAccount).toBeNull()
    await expect(switchAccount(provider, { platform })).rejects.toMatchObject({ code: 'connection_offer_gone' })
    await watchPermissions(provider)
    expect((await spares(provider)).map(({ status }) => status)).toEqual(['ending'])
    world.setNow(new Date(world.core.now().getTime() + 120_000))
    expect(await watchPermissions(provider)).toBeGreaterThan(0)
    await runReleases(provider)
    expect([await spares(provider), canRefresh(other)]).toEqual([[], false])
  })

  it('is not chosen when what was stored of it cannot be opened, and the old account stays', async () => {
    const provider = await world.addProvider()
    await world.connect(withOtherAccount(provider))
    const [spare] = await spares(provider)
    await world.core.db
      .update(sparePermissions)
      .set({ refreshToken: spare?.accessToken ?? '' })
      .where(eq(sparePermissions.id, spare?.id ?? ''))
    await expect(switchAccount(provider, { platform })).rejects.toMatchObject({ code: 'connection_offer_gone' })
    expect((await testConnection(provider, { platform })).status).toBe('connected')
  })

  it('spares the other account’s permission where somebody else uses it', async () => {
    const [provider, owner] = [await world.addProvider(), await world.addProvider()]
    await world.connect({ ...provider, email: owner.email })
    await keepAccount(provider, { platform })
    await runReleases(provider)
    expect(await spares(provider)).toEqual([])
    expect((await testConnection(owner, { platform })).status).toBe('connected')
  })

  it('does not replace a lost account unasked either, nor when a permission was left unticked', async () => {
    const { provider } = await withReadySessions(1)
    world.sandbox.google.revokeGrant(provider.email)
    expect((await testConnection(provider, { platform })).status).toBe('revoked')
    const other = withOtherAccount(provider)
    expect(await world.connect(other, ['openid', 'email'])).toMatchObject({ outcome: 'missing_permission' })
    expect(await google(provider)).toMatchObject({ status: 'revoked', accountEmail: provider.email })
    await runReleases(provider)
    expect(await spares(provider)).toEqual([])
    expect(await world.connect(other)).toMatchObject({ outcome: 'other_account' })
    expect(await world.connect(provider)).toMatchObject({ outcome: 'connected' })
    expect((await spares(provider)).map(({ status }) => status)).toEqual(['ending'])
  })
})

describe('switching the account', () => {
  it('removes the old rooms first, makes new ones, tells everybody once, and never has two for one session', async () => {
    const { provider, made } = await withReadySessions(2)
    const before = await world.meeting(made[0]?.meetingId ?? '')
    const other = withOtherAccount(provider)
    await world.connect(other)
    expect(await switchAccount(provider, { platform })).toMatchObject({
      status: 'disconnecting',
      reason: 'switching_account',
      accountEmail: provider.email,
      otherAccount: { email: other.email, step: 'switching' },
    })
    await runRevoke(provider)
    expect((await google(provider)).status).toBe('disconnecting')
    const { id } = await google(provider)
    for (const { meetingId } of made) await world.sync(meetingId)
    expect([world.liveEvents(provider), world.liveEvents(other)]).toEqual([[], []])
    await runRevoke(provider)
    expect(await google(provider)).toMatchObject({ id, status: 'connected', reason: null, accountEmail: other.email })
    expect((await listConnections(provider))[0]).toMatchObject({ otherAccount: null, repair: { total: 2, ready: 0 } })
    for (const { meetingId } of made) await world.sync(meetingId)
    expect([world.liveEvents(provider).length, world.liveEvents(other).length]).toEqual([0, 2])
    const after = await world.meeting(before.id)
    expect(after).toMatchObject({ status: 'ready', reason: null })
    expect(after.joinUrl).not.toBe(before.joinUrl)
    expect(await countTold(provider)).toBe(2)
    await runReleases(provider)
    expect([await spares(provider), canRefresh(provider)]).toEqual([[], false])
    expect((await testConnection(provider, { platform })).status).toBe('connected')
  })

  it('is done at once where no room is left to remove', async () => {
    const provider = await world.addProvider()
    const other = withOtherAccount(provider)
    await world.connect(other)
    expect(await switchAccount(provider, { platform })).toMatchObject({
      status: 'connected',
      accountEmail: other.email,
    })
    await runRevoke(provider)
    expect((await google(provider)).status).toBe('connected')
  })

  it.each([0, 1, 2, 3])(
    'meets rooms in the making, %i of three asked for, and still leaves one for each session, in the new account',
    async (asked) => {
      const provider = await world.addProvider()
      const made = []
      for (let index = 0; index < 3; index += 1) made.push(await world.addSession(provider))
      const other = withOtherAccount(provider)
      await world.connect(other)
      const insert = { operation: 'google.events.insert', account: provider.email } as const
      world.sandbox.faults.add({ ...insert, kind: 'delay', ms: 60, times: 'unlimited' })
      const working = Promise.all(made.map(({ meetingId }) => world.sync(meetingId)))
      await expect
        .poll(() => world.countCalls('google.events.insert', provider), { interval: 5 })
        .toBeGreaterThanOrEqual(asked)
      await switchAccount(provider, { platform })
      await Promise.all([working, runRevoke(provider)])
      for (const { meetingId } of made) await world.sync(meetingId)
      await runRevoke(provider)
      for (const { meetingId } of made) await world.sync(meetingId)
      expect(await google(provider)).toMatchObject({ status: 'connected', accountEmail: other.email })
      for (const { meetingId } of made) expect((await world.meeting(meetingId)).status).toBe('ready')
      expect([world.liveEvents(provider).length, world.liveEvents(other).length]).toEqual([0, 3])
    },
  )

  it('does not wait for a permission that is lost: every coming session gets its room in the new account', async () => {
    const { provider, made } = await withReadySessions(2)
    world.sandbox.google.revokeGrant(provider.email)
    await testConnection(provider, { platform })
    const other = withOtherAccount(provider)
    await world.connect(other)
    expect(await switchAccount(provider, { platform })).toMatchObject({
      status: 'connected',
      accountEmail: other.email,
      repair: { total: 2, ready: 0 },
    })
    for (const { meetingId } of made) await world.sync(meetingId)
    for (const { meetingId } of made) expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready' })
    expect(world.liveEvents(other)).toHaveLength(2)
    expect(await countTold(provider)).toBe(2)
  })

  it('takes an hour at most when the platform does not let the old rooms go', async () => {
    const { provider, made } = await withReadySessions(1)
    const [{ meetingId }] = [made[0] ?? { meetingId: '' }]
    const fault = { operation: 'google.events.delete', account: provider.email, kind: 'status', status: 503 } as const
    world.sandbox.faults.add({ ...fault, times: 'unlimited' })
    const other = withOtherAccount(provider)
    await world.connect(other)
    await switchAccount(provider, { platform })
    await world.sync(meetingId)
    world.setNow(new Date(world.core.now().getTime() + 61 * 60_000))
    await runRevoke(provider)
    expect((await google(provider)).accountEmail).toBe(other.email)
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(world.liveEvents(other)).toHaveLength(1)
  })

  it('is called off by connecting the old account again, and everybody keeps or gets a link there', async () => {
    const { provider, made } = await withReadySessions(2)
    const other = withOtherAccount(provider)
    await world.connect(other)
    await switchAccount(provider, { platform })
    await world.sync(made[0]?.meetingId ?? '')
    expect(await world.connect(provider)).toMatchObject({ outcome: 'connected' })
    await runRevoke(provider)
    await runReleases(provider)
    for (const { meetingId } of made) await world.sync(meetingId)
    expect(await google(provider)).toMatchObject({ status: 'connected', accountEmail: provider.email })
    expect([world.liveEvents(provider).length, world.liveEvents(other).length]).toEqual([2, 0])
    expect(canRefresh(other)).toBe(false)
  })

  it('is called off on the way without another consent, and everybody has a link in the old account', async () => {
    const { provider, made } = await withReadySessions(2)
    const other = withOtherAccount(provider)
    await world.connect(other)
    await switchAccount(provider, { platform })
    await world.sync(made[0]?.meetingId ?? '')
    expect(await keepAccount(provider, { platform })).toMatchObject({ status: 'connected', otherAccount: null })
    for (const { meetingId } of made) await world.sync(meetingId)
    await runRevoke(provider)
    await runReleases(provider)
    expect(await google(provider)).toMatchObject({ status: 'connected', accountEmail: provider.email })
    expect([world.liveEvents(provider).length, world.liveEvents(other).length]).toEqual([2, 0])
    expect(canRefresh(other)).toBe(false)
  })

  it('needs no question after a disconnect, and waits for rooms that were to be removed', async () => {
    const { provider, made } = await withReadySessions(1)
    const other = withOtherAccount(provider)
    await disconnectPlatform(provider, { platform, futureMeetings: 'remove' })
    expect(await world.connect(other)).toMatchObject({ outcome: 'switching' })
    for (const { meetingId } of made) await world.sync(meetingId)
    await runRevoke(provider)
    for (const { meetingId } of made) await world.sync(meetingId)
    expect(await google(provider)).toMatchObject({ status: 'connected', accountEmail: other.email })
    expect([world.liveEvents(provider).length, world.liveEvents(other).length]).toEqual([0, 1])

    const third = withOtherAccount(provider)
    await disconnectPlatform(provider, { platform, futureMeetings: 'keep' })
    expect(await world.connect(third)).toMatchObject({ outcome: 'connected' })
    await runRevoke(provider)
    await runReleases(provider)
    expect((await google(provider)).accountEmail).toBe(third.email)
    expect(canRefresh(other)).toBe(false)
    await disconnectPlatform(provider, { platform, futureMeetings: 'keep' })
    await runRevoke(provider)
    expect((await google(provider)).status).toBe('not_connected')
    expect(await world.connect(other)).toMatchObject({ outcome: 'connected' })
  })
})

describe('two answers at the same moment', () => {
  it('of the same account make one connection that works', async () => {
    const provider = await world.addProvider({ isConnected: false })
    const outcomes = await Promise.all([world.connect(provider), world.connect(provider)])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['connected', 'connected'])
    expect(await world.core.db.$count(connections, eq(connections.userId, provider.userId))).toBe(1)
    world.sandbox.google.expireAccessTokens(provider.email)
    expect((await testConnection(provider, { platform })).status).toBe('connected')
  })
})
