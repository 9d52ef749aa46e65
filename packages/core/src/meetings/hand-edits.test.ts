import { notifications } from '@foyer/db/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { updateAccount } from '../accounts/update-account.ts'
import { actAs } from '../context.ts'
import { findNoticeStates } from '../notifications/notice-states.ts'
import { sendNotificationMail } from '../notifications/send-notification-mail.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { checkMeetings } from './check-meetings.ts'
import { repairMyMeetings } from './repair-my-meetings.ts'
import { retryMeeting } from './retry-meeting.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const HOUR = 3_600_000
const later = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))

/** The room of somebody who wants to be asked, for a session tomorrow; time passes until it is looked at again. */
async function askedTomorrow() {
  const provider = await world.addProvider()
  await updateAccount(provider, { handEdits: 'ask' })
  const session = await world.addSession(provider)
  const startsAt = new Date(world.core.now().getTime() + 23 * HOUR)
  await world.changeSession(session.sessionId, { startsAt, endsAt: new Date(startsAt.getTime() + HOUR / 2) })
  await world.sync(session.meetingId)
  const { externalId, joinUrl } = await world.meeting(session.meetingId)
  const event = { account: provider.email, id: externalId ?? '' }
  const writes = () =>
    ['insert', 'patch', 'delete'].map((write) => world.countCalls(`google.events.${write}`, provider))
  const before = writes()
  const check = async () => {
    later(2 * HOUR)
    await checkMeetings(provider)
    await world.sync(session.meetingId)
    return world.meeting(session.meetingId)
  }
  const move = (hours: number) => {
    const at = (more: number) => new Date(startsAt.getTime() + (hours + more) * HOUR).toISOString()
    world.sandbox.google.moveEvent({ ...event, startsAt: at(0), endsAt: at(0.5) })
    return new Date(startsAt.getTime() + hours * HOUR)
  }
  const wasWritten = () => writes().join() !== before.join()
  return { provider, ...session, startsAt, joinUrl, event, check, move, wasWritten }
}

type Asked = Awaited<ReturnType<typeof askedTomorrow>>
const told = () => world.core.db.select().from(notifications).orderBy(notifications.createdAt)
const questionsTo = async ({ provider }: Asked) =>
  (await told()).filter(({ userId, kind }) => userId === provider.userId && kind === 'changed_by_hand')

