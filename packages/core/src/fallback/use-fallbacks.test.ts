import { auditEntries, connections, meetingLeftovers, meetings, services, sessions } from '@foyer/db/schema'
import type { FallbackStep } from '@foyer/shared/services'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimMeeting, writeMeeting } from '../meetings/claim-meeting.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { removeLeftover } from './remove-leftover.ts'
import { sweepLeftovers } from './sweep-leftovers.ts'
import { useFallbacks } from './use-fallbacks.ts'

let world: MeetingWorld

beforeAll(async () => {
  world = await openMeetingWorld()
  const google = world.core.platforms.google_meet
  if (!google) throw new Error('There is no adapter.')
  // The same adapter under another name stands for a second platform: what is tested is who asks whom, and when.
  world.core.platforms.zoom = { ...google, platform: 'zoom' }
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

const MINUTE = 60_000
const joinUrl = 'https://rooms.example/ana'
const room: FallbackStep = { kind: 'room', joinUrl }
const zoom: FallbackStep = { kind: 'platform', platform: 'zoom' }
const person: FallbackStep = { kind: 'person', contact: '+351 912 345 678' }

/** Another account, connected as the provider's second platform. */
async function addZoom(provider: Provider): Promise<Provider> {
  const second = await world.addProvider()
  await world.core.db
    .update(connections)
    .set({ userId: provider.userId, platform: 'zoom' })
    .where(eq(connections.userId, second.userId))
  return second
}

async function addSession(provider: Provider, ...fallback: FallbackStep[]) {
  const made = await world.addSession(provider)
  const [session] = await world.core.db.select().from(sessions).where(eq(sessions.id, made.sessionId))
  if (!session) throw new Error('There is no session.')
  await world.core.db.update(services).set({ fallback }).where(eq(services.id, session.serviceId))
  const at = (minutesBefore: number) => world.setNow(new Date(session.startsAt.getTime() - minutesBefore * MINUTE))
  return { ...made, at }
}

const sweep = () => useFallbacks({ ...world.core, actor: { kind: 'system' } })

const refuse = (provider: Provider, reason: string) =>
  world.sandbox.faults.add({
    operation: 'google.events.insert',
    account: provider.email,
    kind: 'status',
    status: 403,
    reason,
    times: 'unlimited',
  })

const leftovers = (meetingId: string) =>
  world.core.db.select().from(meetingLeftovers).where(eq(meetingLeftovers.meetingId, meetingId))

/** Does what the sweep of each minute enqueues. */
async function removeLeftovers(meetingId: string) {
  const ctx = { ...world.core, actor: { kind: 'system' } } as const
  await sweepLeftovers(ctx)
  for (const { id } of await leftovers(meetingId)) await removeLeftover(ctx, { leftoverId: id, providerId: 'anybody' })
}

const passMinutes = (minutes: number) => world.setNow(new Date(world.core.now().getTime() + minutes * MINUTE))

describe('a session that begins soon and has no link', () => {
  it('gets the backup room when the platform refuses for hours because of usage limits', async () => {
    const provider = await world.addProvider()
    const { meetingId, at } = await addSession(provider, room)
    refuse(provider, 'quotaExceeded')
    at(180)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'pending', reason: 'platform_rate_limited' })
    at(16)
    await world.syncWhenDue(meetingId)
    await sweep()
    expect((await world.meeting(meetingId)).status).toBe('pending')
    at(15)
    expect(await sweep()).toBe(1)
    expect(await sweep()).toBe(0)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({
      status: 'ready',
      source: 'fallback',
      platform: 'google_meet',
      joinUrl,
      reason: null,
      fallbackReason: 'platform_rate_limited',
      nextAttemptAt: null,
    })
    const audit = await world.core.db.select().from(auditEntries).where(eq(auditEntries.subjectId, meetingId))
    expect(audit).toContainEqual(
      expect.objectContaining({
        action: 'meeting.fallback',
        actorKind: 'system',
        data: { step: 'room', from: 'google_meet', to: null, reason: 'platform_rate_limited' },
      }),
    )
  })

  it('gets the backup room when the platform could not make the room after all its tries', async () => {
    const provider = await world.addProvider()
    const { meetingId, at } = await addSession(provider, room)
    world.sandbox.google.setConferences({ account: provider.email, pendingReads: 0, outcome: 'failure' })
    while ((await world.meeting(meetingId)).status !== 'failed') await world.syncWhenDue(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'failed', reason: 'room_failed' })
    at(15)
    await sweep()
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl, fallbackReason: 'room_failed' })
    await removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
    expect(await leftovers(meetingId)).toEqual([])
  })

  it('gets the backup room when the permission was revoked, and keeps it when the platform is back', async () => {
    const provider = await world.addProvider()
    const { meetingId, at } = await addSession(provider, room)
    world.sandbox.google.revokeGrant(provider.email)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'blocked', reason: 'connection_lost' })
    at(15)
    await sweep()
    const inUse = { status: 'ready', source: 'fallback', joinUrl, fallbackReason: 'connection_lost' }
    expect(await world.meeting(meetingId)).toMatchObject(inUse)
    await world.connect(provider)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject(inUse)
    expect(world.liveEvents(provider)).toEqual([])
  })

  it('leaves one live room when the platform makes its own just while the backup takes over', async () => {
    const provider = await world.addProvider()
    const { meetingId, at } = await addSession(provider, room)
    refuse(provider, 'rateLimitExceeded')
    at(20)
    await world.sync(meetingId)
    world.sandbox.faults.clear()
    at(15)
    const job = { meetingId, providerId: provider.userId }
    // A worker that is frozen between its call, which made the event, and the writing of its link.
    world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, kind: 'drop_after' })
    await world.syncWhenDue(meetingId)
    const claim = await claimMeeting({ ...world.core, actor: { kind: 'system' } }, job)
    if (!claim || 'heldUntil' in claim) throw new Error('Somebody else holds the meeting.')
    expect(world.liveEvents(provider)).toHaveLength(1)
    expect(await sweep()).toBe(1)
    await expect(
      writeMeeting(world.core.db, claim, { status: 'ready', joinUrl: 'https://meet.google.com/late' }),
    ).rejects.toThrow('Another worker')
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl })
    await removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toHaveLength(1)
    passMinutes(1)
    await removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', source: 'fallback', joinUrl })
  })
})

