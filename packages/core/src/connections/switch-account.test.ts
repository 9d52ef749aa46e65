import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { twoAccounts } from '../testing/two-accounts.ts'
import { disconnectPlatform } from './disconnect-platform.ts'
import { keepAccount } from './keep-account.ts'
import { listConnections } from './list-connections.ts'
import { switchAccount } from './switch-account.ts'
import { testConnection } from './test-connection.ts'

let world: MeetingWorld
let of: ReturnType<typeof twoAccounts>

beforeAll(async () => {
  world = await openMeetingWorld()
  of = twoAccounts(world)
})
afterAll(() => world[Symbol.asyncDispose]())

const platform = 'google_meet'

describe('switching the account', () => {
  it('removes the old rooms first, makes new ones, tells everybody once, and never has two for one session', async () => {
    const { provider, made } = await of.withReadySessions(2)
    const before = await world.meeting(made[0]?.meetingId ?? '')
    const other = of.withOtherAccount(provider)
    await world.connect(other)
    expect(await switchAccount(provider, { platform })).toMatchObject({
      status: 'disconnecting',
      reason: 'switching_account',
      accountEmail: provider.email,
      otherAccount: { email: other.email, step: 'switching' },
    })
    await of.runRevoke(provider)
    expect((await of.google(provider)).status).toBe('disconnecting')
    const { id } = await of.google(provider)
    for (const { meetingId } of made) await world.sync(meetingId)
    expect([world.liveEvents(provider), world.liveEvents(other)]).toEqual([[], []])
    await of.runRevoke(provider)
    expect(await of.google(provider)).toMatchObject({
      id,
      status: 'connected',
      reason: null,
      accountEmail: other.email,
    })
    expect((await listConnections(provider))[0]).toMatchObject({ otherAccount: null, repair: { total: 2, ready: 0 } })
    for (const { meetingId } of made) await world.sync(meetingId)
    expect([world.liveEvents(provider).length, world.liveEvents(other).length]).toEqual([0, 2])
    const after = await world.meeting(before.id)
    expect(after).toMatchObject({ status: 'ready', reason: null })
    expect(after.joinUrl).not.toBe(before.joinUrl)
    expect(await of.countToldOfChange(provider)).toBe(2)
    await of.runReleases(provider)
    expect([await of.spares(provider), of.canRefresh(provider)]).toEqual([[], false])
    expect((await testConnection(provider, { platform })).status).toBe('connected')
  })

  it('is done at once where no room is left to remove', async () => {
    const provider = await world.addProvider()
    const other = of.withOtherAccount(provider)
    await world.connect(other)
    expect(await switchAccount(provider, { platform })).toMatchObject({
      status: 'connected',
      accountEmail: other.email,
    })
    await of.runRevoke(provider)
    expect((await of.google(provider)).status).toBe('connected')
  })

  it.each([0, 1, 2, 3])(
    'meets rooms in the making, %i of three asked for, and still leaves one for each session, in the new account',
    async (asked) => {
      const provider = await world.addProvider()
      const made = []
      for (let index = 0; index < 3; index += 1) made.push(await world.addSession(provider))
      const other = of.withOtherAccount(provider)
      await world.connect(other)
      const insert = { operation: 'google.events.insert', account: provider.email } as const
      world.sandbox.faults.add({ ...insert, kind: 'delay', ms: 60, times: 'unlimited' })
      const working = Promise.all(made.map(({ meetingId }) => world.sync(meetingId)))
      await expect
        .poll(() => world.countCalls('google.events.insert', provider), { interval: 5 })
        .toBeGreaterThanOrEqual(asked)
      await switchAccount(provider, { platform })
      await Promise.all([working, of.runRevoke(provider)])
      for (const { meetingId } of made) await world.sync(meetingId)
      await of.runRevoke(provider)
      for (const { meetingId } of made) await world.sync(meetingId)
      expect(await of.google(provider)).toMatchObject({ status: 'connected', accountEmail: other.email })
      for (const { meetingId } of made) expect((await world.meeting(meetingId)).status).toBe('ready')
      expect([world.liveEvents(provider).length, world.liveEvents(other).length]).toEqual([0, 3])
    },
  )

  it('does not wait for a permission that is lost: every coming session gets its room in the new account', async () => {
    const { provider, made } = await of.withReadySessions(2)
    world.sandbox.google.revokeGrant(provider.email)
    await testConnection(provider, { platform })
    const other = of.withOtherAccount(provider)
    await world.connect(other)
    expect(await switchAccount(provider, { platform })).toMatchObject({
      status: 'connected',
      accountEmail: other.email,
      repair: { total: 2, ready: 0 },
    })
    for (const { meetingId } of made) await world.sync(meetingId)
    for (const { meetingId } of made) expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready' })
    expect(world.liveEvents(other)).toHaveLength(2)
    expect(await of.countToldOfChange(provider)).toBe(2)
  })

  it('takes an hour at most when the platform does not let the old rooms go', async () => {
    const { provider, made } = await of.withReadySessions(1)
    const [{ meetingId }] = [made[0] ?? { meetingId: '' }]
    const fault = { operation: 'google.events.delete', account: provider.email, kind: 'status', status: 503 } as const
    world.sandbox.faults.add({ ...fault, times: 'unlimited' })
    const other = of.withOtherAccount(provider)
    await world.connect(other)
    await switchAccount(provider, { platform })
    await world.sync(meetingId)
    world.setNow(new Date(world.core.now().getTime() + 61 * 60_000))
    await of.runRevoke(provider)
    expect((await of.google(provider)).accountEmail).toBe(other.email)
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(world.liveEvents(other)).toHaveLength(1)
  })

  it('is called off by connecting the old account again, and everybody keeps or gets a link there', async () => {
    const { provider, made } = await of.withReadySessions(2)
    const other = of.withOtherAccount(provider)
    await world.connect(other)
    await switchAccount(provider, { platform })
    await world.sync(made[0]?.meetingId ?? '')
    expect(await world.connect(provider)).toMatchObject({ outcome: 'connected' })
    await of.runRevoke(provider)
    await of.runReleases(provider)
    for (const { meetingId } of made) await world.sync(meetingId)
    expect(await of.google(provider)).toMatchObject({ status: 'connected', accountEmail: provider.email })
    expect([world.liveEvents(provider).length, world.liveEvents(other).length]).toEqual([2, 0])
    expect(of.canRefresh(other)).toBe(false)
  })

  it('is called off on the way without another consent, and everybody has a link in the old account', async () => {
    const { provider, made } = await of.withReadySessions(2)
    const other = of.withOtherAccount(provider)
    await world.connect(other)
    await switchAccount(provider, { platform })
    await world.sync(made[0]?.meetingId ?? '')
    expect(await keepAccount(provider, { platform })).toMatchObject({ status: 'connected', otherAccount: null })
    for (const { meetingId } of made) await world.sync(meetingId)
    await of.runRevoke(provider)
    await of.runReleases(provider)
    expect(await of.google(provider)).toMatchObject({ status: 'connected', accountEmail: provider.email })
    expect([world.liveEvents(provider).length, world.liveEvents(other).length]).toEqual([2, 0])
    expect(of.canRefresh(other)).toBe(false)
  })

  it('needs no question after a disconnect, and waits for rooms that were to be removed', async () => {
    const { provider, made } = await of.withReadySessions(1)
    const other = of.withOtherAccount(provider)
    await disconnectPlatform(provider, { platform, futureMeetings: 'remove' })
    expect(await world.connect(other)).toMatchObject({ outcome: 'switching' })
    for (const { meetingId } of made) await world.sync(meetingId)
    await of.runRevoke(provider)
    for (const { meetingId } of made) await world.sync(meetingId)
    expect(await of.google(provider)).toMatchObject({ status: 'connected', accountEmail: other.email })
    expect([world.liveEvents(provider).length, world.liveEvents(other).length]).toEqual([0, 1])

    const third = of.withOtherAccount(provider)
    await disconnectPlatform(provider, { platform, futureMeetings: 'keep' })
    expect(await world.connect(third)).toMatchObject({ outcome: 'connected' })
    await of.runRevoke(provider)
    await of.runReleases(provider)
    expect((await of.google(provider)).accountEmail).toBe(third.email)
    expect(of.canRefresh(other)).toBe(false)
    await disconnectPlatform(provider, { platform, futureMeetings: 'keep' })
    await of.runRevoke(provider)
    expect((await of.google(provider)).status).toBe('not_connected')
    expect(await world.connect(other)).toMatchObject({ outcome: 'connected' })
  })
})
