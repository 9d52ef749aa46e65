import { auditEntries, meetings, notifications } from '@foyer/db/schema'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkMeetings } from '../meetings/check-meetings.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { settle } from '../testing/settle.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

async function withReadySession() {
  const provider = await world.addProvider()
  const session = await world.addSession(provider)
  await settle(world)
  return { provider, ...session, before: await world.meeting(session.meetingId) }
}

async function oneReadyLink(provider: Provider, meetingId: string) {
  const meeting = await world.meeting(meetingId)
  expect(meeting).toMatchObject({ status: 'ready', reason: null, outcomeUnknown: false, nextAttemptAt: null })
  expect(world.liveEvents(provider)).toMatchObject([{ id: meeting.externalId, hangoutLink: meeting.joinUrl }])
  return meeting
}

const moved = { startsAt: new Date('2026-12-02T10:00:00Z'), endsAt: new Date('2026-12-02T10:30:00Z') }

describe('a room that the platform is still making', () => {
  it.for([1, 5, 12, 20])('is shown as pending for %i looks, and then has its link', async (pendingReads) => {
    const provider = await world.addProvider()
    world.sandbox.google.setConferences({ account: provider.email, pendingReads, outcome: 'success' })
    const { meetingId } = await world.addSession(provider)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'pending', reason: 'room_pending', joinUrl: null })
    await settle(world)
    expect(await oneReadyLink(provider, meetingId)).toMatchObject({ roomAttempt: 0, polls: 0 })
    expect(world.countCalls('google.events.insert', provider)).toBe(1)
  })

  it.for([1, 20])(
    'and fails after %i looks is asked for anew, and never called ready without a link',
    async (pendingReads) => {
      const provider = await world.addProvider()
      world.sandbox.google.setConferences({ account: provider.email, pendingReads, outcome: 'failure' })
      const { meetingId } = await world.addSession(provider)
      await world.sync(meetingId)
      for (let look = 0; look <= pendingReads; look += 1) {
        expect(await world.meeting(meetingId)).toMatchObject({ status: 'pending', joinUrl: null })
        await world.syncWhenDue(meetingId)
      }
      expect(await world.meeting(meetingId)).toMatchObject({ status: 'pending', reason: 'room_failed', roomAttempt: 1 })
      world.sandbox.google.setConferences({ account: provider.email, pendingReads: 0, outcome: 'success' })
      await settle(world)
      await oneReadyLink(provider, meetingId)
    },
  )
})

describe('an id that is taken at the platform', () => {
  it('is ours: the event behind it is adopted and brought in line', async () => {
    const { provider, meetingId, before } = await withReadySession()
    // As after a restore of an older copy of the database: the row knows nothing of its event.
    const forgotten = {
      status: 'pending',
      externalId: null,
      joinUrl: null,
      syncedVersion: 0,
      outcomeUnknown: false,
    } as const
    await world.core.db.update(meetings).set(forgotten).where(eq(meetings.id, meetingId))
    await world.sync(meetingId)
    expect(await oneReadyLink(provider, meetingId)).toMatchObject({ joinUrl: before.joinUrl, generation: 1 })
  })

  it.for(['a removed event', 'an event of somebody else'])(
    'by %s: the next one is used, and that event left alone',
    async (taken) => {
      const provider = await world.addProvider()
      const { meetingId } = await world.addSession(provider)
      const id = `${meetingId.replaceAll('-', '')}g1`
      const { email: account } = provider
      world.sandbox.google.addEvent({ account, id, startsAt: '2026-12-01T12:00:00Z', endsAt: '2026-12-01T13:00:00Z' })
      if (taken === 'a removed event') world.sandbox.google.deleteEvent({ account, id })
      const untouched = () => world.sandbox.google.events(account).find((event) => event.id === id)
      const before = untouched()
      await world.sync(meetingId)
      const meeting = await world.meeting(meetingId)
      expect(meeting).toMatchObject({ status: 'ready', generation: 2, externalId: id.replace(/1$/, '2') })
      expect(untouched()).toEqual(before)
      expect(world.liveEvents(provider).filter((event) => event.id !== id)).toMatchObject([
        { hangoutLink: meeting.joinUrl },
      ])
    },
  )
})

