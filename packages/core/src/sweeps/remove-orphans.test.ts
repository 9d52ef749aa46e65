import { randomUUID } from 'node:crypto'
import { auditEntries, connections, meetings } from '@foyer/db/schema'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withAccessToken } from '../connections/with-access-token.ts'
import { findLoadedMeeting } from '../meetings/load-meeting.ts'
import { meetingSpecOf } from '../meetings/meeting-spec.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { removeOrphans } from './remove-orphans.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>
const HOUR = 3_600_000
const later = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))
const change = (meetingId: string, values: Partial<typeof meetings.$inferInsert>) =>
  world.core.db.update(meetings).set(values).where(eq(meetings.id, meetingId))

/** A session whose link is there. */
async function ready() {
  const provider = await world.addProvider()
  const session = await world.addSession(provider)
  await world.sync(session.meetingId)
  return { provider, ...session }
}

/** Makes an event at Google as a worker would whose answer nobody waits for any more. */
async function makeEvent(provider: Provider, meetingId: string, values: { generation: number; as?: string }) {
  const loaded = await findLoadedMeeting(world.core.db, meetingId)
  const platform = world.core.platforms.google_meet
  if (!loaded?.connection || !platform) throw new Error('There is nothing to make an event for.')
  const spec = { ...meetingSpecOf(loaded, 'http://localhost:3000'), generation: values.generation }
  return withAccessToken(provider, platform, loaded.connection.id, (token) =>
    platform.createMeeting(token, { ...spec, meetingId: values.as ?? meetingId }),
  )
}

const idsOf = (provider: Provider) => world.liveEvents(provider).map(({ id }) => id)

it('removes a doubled room that a late answer left behind, once and in silence, and keeps the one that is used', async () => {
  const { provider, meetingId } = await ready()
  await change(meetingId, { generation: 2, externalId: null, syncedVersion: 0, status: 'pending', joinUrl: null })
  await world.sync(meetingId)
  const { externalId } = await world.meeting(meetingId)
  expect(idsOf(provider)).toHaveLength(2)
  expect(await removeOrphans(provider)).toBe(1)
  expect(idsOf(provider)).toEqual([externalId])
  expect(world.sandbox.calls.list({ operation: 'google.events.delete', account: provider.email })).toMatchObject([
    { query: { sendUpdates: 'none' } },
  ])
  const entry = and(eq(auditEntries.subjectId, meetingId), eq(auditEntries.action, 'meeting.remove_orphan'))
  expect(await world.core.db.$count(auditEntries, entry)).toBe(1)
})

it('removes a room that was made after its session had been cancelled', async () => {
  const { provider, meetingId, sessionId } = await ready()
  await world.changeSession(sessionId, { status: 'cancelled' })
  await world.sync(meetingId)
  await change(meetingId, { generation: 2 })
  await makeEvent(provider, meetingId, { generation: 2 })
  expect([await removeOrphans(provider), idsOf(provider)]).toEqual([1, []])
})

it('leaves alone what the provider made, what another installation made, and what may be being made now', async () => {
  const { provider, meetingId } = await ready()
  world.sandbox.google.addEvent({
    account: provider.email,
    startsAt: '2026-12-01T09:00:00Z',
    endsAt: '2026-12-01T10:00:00Z',
  })
  await makeEvent(provider, meetingId, { generation: 1, as: randomUUID() })
  await change(meetingId, { generation: 2, externalId: null, outcomeUnknown: true })
  expect([await removeOrphans(provider), idsOf(provider).length]).toEqual([0, 3])
})

it('leaves a meeting alone that a worker holds, and looks again the next day', async () => {
  const { provider, meetingId } = await ready()
  await makeEvent(provider, meetingId, { generation: 2 })
  const current = await makeEvent(provider, meetingId, { generation: 3 })
  const claimedUntil = new Date(world.core.now().getTime() + HOUR)
  await change(meetingId, { generation: 3, externalId: current.externalId, claimedUntil })
  expect(await removeOrphans(provider)).toBe(0)
  later(2 * HOUR)
  expect([await removeOrphans(provider), world.countCalls('google.events.list', provider)]).toEqual([0, 1])
  later(24 * HOUR)
  await removeOrphans(provider)
  expect(idsOf(provider)).toEqual([current.externalId])
})

it('looks an account through as soon as it was connected again', async () => {
  const { provider, meetingId } = await ready()
  expect(await removeOrphans(provider)).toBe(0)
  const late = await makeEvent(provider, meetingId, { generation: 2 })
  await change(meetingId, { generation: 2, externalId: late.externalId })
  expect(await removeOrphans(provider)).toBe(0)
  await world.connect(provider)
  expect([await removeOrphans(provider), idsOf(provider)]).toEqual([1, [late.externalId]])
})

it('asks a platform that did not answer again after an hour, and an account in trouble not at all', async () => {
  const provider = await world.addProvider()
  const account = provider.email
  world.sandbox.faults.add({ operation: 'google.events.list', account, kind: 'status', status: 503 })
  const listings = async () => {
    await removeOrphans(provider)
    return world.countCalls('google.events.list', provider)
  }
  expect([await listings(), await listings()]).toEqual([1, 1])
  later(HOUR)
  expect([await listings(), await listings()]).toEqual([2, 2])
  later(24 * HOUR)
  const mine = eq(connections.userId, provider.userId)
  await world.core.db.update(connections).set({ status: 'degraded' }).where(mine)
  expect(await listings()).toBe(2)
})