describe('a chain of several steps', () => {
  it('goes to the other platform, gives that its time, and then to the room', async () => {
    const provider = await world.addProvider()
    const second = await addZoom(provider)
    const { meetingId, at } = await addSession(provider, zoom, room)
    refuse(provider, 'rateLimitExceeded')
    refuse(second, 'rateLimitExceeded')
    await world.sync(meetingId)
    at(15)
    await sweep()
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'pending', platform: 'zoom', fallbackStep: 1 })
    at(14)
    expect(await sweep()).toBe(0)
    at(12)
    expect(await sweep()).toBe(1)
    expect(await world.meeting(meetingId)).toMatchObject({
      status: 'ready',
      source: 'fallback',
      platform: 'google_meet',
      joinUrl,
      fallbackStep: 2,
      fallbackReason: 'platform_rate_limited',
    })
  })

  it('stays with the other platform when that makes the link, and leaves nothing at the first', async () => {
    const provider = await world.addProvider()
    const second = await addZoom(provider)
    const { meetingId, at } = await addSession(provider, zoom, room)
    world.sandbox.google.setConferences({ account: provider.email, pendingReads: 99 })
    await world.sync(meetingId)
    expect(world.liveEvents(provider)).toHaveLength(1)
    at(15)
    await sweep()
    await world.sync(meetingId)
    const meeting = await world.meeting(meetingId)
    expect(meeting).toMatchObject({
      status: 'ready',
      platform: 'zoom',
      source: 'platform',
      fallbackFrom: 'google_meet',
    })
    expect(world.liveEvents(second)).toMatchObject([{ hangoutLink: meeting.joinUrl }])
    await removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
    at(5)
    expect(await sweep()).toBe(0)
  })

  it('names the person last, while the platform is tried on', async () => {
    const provider = await world.addProvider()
    const { meetingId, at } = await addSession(provider, zoom, person)
    refuse(provider, 'rateLimitExceeded')
    await world.sync(meetingId)
    at(15)
    expect(await sweep()).toBe(1)
    expect(await sweep()).toBe(0)
    expect(await world.meeting(meetingId)).toMatchObject({
      status: 'pending',
      platform: 'google_meet',
      fallbackStep: 2,
    })
    world.sandbox.faults.clear()
    await world.syncWhenDue(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', source: 'platform' })
  })
})

describe('what is left at a platform', () => {
  it('waits while the permission is missing, and goes when it is back', async () => {
    const provider = await world.addProvider()
    const { meetingId, at } = await addSession(provider, room)
    world.sandbox.google.setConferences({ account: provider.email, pendingReads: 99 })
    await world.sync(meetingId)
    world.sandbox.google.revokeGrant(provider.email)
    at(15)
    await sweep()
    await removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toHaveLength(1)
    passMinutes(61)
    await removeLeftovers(meetingId)
    await world.connect(provider)
    passMinutes(61)
    await removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
    expect(await leftovers(meetingId)).toEqual([])
  })

  it('goes with the session too when that is cancelled, and no link stays', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId, at } = await addSession(provider, room)
    world.sandbox.google.setConferences({ account: provider.email, pendingReads: 99 })
    await world.sync(meetingId)
    at(15)
    await sweep()
    await world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'provider' })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'cancelled', joinUrl: null })
    await removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
  })
})

it('changes nothing for a service without a chain', async () => {
  const provider = await world.addProvider({ isConnected: false })
  const { meetingId, at } = await addSession(provider)
  await world.sync(meetingId)
  const before = await world.core.db.select().from(meetings).where(eq(meetings.id, meetingId))
  at(5)
  expect(await sweep()).toBe(0)
  expect(await world.core.db.select().from(meetings).where(eq(meetings.id, meetingId))).toEqual(before)
})
