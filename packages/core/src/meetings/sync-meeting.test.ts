import { connections } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { retryMeeting } from './retry-meeting.ts'

let world: MeetingWorld

beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const connectionOf = async (userId: string) =>
  (await world.core.db.select().from(connections).where(eq(connections.userId, userId)))[0]

describe('a wanted meeting', () => {
  it('becomes one calendar event whose details come from the session', async () => {
    const provider = await world.addProvider()
    const { meetingId, sessionId } = await world.addSession(provider)
    await world.sync(meetingId)

    const meeting = await world.meeting(meetingId)
    const [event, ...others] = world.liveEvents(provider)
    expect(others).toEqual([])
    expect(meeting).toMatchObject({
      status: 'ready',
      reason: null,
      nextAttemptAt: null,
      attempts: 0,
    })
    expect(event).toMatchObject({
      hangoutLink: meeting.joinUrl,
      summary: 'Session with Ana Ribeiro',
      guestsCanInviteOthers: false,
      guestsCanSeeOtherGuests: false,
    })
    expect(event?.attendees?.map(({ displayName }) => displayName)).toEqual(['Jonas Meier'])
    expect(event?.description).toContain(`/sessions/${sessionId}`)
    const [insert] = world.sandbox.calls.list({ operation: 'google.events.insert', account: provider.email })
    expect(insert?.query).toMatchObject({ conferenceDataVersion: '1', sendUpdates: 'all' })
  })

  it('stays one event when its job is delivered many times at once', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    await Promise.all(Array.from({ length: 8 }, () => world.sync(meetingId)))
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(world.countCalls('google.events.insert', provider)).toBe(1)
  })

  it('keeps its link when the session moves', async () => {
    const provider = await world.addProvider()
    const { meetingId, sessionId } = await world.addSession(provider)
    await world.sync(meetingId)
    const { joinUrl } = await world.meeting(meetingId)
    const startsAt = new Date('2026-12-02T10:00:00Z')
    await world.changeSession(sessionId, { startsAt, endsAt: new Date('2026-12-02T10:30:00Z') })
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).joinUrl).toBe(joinUrl)
    const [event, ...others] = world.liveEvents(provider)
    expect(others).toEqual([])
    expect(new Date(event?.start.dateTime ?? '')).toEqual(startsAt)
  })

  it('is removed when the session is cancelled, before or after it was made', async () => {
    const provider = await world.addProvider()
    const made = await world.addSession(provider)
    const never = await world.addSession(provider)
    await world.sync(made.meetingId)
    for (const { sessionId, meetingId } of [made, never]) {
      await world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'customer' })
      await world.sync(meetingId)
      expect(await world.meeting(meetingId)).toMatchObject({ status: 'cancelled', joinUrl: null, nextAttemptAt: null })
    }
    expect(world.liveEvents(provider)).toEqual([])
    expect(world.countCalls('google.events.insert', provider)).toBe(1)
  })
})

describe('an answer that goes astray', () => {
  it('leaves one event and a ready meeting when it is lost after the work was done', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, kind: 'drop_after' })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({
      status: 'pending',
      reason: 'outcome_unknown',
      outcomeUnknown: true,
    })
    await world.syncWhenDue(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(world.liveEvents(provider)).toHaveLength(1)
    expect(world.countCalls('google.events.insert', provider)).toBe(1)
  })

  it('leaves nothing behind when the session is cancelled before anybody looked', async () => {
    const provider = await world.addProvider()
    const { meetingId, sessionId } = await world.addSession(provider)
    world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, kind: 'drop_after' })
    await world.sync(meetingId)
    await world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'provider' })
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('cancelled')
    expect(world.liveEvents(provider)).toEqual([])
  })

  it('is followed by an update when the session moved meanwhile', async () => {
    const provider = await world.addProvider()
    const { meetingId, sessionId } = await world.addSession(provider)
    world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, kind: 'drop_after' })
    await world.sync(meetingId)
    const startsAt = new Date('2026-12-03T10:00:00Z')
    await world.changeSession(sessionId, { startsAt, endsAt: new Date('2026-12-03T10:30:00Z') })
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(world.liveEvents(provider).map(({ start }) => new Date(start.dateTime ?? ''))).toEqual([startsAt])
  })
})

