import { channels, connections } from '@foyer/db/schema'
import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnectPlatform } from '../connections/disconnect-platform.ts'
import { switchAccount } from '../connections/switch-account.ts'
import { deliverJobs } from '../testing/deliver-jobs.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { settle } from '../testing/settle.ts'
import { twoAccounts } from '../testing/two-accounts.ts'
import { hearChannel } from './hear-channel.ts'
import { lookAtChanges } from './look-at-changes.ts'
import { renewChannels } from './renew-channels.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

let world: MeetingWorld
beforeEach(async () => {
  await world?.[Symbol.asyncDispose]()
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

const later = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))
const sweep = () => renewChannels(world.core)
const rows = () => world.core.db.select().from(channels).orderBy(asc(channels.createdAt), asc(channels.id))
const atGoogle = ({ email }: Provider) => world.sandbox.google.channels(email)
const watches = (provider: Provider) => world.countCalls('google.events.watch', provider)

/** Rings as Google would, with what Google was told when the channel was opened. */
const ring = (channel: { id: string; token: string | null }, changes: { token?: string; isTrial?: boolean } = {}) =>
  hearChannel(
    { ...world.core, actor: { kind: 'system' } },
    { platform: 'google_meet', channelId: channel.id, token: channel.token ?? '', isTrial: false, ...changes },
  )

async function watched() {
  const provider = await world.addProvider()
  await sweep()
  const [channel] = atGoogle(provider)
  if (!channel) throw new Error('There is no channel.')
  return { provider, channel }
}

const waitingLooks = () => world.core.db.execute(sql`select data from pgboss.job where name = 'channel.look'`)

describe('channels', () => {
  it('are opened once for every account that works, at our address, with a token of which only the hash is kept', async () => {
    const { provider, channel } = await watched()
    await world.addProvider({ isConnected: false })
    expect(await sweep()).toBe(0)
    expect(watches(provider)).toBe(1)
    expect(channel.address).toBe('http://localhost:3000/api/webhooks/google-calendar')
    expect(channel.expiresAt - world.core.now().getTime()).toBe(7 * DAY)
    const [row] = await rows()
    expect(row).toMatchObject({ id: channel.id, resourceId: channel.resourceId, attempts: 0, nextAttemptAt: null })
    expect(JSON.stringify(await rows())).not.toContain(channel.token)
  })

  it('are renewed a day ahead, and the one before is closed once its successor was heard', async () => {
    const { provider, channel } = await watched()
    later(6 * DAY - MINUTE)
    expect(await sweep()).toBe(0)
    later(2 * MINUTE)
    expect(await sweep()).toBe(1)
    const both = atGoogle(provider)
    expect(both).toHaveLength(2)
    const successor = both.find(({ id }) => id !== channel.id)
    if (!successor) throw new Error('There is no successor.')
    expect(await ring(successor, { isTrial: true })).toBe(1)
    expect(await waitingLooks()).toHaveLength(0)
    expect(await sweep()).toBe(0)
    expect(atGoogle(provider).map(({ id }) => id)).toEqual([successor.id])
    expect(await rows()).toHaveLength(1)
  })

  it('are opened by one of many workers', async () => {
    const provider = await world.addProvider()
    await Promise.all(Array.from({ length: 5 }, sweep))
    expect([watches(provider), atGoogle(provider).length]).toEqual([1, 1])
  })

  it('that are refused leave the connection as it is, and are tried again less and less often', async () => {
    const provider = await world.addProvider()
    for (const [status, reason] of [
      [403, 'insufficientPermissions'],
      [403, 'quotaExceeded'],
      [401, 'authError'],
    ] as const)
      world.sandbox.faults.add({
        operation: 'google.events.watch',
        kind: 'status',
        status,
        reason,
        times: reason === 'authError' ? 2 : 1,
      })
    for (const refusal of ['insufficientPermissions', 'quotaExceeded', 'authError']) {
      await sweep()
      await sweep()
      expect(await rows()).toMatchObject([{ refusal, resourceId: null }])
      later(6 * HOUR)
    }
    expect(await world.core.db.select().from(connections)).toMatchObject([{ status: 'connected', reason: null }])
    expect(watches(provider)).toBe(4)
    await sweep()
    expect(atGoogle(provider)).toHaveLength(1)
  })

  it('whose answer was lost are tried again, and nothing is lost by the one too many', async () => {
    const provider = await world.addProvider()
    world.sandbox.faults.add({ operation: 'google.events.watch', kind: 'drop_after' })
    await sweep()
    expect(await rows()).toMatchObject([{ resourceId: null }])
    later(HOUR)
    await sweep()
    expect(atGoogle(provider)).toHaveLength(2)
    expect(await rows()).toMatchObject([{ resourceId: expect.any(String) }])
  })

  it('are closed before the permission is given back, even with an access token that has run out', async () => {
    const { provider } = await watched()
    later(2 * HOUR)
    await disconnectPlatform(provider, { platform: 'google_meet', futureMeetings: 'keep' })
    await deliverJobs(world.core)
    expect([atGoogle(provider), await rows()]).toEqual([[], []])
    const calls = world.sandbox.calls.list({ account: provider.email }).map(({ operation }) => operation)
    expect(calls.indexOf('google.channels.stop')).toBeLessThan(calls.indexOf('google.revoke'))
  })

  it('follow the connection to another account', async () => {
    const { provider } = await watched()
    const { withOtherAccount, runReleases } = twoAccounts(world)
    const other = withOtherAccount(provider)
    await world.connect(other)
    await switchAccount(provider, { platform: 'google_meet' })
    await runReleases(provider)
    await sweep()
    expect([atGoogle(provider).length, atGoogle(other).length]).toEqual([0, 1])
    expect(await rows()).toHaveLength(1)
  })

  it('of a permission that has ended are forgotten, and opened anew with the next one', async () => {
    const { provider, channel } = await watched()
    await world.core.db.update(connections).set({ status: 'revoked' }).where(eq(connections.userId, provider.userId))
    expect(await ring(channel)).toBe(0)
    await sweep()
    expect(await rows()).toEqual([])
    await world.connect(provider)
    const renewals = await world.core.db.execute(sql`select 1 from pgboss.job where name = 'channel.renew'`)
    expect(renewals.length).toBeGreaterThan(0)
    await sweep()
    expect(await rows()).toHaveLength(1)
  })

  it('are not asked for where the platform cannot reach us', async () => {
    const provider = await world.addProvider()
    const watching = world.core.platforms.google_meet?.watching
    const google_meet = world.core.platforms.google_meet
    if (!watching || !google_meet) throw new Error('Google can watch.')
    const unreachable = { ...google_meet, watching: { ...watching, reaches: () => false } }
    expect(await renewChannels({ ...world.core, platforms: { google_meet: unreachable } })).toBe(0)
    expect(watches(provider)).toBe(0)
  })
})

