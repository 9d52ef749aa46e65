import { auditEntries, meetings } from '@foyer/db/schema'
import type { FallbackStep } from '@foyer/shared/services'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimMeeting, writeMeeting } from '../meetings/claim-meeting.ts'
import { type FallbackWorld, openFallbackWorld } from '../testing/fallback-world.ts'

let world: FallbackWorld

beforeAll(async () => {
  world = await openFallbackWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const joinUrl = 'https://rooms.example/ana'
const room: FallbackStep = { kind: 'room', joinUrl }
const zoom: FallbackStep = { kind: 'platform', platform: 'zoom' }
const person: FallbackStep = { kind: 'person', contact: '+351 912 345 678' }

describe('a session that begins soon and has no link', () => {
  it('gets the backup room when the platform refuses for hours because of usage limits', async () => {
    const provider = await world.addProvider()
    const { meetingId, at } = await world.addChained(provider, room)
    world.refuse(provider, 'quotaExceeded')
    at(180)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'pending', reason: 'platform_rate_limited' })
    at(16)
    await world.syncWhenDue(meetingId)
    await world.useFallbacks()
    expect((await world.meeting(meetingId)).status).toBe('pending')
    at(15)
    expect(await world.useFallbacks()).toBe(1)
    expect(await world.useFallbacks()).toBe(0)
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
    const { meetingId, at } = await world.addChained(provider, room)
    world.sandbox.google.setConferences({ account: provider.email, pendingReads: 0, outcome: 'failure' })
    while ((await world.meeting(meetingId)).status !== 'failed') await world.syncWhenDue(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'failed', reason: 'room_failed' })
    at(15)
    await world.useFallbacks()
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl, fallbackReason: 'room_failed' })
    await world.removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
    expect(await world.leftovers(meetingId)).toEqual([])
  })

  it('gets the backup room when the permission was revoked, and keeps it when the platform is back', async () => {
    const provider = await world.addProvider()
    const { meetingId, at } = await world.addChained(provider, room)
    world.sandbox.google.revokeGrant(provider.email)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'blocked', reason: 'connection_lost' })
    at(15)
    await world.useFallbacks()
    const inUse = { status: 'ready', source: 'fallback', joinUrl, fallbackReason: 'connection_lost' }
    expect(await world.meeting(meetingId)).toMatchObject(inUse)
    await world.connect(provider)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject(inUse)
    expect(world.liveEvents(provider)).toEqual([])
  })

  it('leaves one live room when the platform makes its own just while the backup takes over', async () => {
    const provider = await world.addProvider()
    const { meetingId, at } = await world.addChained(provider, room)
    world.refuse(provider, 'rateLimitExceeded')
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
    expect(await world.useFallbacks()).toBe(1)
    await expect(
      writeMeeting(world.core.db, claim, { status: 'ready', joinUrl: 'https://meet.google.com/late' }),
    ).rejects.toThrow('Another worker')
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl })
    await world.removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toHaveLength(1)
    world.passMinutes(1)
    await world.removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', source: 'fallback', joinUrl })
  })
})

describe('a chain of several steps', () => {
  it('goes to the other platform, gives that its time, and then to the room', async () => {
    const provider = await world.addProvider()
    const second = await world.addZoom(provider)
    const { meetingId, at } = await world.addChained(provider, zoom, room)
    world.refuse(provider, 'rateLimitExceeded')
    world.refuse(second, 'rateLimitExceeded')
    await world.sync(meetingId)
    at(15)
    await world.useFallbacks()
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'pending', platform: 'zoom', fallbackStep: 1 })
    at(14)
    expect(await world.useFallbacks()).toBe(0)
    at(12)
    expect(await world.useFallbacks()).toBe(1)
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
    const second = await world.addZoom(provider)
    const { meetingId, at } = await world.addChained(provider, zoom, room)
    world.sandbox.google.setConferences({ account: provider.email, pendingReads: 99 })
    await world.sync(meetingId)
    expect(world.liveEvents(provider)).toHaveLength(1)
    at(15)
    await world.useFallbacks()
    await world.sync(meetingId)
    const meeting = await world.meeting(meetingId)
    expect(meeting).toMatchObject({
      status: 'ready',
      platform: 'zoom',
      source: 'platform',
      fallbackFrom: 'google_meet',
    })
    expect(world.liveEvents(second)).toMatchObject([{ hangoutLink: meeting.joinUrl }])
    await world.removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
    at(5)
    expect(await world.useFallbacks()).toBe(0)
  })

  it('names the person last, while the platform is tried on', async () => {
    const provider = await world.addProvider()
    const { meetingId, at } = await world.addChained(provider, zoom, person)
    world.refuse(provider, 'rateLimitExceeded')
    await world.sync(meetingId)
    at(15)
    expect(await world.useFallbacks()).toBe(1)
    expect(await world.useFallbacks()).toBe(0)
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
    const { meetingId, at } = await world.addChained(provider, room)
    world.sandbox.google.setConferences({ account: provider.email, pendingReads: 99 })
    await world.sync(meetingId)
    world.sandbox.google.revokeGrant(provider.email)
    at(15)
    await world.useFallbacks()
    await world.removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toHaveLength(1)
    world.passMinutes(61)
    await world.removeLeftovers(meetingId)
    await world.connect(provider)
    world.passMinutes(61)
    await world.removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
    expect(await world.leftovers(meetingId)).toEqual([])
  })

  it('goes with the session too when that is cancelled, and no link stays', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId, at } = await world.addChained(provider, room)
    world.sandbox.google.setConferences({ account: provider.email, pendingReads: 99 })
    await world.sync(meetingId)
    at(15)
    await world.useFallbacks()
    await world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'provider' })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'cancelled', joinUrl: null })
    await world.removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
  })
})

it('changes nothing for a service without a chain', async () => {
  const provider = await world.addProvider({ isConnected: false })
  const { meetingId, at } = await world.addChained(provider)
  await world.sync(meetingId)
  const before = await world.core.db.select().from(meetings).where(eq(meetings.id, meetingId))
  at(5)
  expect(await world.useFallbacks()).toBe(0)
  expect(await world.core.db.select().from(meetings).where(eq(meetings.id, meetingId))).toEqual(before)
})