describe('a platform in trouble', () => {
  it('is asked again with growing patience, and the row says why and when', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    world.sandbox.faults.add({
      operation: 'google.events.insert',
      account: provider.email,
      kind: 'status',
      status: 503,
      times: 2,
    })
    await world.sync(meetingId)
    const first = await world.meeting(meetingId)
    expect(first).toMatchObject({ status: 'pending', reason: 'platform_unreachable', attempts: 1 })
    expect(first.nextAttemptAt?.getTime()).toBeGreaterThan(world.core.now().getTime())
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).attempts).toBe(1)
    await world.syncWhenDue(meetingId)
    await world.syncWhenDue(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', attempts: 0, reason: null })
    expect(world.liveEvents(provider)).toHaveLength(1)
    expect((await world.attempts(meetingId)).filter((text) => text === 'create unreachable')).toHaveLength(2)
  })

  it('is not asked before the time it named', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    const fault = {
      operation: 'google.events.insert',
      account: provider.email,
      kind: 'status',
      status: 429,
      headers: { 'Retry-After': '30' },
    } as const
    world.sandbox.faults.add(fault)
    const before = world.core.now().getTime()
    await world.sync(meetingId)
    const { nextAttemptAt, reason } = await world.meeting(meetingId)
    expect(reason).toBe('platform_rate_limited')
    expect(nextAttemptAt?.getTime()).toBeGreaterThanOrEqual(before + 30_000)
  })

  it('is tried at once when the provider asks for it', async () => {
    const provider = await world.addProvider()
    const { meetingId, sessionId } = await world.addSession(provider)
    world.sandbox.faults.add({
      operation: 'google.events.insert',
      account: provider.email,
      kind: 'status',
      status: 503,
    })
    await world.sync(meetingId)
    await retryMeeting(provider, { sessionId })
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    const stranger = await world.addUser('provider')
    await expect(retryMeeting(stranger, { sessionId })).rejects.toMatchObject({ code: 'meeting_not_found' })
  })

  it('that needs five looks to make a room ends ready', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    world.sandbox.google.setConferences({ account: provider.email, pendingReads: 5, outcome: 'success' })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'pending', reason: 'room_pending', joinUrl: null })
    for (let poll = 0; poll < 6; poll += 1)
      if ((await world.meeting(meetingId)).nextAttemptAt) await world.syncWhenDue(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(world.countCalls('google.events.insert', provider)).toBe(1)
  })

  it('that cannot make the room is asked three times more, then a person is', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    world.sandbox.google.setConferences({ account: provider.email, pendingReads: 0, outcome: 'failure' })
    await world.sync(meetingId)
    for (let round = 0; round < 10; round += 1)
      if ((await world.meeting(meetingId)).nextAttemptAt) await world.syncWhenDue(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({
      status: 'failed',
      reason: 'room_failed',
      nextAttemptAt: null,
    })
    expect(world.liveEvents(provider)).toHaveLength(1)
  })

  it('gets a new event when the old one was deleted by hand', async () => {
    const provider = await world.addProvider()
    const { meetingId, sessionId } = await world.addSession(provider)
    await world.sync(meetingId)
    const { externalId, joinUrl } = await world.meeting(meetingId)
    world.sandbox.google.deleteEvent({ account: provider.email, id: externalId ?? '' })
    await world.changeSession(sessionId, {
      startsAt: new Date('2026-12-04T10:00:00Z'),
      endsAt: new Date('2026-12-04T10:30:00Z'),
    })
    await world.sync(meetingId)
    const after = await world.meeting(meetingId)
    expect(after).toMatchObject({ status: 'ready', generation: 2 })
    expect(after.joinUrl).not.toBe(joinUrl)
    expect(world.liveEvents(provider)).toHaveLength(1)
  })
})

describe('a connection', () => {
  it('is refreshed once for many meetings that meet its expired token together', async () => {
    const provider = await world.addProvider()
    const wanted = await Promise.all(Array.from({ length: 10 }, () => world.addSession(provider)))
    world.sandbox.google.expireAccessTokens(provider.email)
    await Promise.all(wanted.map(({ meetingId }) => world.sync(meetingId)))
    for (const { meetingId } of wanted) expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(world.countCalls('google.token.refresh', provider)).toBe(1)
    expect(world.liveEvents(provider)).toHaveLength(10)
  })

  it('is refreshed before its token runs out', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    world.setNow(new Date(world.core.now().getTime() + 2 * 3_600_000))
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(world.countCalls('google.token.refresh', provider)).toBe(1)
    expect(world.countCalls('google.events.insert', provider)).toBe(1)
  })

  it('that was revoked blocks its meetings without a storm, and repairs them all when it is renewed', async () => {
    const provider = await world.addProvider()
    const wanted = await Promise.all(Array.from({ length: 6 }, () => world.addSession(provider)))
    world.sandbox.google.revokeGrant(provider.email)
    await Promise.all(wanted.map(({ meetingId }) => world.sync(meetingId)))
    for (const { meetingId } of wanted)
      expect(await world.meeting(meetingId)).toMatchObject({
        status: 'blocked',
        reason: 'connection_lost',
        nextAttemptAt: null,
      })
    expect((await connectionOf(provider.userId))?.status).toBe('revoked')
    expect(world.countCalls('google.token.refresh', provider)).toBe(1)

    const id = (await connectionOf(provider.userId))?.id
    expect(await world.connect(provider)).toMatchObject({ outcome: 'connected', repaired: 6 })
    await Promise.all(wanted.map(({ meetingId }) => world.sync(meetingId)))
    for (const { meetingId } of wanted) expect((await world.meeting(meetingId)).status).toBe('ready')
    expect((await connectionOf(provider.userId))?.id).toBe(id)
  })

  it('that comes back lets go of the rooms of sessions that were cancelled meanwhile', async () => {
    const provider = await world.addProvider()
    const { meetingId, sessionId } = await world.addSession(provider)
    await world.sync(meetingId)
    world.sandbox.google.revokeGrant(provider.email)
    await world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'customer' })
    await world.sync(meetingId)
    expect(world.liveEvents(provider)).toHaveLength(1)
    expect(await world.connect(provider)).toMatchObject({ outcome: 'connected', repaired: 0 })
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('cancelled')
    expect(world.liveEvents(provider)).toEqual([])
  })

  it('that never was blocks the meeting and names the reason', async () => {
    const provider = await world.addProvider({ isConnected: false })
    const { meetingId } = await world.addSession(provider)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'blocked', reason: 'connection_missing' })
  })
})