describe('a channel that rings', () => {
  it('is believed by its token alone, while its account is the connected one', async () => {
    const { channel } = await watched()
    const wrong = ['', 'wrong', `${channel.token}x`]
    for (const token of wrong) expect(await ring(channel, { token })).toBe(0)
    expect(await ring({ ...channel, id: crypto.randomUUID() })).toBe(0)
    expect((await rows())[0]?.provenAt).toBeNull()
    expect(await ring(channel)).toBe(1)
    expect((await rows())[0]?.provenAt).toEqual(world.core.now())
    later(8 * DAY)
    expect(await ring(channel)).toBe(0)
  })

  it('a hundred times has one look taken', async () => {
    const { channel } = await watched()
    await Promise.all(Array.from({ length: 100 }, () => ring(channel)))
    expect(await waitingLooks()).toHaveLength(1)
  })
})

describe('a look at what changed', () => {
  async function rooms(count: number) {
    const { provider } = await watched()
    const made: { sessionId: string; meetingId: string }[] = []
    for (let index = 0; index < count; index += 1) made.push(await world.addSession(provider))
    await deliverJobs(world.core)
    const [row] = await rows()
    const look = async () => {
      const looked = await lookAtChanges(world.core, { connectionId: row?.connectionId ?? '', attempt: 1 })
      await settle(world)
      return looked
    }
    const eventOf = async (index: number) => ({
      account: provider.email,
      id: (await world.meeting(made[index]?.meetingId ?? '')).externalId ?? '',
    })
    const reads = () =>
      ['get', 'list', 'patch', 'insert'].map((one) => world.countCalls(`google.events.${one}`, provider))
    return { provider, made, look, eventOf, reads }
  }

  it('costs one call where nothing is amiss, and nothing where there is no room', async () => {
    const { look, reads, made } = await rooms(3)
    const before = reads()
    expect(await look()).toBe(0)
    expect(reads().map((count, index) => count - (before[index] ?? 0))).toEqual([0, 1, 0, 0])
    for (const { sessionId } of made) await world.changeSession(sessionId, { status: 'cancelled' })
    await deliverJobs(world.core)
    await look()
    expect(reads()[1]).toBe((before[1] ?? 0) + 1)
  })

  it('puts right what was moved, removed or has lost its room, and touches nothing else', async () => {
    const { provider, look, eventOf, made } = await rooms(4)
    const before = await Promise.all(made.map(({ meetingId }) => world.meeting(meetingId)))
    const { google } = world.sandbox
    google.moveEvent({ ...(await eventOf(0)), startsAt: '2026-12-24T10:00:00Z', endsAt: '2026-12-24T11:00:00Z' })
    google.deleteEvent(await eventOf(1))
    google.removeConference(await eventOf(2))
    expect(await look()).toBe(3)
    const after = await Promise.all(made.map(({ meetingId }) => world.meeting(meetingId)))
    expect(after.map(({ status, generation }) => [status, generation])).toEqual([
      ['ready', 1],
      ['ready', 2],
      ['ready', 1],
      ['ready', 1],
    ])
    expect(world.liveEvents(provider)).toHaveLength(4)
    expect(after[3]).toEqual(before[3])
    expect(await look()).toBe(0)
  })

  it('asks a provider who wants to be asked once, and is quiet until they answer', async () => {
    const { provider, look, eventOf, made } = await rooms(1)
    await world.core.db.execute(sql`update providers set hand_edits = 'ask' where id = ${provider.userId}`)
    const moved = { startsAt: '2026-12-24T10:00:00Z', endsAt: '2026-12-24T11:00:00Z' }
    world.sandbox.google.moveEvent({ ...(await eventOf(0)), ...moved })
    expect(await look()).toBe(1)
    expect(await world.meeting(made[0]?.meetingId ?? '')).toMatchObject({ status: 'ready', reason: 'moved_by_hand' })
    expect(await look()).toBe(0)
    world.sandbox.google.moveEvent({ ...(await eventOf(0)), ...moved, startsAt: '2026-12-24T09:30:00Z' })
    expect(await look()).toBe(1)
  })

  it('is taken again a few times when the platform does not answer', async () => {
    const { look, eventOf } = await rooms(1)
    world.sandbox.google.deleteEvent(await eventOf(0))
    world.sandbox.faults.add({ operation: 'google.events.list', kind: 'status', status: 503 })
    expect(await look()).toBe(0)
    expect(await waitingLooks()).toMatchObject([{ data: { attempt: 2 } }])
    expect(await look()).toBe(1)
  })
})
