import { auditEntries } from '@foyer/db/schema'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getSession } from '../sessions/get-session.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { retryMeeting } from './retry-meeting.ts'

let world: MeetingWorld

beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

describe('trying one session again', () => {
  it('starts what failed or waits, and an update that a working link still needs', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId } = await world.addSession(provider)
    world.sandbox.google.setConferences({ account: provider.email, pendingReads: 0, outcome: 'failure' })
    while ((await world.meeting(meetingId)).status !== 'failed') await world.syncWhenDue(meetingId)
    world.sandbox.google.setConferences({ account: provider.email, pendingReads: 0, outcome: 'success' })
    await retryMeeting(provider, { sessionId })
    await world.sync(meetingId)
    while ((await world.meeting(meetingId)).status !== 'ready') await world.syncWhenDue(meetingId)
    world.sandbox.faults.add({ operation: 'google.events.patch', account: provider.email, kind: 'status', status: 503 })
    const { endsAt } = await getSession(provider, { id: sessionId })
    await world.changeSession(sessionId, { endsAt: new Date(Date.parse(endsAt) + 60_000) })
    await world.sync(meetingId)
    const waiting = await world.meeting(meetingId)
    expect(waiting).toMatchObject({ status: 'ready', reason: 'platform_unreachable' })
    await retryMeeting(await world.addUser('admin'), { sessionId })
    expect((await world.meeting(meetingId)).desiredVersion).toBe(waiting.desiredVersion + 1)
    await world.sync(meetingId)
    const [event] = world.liveEvents(provider)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', reason: null, nextAttemptAt: null })
    expect(Date.parse(event?.end.dateTime ?? '')).toBe(Date.parse(endsAt) + 60_000)
    const retries = await world.core.db
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.subjectId, meetingId), eq(auditEntries.action, 'meeting.retry')))
    expect(retries).toHaveLength(2)
  })
})
