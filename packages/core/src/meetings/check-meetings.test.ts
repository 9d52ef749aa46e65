import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { checkMeetings } from './check-meetings.ts'

let world: MeetingWorld

beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const HOUR = 3_600_000
const later = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))

/** A session whose room is ready, tomorrow at the same time. */
async function readyTomorrow() {
  const provider = await world.addProvider()
  const { meetingId, sessionId } = await world.addSession(provider)
  const startsAt = new Date(world.core.now().getTime() + 23 * HOUR)
  await world.changeSession(sessionId, { startsAt, endsAt: new Date(startsAt.getTime() + HOUR / 2) })
  await world.sync(meetingId)
  const { externalId, joinUrl } = await world.meeting(meetingId)
  return { provider, meetingId, startsAt, joinUrl, event: { account: provider.email, id: externalId ?? '' } }
}

it('makes a room anew that was deleted by hand, before anybody stands at a closed door', async () => {
  const { provider, meetingId, joinUrl, event } = await readyTomorrow()
  world.sandbox.google.deleteEvent(event)
  later(2 * HOUR)
  await checkMeetings(provider)
  await world.sync(meetingId)
  const after = await world.meeting(meetingId)
  expect(after).toMatchObject({ status: 'ready', generation: 2 })
  expect(after.joinUrl).not.toBe(joinUrl)
  expect(world.liveEvents(provider)).toHaveLength(1)
})

it('moves a room back that was moved by hand, and keeps its link', async () => {
  const { provider, meetingId, startsAt, joinUrl, event } = await readyTomorrow()
  const moved = (hours: number) => new Date(startsAt.getTime() + hours * HOUR).toISOString()
  world.sandbox.google.moveEvent({ ...event, startsAt: moved(3), endsAt: moved(3.5) })
  later(2 * HOUR)
  await checkMeetings(provider)
  await world.sync(meetingId)
  expect((await world.meeting(meetingId)).joinUrl).toBe(joinUrl)
  expect(world.liveEvents(provider).map(({ start }) => new Date(start.dateTime ?? ''))).toEqual([startsAt])
})

it('only looks where nothing differs, and not again for an hour', async () => {
  const { provider, meetingId } = await readyTomorrow()
  later(2 * HOUR)
  await checkMeetings(provider)
  await world.sync(meetingId)
  expect(world.countCalls('google.events.patch', provider)).toBe(0)
  const reads = world.countCalls('google.events.get', provider)
  await checkMeetings(provider)
  await world.sync(meetingId)
  expect(world.countCalls('google.events.get', provider)).toBe(reads)
  expect((await world.meeting(meetingId)).status).toBe('ready')
})
