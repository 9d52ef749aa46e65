import { connections } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '../context.ts'
import { syncMeeting } from '../meetings/sync-meeting.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { disconnectPlatform } from './disconnect-platform.ts'
import { listConnections } from './list-connections.ts'
import { revokeConnection } from './revoke-connection.ts'
import { findSecret } from './secrets.ts'

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

const revoke = async (provider: Provider) =>
  revokeConnection(provider, { connectionId: (await google(provider)).id, attempt: 1 })

async function withReadySessions(count: number) {
  const provider = await world.addProvider()
  const made = []
  for (let index = 0; index < count; index += 1) made.push(await world.addSession(provider))
  for (const { meetingId } of made) await world.sync(meetingId)
  expect(world.liveEvents(provider)).toHaveLength(count)
  return { provider, made }
}

describe('disconnecting with removal', () => {
  it('leaves no event behind, and gives the permission back only then', async () => {
    const { provider, made } = await withReadySessions(2)
    expect((await listConnections(provider))[0]?.sessionsAhead).toBe(2)
    world.sandbox.google.expireAccessTokens(provider.email)
    expect(await disconnectPlatform(provider, { platform, futureMeetings: 'remove' })).toMatchObject({
      status: 'disconnecting',
      reason: 'removing_meetings',
    })
    await revoke(provider)
    expect(await findSecret(world.core.db, (await google(provider)).id)).not.toBeNull()
    for (const { meetingId } of made) await world.sync(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
    await revoke(provider)
    expect(await google(provider)).toMatchObject({ status: 'not_connected', reason: null })
    for (const { meetingId } of made)
      expect(await world.meeting(meetingId)).toMatchObject({
        status: 'blocked',
        reason: 'connection_missing',
        joinUrl: null,
      })
    expect(await world.connect(provider)).toMatchObject({ outcome: 'connected', repaired: 2 })
    for (const { meetingId } of made) await world.sync(meetingId)
    expect(world.liveEvents(provider)).toHaveLength(2)
  })

  it('is ended by connecting again, and everybody has a link', async () => {
    const { provider, made } = await withReadySessions(2)
    await disconnectPlatform(provider, { platform, futureMeetings: 'remove' })
    await world.sync(made[0]?.meetingId ?? '')
    expect(world.liveEvents(provider)).toHaveLength(1)
    await world.connect(provider)
    for (const { meetingId } of made) await world.sync(meetingId)
    await revoke(provider)
    expect((await google(provider)).status).toBe('connected')
    for (const { meetingId } of made) expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(world.liveEvents(provider)).toHaveLength(2)
  })

  it('does not wait for ever for a platform that is down, nor storm one that refuses us', async () => {
    const { provider, made } = await withReadySessions(1)
    const { meetingId } = made[0] ?? { meetingId: '' }
    const fault = { operation: 'google.events.delete', account: provider.email, kind: 'status', status: 503 } as const
    world.sandbox.faults.add(fault)
    await disconnectPlatform(provider, { platform, futureMeetings: 'remove' })
    await world.sync(meetingId)
    await revoke(provider)
    expect((await google(provider)).status).toBe('disconnecting')
    world.setNow(new Date(world.core.now().getTime() + 61 * 60_000))
    await revoke(provider)
    expect((await google(provider)).status).toBe('not_connected')
    expect((await world.meeting(meetingId)).status).toBe('ready')

    const lost = await withReadySessions(1)
    world.sandbox.google.revokeGrant(lost.provider.email)
    await disconnectPlatform(lost.provider, { platform, futureMeetings: 'remove' })
    await world.sync(lost.made[0]?.meetingId ?? '')
    expect(await google(lost.provider)).toMatchObject({ status: 'disconnecting', reason: null })
    expect(world.countCalls('google.events.delete', lost.provider)).toBeLessThanOrEqual(1)
    await revoke(lost.provider)
    expect((await google(lost.provider)).status).toBe('not_connected')
  })
})

describe('disconnecting otherwise', () => {
  it('keeps the links when they are to stay', async () => {
    const { provider, made } = await withReadySessions(1)
    const before = await world.meeting(made[0]?.meetingId ?? '')
    await disconnectPlatform(provider, { platform, futureMeetings: 'keep' })
    await revoke(provider)
    await world.sync(before.id)
    expect((await google(provider)).status).toBe('not_connected')
    expect(await world.meeting(before.id)).toMatchObject({ status: 'ready', joinUrl: before.joinUrl })
    expect(world.liveEvents(provider)).toHaveLength(1)
  })

  it('refuses to move to nowhere, and changes nothing then', async () => {
    const { provider } = await withReadySessions(1)
    for (const to of [undefined, platform, 'zoom'] as const)
      await expect(disconnectPlatform(provider, { platform, futureMeetings: 'move', to })).rejects.toMatchObject({
        code: 'input_invalid',
        field: 'futureMeetings',
      })
    expect((await google(provider)).status).toBe('connected')
  })

  it('moves every coming session to another connected platform, made there and removed here', async () => {
    const { provider, made } = await withReadySessions(1)
    const waiting = await world.addSession(provider)
    const adapter = world.core.platforms.google_meet
    if (!adapter) throw new Error('There is no adapter.')
    // The same adapter under another name stands for a second platform: what is tested is who asks whom, and when.
    const both: Context = { ...provider, platforms: { google_meet: adapter, zoom: adapter } }
    const second = await world.addProvider()
    await world.core.db
      .update(connections)
      .set({ userId: provider.userId, platform: 'zoom' })
      .where(eq(connections.userId, second.userId))
    await disconnectPlatform(both, { platform, futureMeetings: 'move', to: 'zoom' })
    for (const { meetingId } of [...made, waiting]) {
      await syncMeeting(both, { meetingId, providerId: provider.userId })
      expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', platform: 'zoom', reason: null })
    }
    expect(world.liveEvents(provider)).toEqual([])
    expect(world.liveEvents(second)).toHaveLength(2)
  })
})
