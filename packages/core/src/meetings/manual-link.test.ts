import { auditEntries, meetings } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { ClaimLost, writeMeeting } from './claim-meeting.ts'
import { removeManualLink } from './remove-manual-link.ts'
import { setManualLink } from './set-manual-link.ts'

let world: MeetingWorld

beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const joinUrl = 'https://rooms.example/ana'
const other = 'https://rooms.example/other'

describe('a link set by hand', () => {
  it('is there at once where none could be made, and stays when the session moves', async () => {
    const provider = await world.addProvider({ isConnected: false })
    const { sessionId, meetingId } = await world.addSession(provider)
    await world.sync(meetingId)
    await setManualLink(provider, { sessionId, joinUrl })
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', source: 'manual', joinUrl, reason: null })
    await world.changeSession(sessionId, { endsAt: new Date('2026-12-02T10:30:00Z') })
    await world.connect(provider)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl, nextAttemptAt: null })
    expect(world.liveEvents(provider)).toEqual([])
    const audit = await world.core.db.select().from(auditEntries).where(eq(auditEntries.subjectId, meetingId))
    expect(audit.map(({ action }) => action)).toContain('meeting.set_manual_link')
    expect(JSON.stringify(audit)).not.toContain('rooms.example')
  })

  it('takes the place of the link at the platform, which is removed there', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId } = await world.addSession(provider)
    await world.sync(meetingId)
    await setManualLink(provider, { sessionId, joinUrl })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl, externalId: null })
    expect(world.liveEvents(provider)).toEqual([])
    await setManualLink(provider, { sessionId, joinUrl: other })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl: other })
    expect(world.countCalls('google.events.delete', provider)).toBe(1)
  })

  it('goes with its session when that is cancelled', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId } = await world.addSession(provider)
    await world.sync(meetingId)
    await setManualLink(provider, { sessionId, joinUrl })
    await world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'provider' })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'cancelled', joinUrl: null })
    expect(world.liveEvents(provider)).toEqual([])
    await expect(setManualLink(provider, { sessionId, joinUrl })).rejects.toMatchObject({ code: 'session_over' })
  })

  it('is not written over by a worker that was making the room, and what that made is removed', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId } = await world.addSession(provider)
    world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, kind: 'drop_after' })
    await world.sync(meetingId)
    const claimedUntil = new Date(world.core.now().getTime() + 1000)
    await world.core.db.update(meetings).set({ claimedUntil }).where(eq(meetings.id, meetingId))
    const { attemptEpoch } = await world.meeting(meetingId)
    await setManualLink(provider, { sessionId, joinUrl })
    const late = writeMeeting(
      world.core.db,
      { meetingId, providerId: provider.userId, epoch: attemptEpoch },
      { joinUrl: other },
    )
    await expect(late).rejects.toThrow(ClaimLost)
    await world.sync(meetingId)
    expect(world.liveEvents(provider)).toHaveLength(1)
    world.setNow((await world.meeting(meetingId)).claimedUntil ?? claimedUntil)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl, outcomeUnknown: false })
    expect(world.liveEvents(provider)).toEqual([])
  })

  it('stays while the old room cannot be removed, and a renewed permission removes it', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId } = await world.addSession(provider)
    await world.sync(meetingId)
    world.sandbox.google.revokeGrant(provider.email)
    await setManualLink(provider, { sessionId, joinUrl })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl })
    expect(world.liveEvents(provider)).toHaveLength(1)
    expect(await world.connect(provider)).toMatchObject({ outcome: 'connected', repaired: 0 })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl, reason: null })
    expect(world.liveEvents(provider)).toEqual([])
  })

  it('is for the provider of the session and admins only', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId } = await world.addSession(provider)
    for (const stranger of [await world.addUser('provider'), await world.addUser('customer')]) {
      await expect(setManualLink(stranger, { sessionId, joinUrl })).rejects.toMatchObject({ code: 'meeting_not_found' })
      await expect(removeManualLink(stranger, { sessionId })).rejects.toMatchObject({ code: 'meeting_not_found' })
    }
    await setManualLink(await world.addUser('admin'), { sessionId, joinUrl })
    expect((await world.meeting(meetingId)).source).toBe('manual')
  })
})

describe('a session given back to its platform', () => {
  it('gets one new link there, whether or not the old room was removed yet', async () => {
    const provider = await world.addProvider()
    for (const isRemoved of [true, false]) {
      const { sessionId, meetingId } = await world.addSession(provider)
      await world.sync(meetingId)
      const before = world.liveEvents(provider).length
      await setManualLink(provider, { sessionId, joinUrl })
      if (isRemoved) await world.sync(meetingId)
      await removeManualLink(provider, { sessionId })
      expect(await world.meeting(meetingId)).toMatchObject({ status: 'pending', joinUrl: null })
      await world.sync(meetingId)
      const meeting = await world.meeting(meetingId)
      expect(meeting).toMatchObject({ status: 'ready', source: 'platform', reason: null })
      expect(world.liveEvents(provider)).toHaveLength(before)
      expect(world.liveEvents(provider)).toContainEqual(expect.objectContaining({ hangoutLink: meeting.joinUrl }))
    }
  })
})