describe('an event that is not there any more', () => {
  it.for([404, 410])('counts as removed when its removal is answered with %i', async (status) => {
    const { provider, meetingId, sessionId } = await withReadySession()
    world.sandbox.faults.add({
      operation: 'google.events.delete',
      account: provider.email,
      kind: 'status',
      status,
      committed: true,
    })
    await world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'provider' })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'cancelled', joinUrl: null, nextAttemptAt: null })
    expect(world.countCalls('google.events.delete', provider)).toBe(1)
    expect(world.liveEvents(provider)).toEqual([])
  })

  it('is made anew when a change of it is answered with 404 and its id is not found either', async () => {
    const { provider, meetingId, sessionId } = await withReadySession()
    const lost = { account: provider.email, kind: 'status', status: 404, reason: 'notFound', times: 2 } as const
    world.sandbox.google.deleteEvent({ account: provider.email, id: (await world.meeting(meetingId)).externalId ?? '' })
    world.sandbox.faults.add({ ...lost, operation: 'google.events.get' })
    await world.changeSession(sessionId, moved)
    await settle(world)
    expect(await oneReadyLink(provider, meetingId)).toMatchObject({ generation: 2 })
    expect(world.liveEvents(provider)).toMatchObject([{ start: { dateTime: '2026-12-02T10:00:00Z' } }])
  })

  it('is not doubled when the 404 was only a copy of the calendar that had not heard of it yet', async () => {
    const { provider, meetingId, sessionId, before } = await withReadySession()
    const unseen = { operation: 'google.events.get', account: provider.email, kind: 'status', status: 404 } as const
    world.sandbox.faults.add({ ...unseen, reason: 'notFound' })
    await world.changeSession(sessionId, moved)
    await settle(world)
    expect(await oneReadyLink(provider, meetingId)).toMatchObject({ generation: 1, joinUrl: before.joinUrl })
  })
})

describe('what was changed by hand in the calendar', () => {
  /** An hour before the start rooms are compared every ten minutes. */
  async function comeNear(sessionId: string) {
    const now = world.core.now().getTime()
    await world.changeSession(sessionId, { startsAt: new Date(now + 3_000_000), endsAt: new Date(now + 4_800_000) })
    await settle(world)
    world.setNow(new Date(now + 11 * 60_000))
  }

  const toldOf = async (sessionId: string) =>
    (
      await world.core.db
        .select({ userId: notifications.userId })
        .from(notifications)
        .where(and(eq(notifications.kind, 'link_changed'), eq(notifications.path, `/sessions/${sessionId}`)))
    ).length

  it('is put right where the room was deleted, moved, or taken out of its event, and people hear once of a new link', async () => {
    const [deleted, shifted, emptied] = [await withReadySession(), await withReadySession(), await withReadySession()]
    for (const { sessionId } of [deleted, shifted, emptied]) await comeNear(sessionId)
    const where = ({ provider, before }: typeof deleted) => ({ account: provider.email, id: before.externalId ?? '' })
    world.sandbox.google.deleteEvent(where(deleted))
    world.sandbox.google.moveEvent({
      ...where(shifted),
      startsAt: '2026-12-24T10:00:00Z',
      endsAt: '2026-12-24T10:30:00Z',
    })
    world.sandbox.google.removeConference(where(emptied))
    for (let round = 0; round < 3; round += 1) {
      await checkMeetings(deleted.provider)
      await settle(world)
    }
    for (const one of [deleted, shifted, emptied]) {
      const meeting = await oneReadyLink(one.provider, one.meetingId)
      expect(meeting.joinUrl === one.before.joinUrl).toBe(one === shifted)
      expect(await toldOf(one.sessionId)).toBe(one === shifted ? 0 : 2)
      const [event] = world.liveEvents(one.provider)
      const [audited] = await world.core.db
        .select({ id: auditEntries.id })
        .from(auditEntries)
        .where(eq(auditEntries.subjectId, one.meetingId))
      expect(audited).toBeDefined()
      expect(new Date(event?.start.dateTime ?? '').getTime()).toBeLessThan(new Date('2026-12-20T00:00:00Z').getTime())
    }
  })
})