describe('a provider who wants to be asked', () => {
  it('finds the room that they removed gone, is asked once, and nobody else is told or written to', async () => {
    const room = await askedTomorrow()
    world.sandbox.google.deleteEvent(room.event)
    const gone = { status: 'blocked', reason: 'removed_by_hand', joinUrl: null, nextAttemptAt: null }
    expect(await room.check()).toMatchObject(gone)
    expect(await room.check()).toMatchObject(gone)
    expect(room.wasWritten()).toBe(false)
    expect(await questionsTo(room)).toMatchObject([{ title: expect.stringContaining('was removed at Google') }])
    expect((await told()).filter(({ data }) => data.sessionId === room.sessionId)).toHaveLength(1)
  })

  it('gets a room again by putting it back, and customers one message about the new link', async () => {
    const room = await askedTomorrow()
    world.sandbox.google.deleteEvent(room.event)
    await room.check()
    await repairMyMeetings(room.provider)
    await world.sync(room.meetingId)
    expect(await world.meeting(room.meetingId)).toMatchObject({ status: 'blocked' })
    await retryMeeting(room.provider, { sessionId: room.sessionId })
    await world.sync(room.meetingId)
    const { joinUrl, status } = await world.meeting(room.meetingId)
    expect([status, joinUrl === room.joinUrl, world.liveEvents(room.provider).length]).toEqual(['ready', false, 1])
    const changed = (await told()).filter(
      ({ kind, data, userId }) =>
        kind === 'link_changed' && data.sessionId === room.sessionId && userId !== room.provider.userId,
    )
    expect(changed).toHaveLength(1)
  })

  it('finds a room that was moved with its link as it was, until it is put back or moved back', async () => {
    const room = await askedTomorrow()
    const foundStartsAt = room.move(3)
    const moved = { status: 'ready', reason: 'moved_by_hand', joinUrl: room.joinUrl, foundStartsAt }
    expect(await room.check()).toMatchObject(moved)
    expect(await room.check()).toMatchObject(moved)
    expect([room.wasWritten(), (await questionsTo(room)).length]).toEqual([false, 1])
    room.move(0)
    expect(await room.check()).toMatchObject({ status: 'ready', reason: null, foundStartsAt: null })
    room.move(5)
    expect(await room.check()).toMatchObject({ reason: 'moved_by_hand' })
    expect(await questionsTo(room)).toHaveLength(2)
    await retryMeeting(room.provider, { sessionId: room.sessionId })
    await world.sync(room.meetingId)
    expect(await world.meeting(room.meetingId)).toMatchObject({ reason: null, joinUrl: room.joinUrl })
    expect(world.liveEvents(room.provider).map(({ start }) => new Date(start.dateTime ?? ''))).toEqual([room.startsAt])
  })

  it('moves the session to where the event is, and nothing is left to ask', async () => {
    const room = await askedTomorrow()
    const startsAt = room.move(4)
    await room.check()
    await world.changeSession(room.sessionId, { startsAt, endsAt: new Date(startsAt.getTime() + HOUR / 2) })
    await world.sync(room.meetingId)
    expect(await world.meeting(room.meetingId)).toMatchObject({ status: 'ready', reason: null, joinUrl: room.joinUrl })
    expect(room.wasWritten()).toBe(false)
  })

  it('is asked when only the conference was taken off the event, and gets it on the same event again', async () => {
    const room = await askedTomorrow()
    world.sandbox.google.removeConference(room.event)
    expect(await room.check()).toMatchObject({ status: 'blocked', reason: 'removed_by_hand', joinUrl: null })
    expect(room.wasWritten()).toBe(false)
    await retryMeeting(room.provider, { sessionId: room.sessionId })
    await world.sync(room.meetingId)
    expect(await world.meeting(room.meetingId)).toMatchObject({ status: 'ready', externalId: room.event.id })
  })

  it('has everything put back that waits for an answer by not wanting to be asked any more', async () => {
    const [removed, moved] = [await askedTomorrow(), await askedTomorrow()]
    world.sandbox.google.deleteEvent(removed.event)
    await removed.check()
    await updateAccount(removed.provider, { handEdits: 'repair' })
    await world.sync(removed.meetingId)
    expect(await world.meeting(removed.meetingId)).toMatchObject({ status: 'ready', reason: null })
    moved.move(2)
    await moved.check()
    await updateAccount(moved.provider, { handEdits: 'repair' })
    await world.sync(moved.meetingId)
    expect(await world.meeting(moved.meetingId)).toMatchObject({ status: 'ready', reason: null })
  })

  it('keeps the link while the platform cannot be looked at', async () => {
    const room = await askedTomorrow()
    world.sandbox.faults.add({
      operation: 'google.events.get',
      account: room.provider.email,
      kind: 'status',
      status: 503,
    })
    expect(await room.check()).toMatchObject({ status: 'ready', joinUrl: room.joinUrl, checkDue: true })
    await world.syncWhenDue(room.meetingId)
    expect(await world.meeting(room.meetingId)).toMatchObject({ status: 'ready', reason: null, checkDue: false })
    world.sandbox.faults.add({
      operation: 'google.events.get',
      account: room.provider.email,
      kind: 'status',
      status: 403,
      reason: 'forbidden',
    })
    expect(await room.check()).toMatchObject({ status: 'ready', joinUrl: room.joinUrl, checkDue: false })
  })
})

it('asks by mail as well, as long as the question stands', async () => {
  const mailer = { send: (mail: { text: string }) => Promise.resolve(void mails.push(mail.text)) }
  const mails: string[] = []
  const room = await askedTomorrow()
  world.sandbox.google.deleteEvent(room.event)
  await room.check()
  const [question] = await questionsTo(room)
  if (!question) throw new Error('Nobody was asked.')
  const states = async () => [...(await findNoticeStates(room.provider, [question])).values()]
  expect(await states()).toEqual(['open'])
  const core = { ...actAs(world.core, { kind: 'system' }), mailer }
  await sendNotificationMail(core, { notificationId: question.id })
  expect(mails).toMatchObject([expect.stringMatching(/was removed at Google.*nothing was done.*\/sessions\//s)])
  await retryMeeting(room.provider, { sessionId: room.sessionId })
  await world.sync(room.meetingId)
  expect(await states()).toEqual(['settled'])
})
