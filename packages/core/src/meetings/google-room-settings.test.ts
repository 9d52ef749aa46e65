import { connections, sessions } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { updateService } from '../services/update-service.ts'
import { getSession } from '../sessions/get-session.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

const SETTINGS_SCOPE = 'https://www.googleapis.com/auth/meetings.space.settings'
const WISHES = { waitingRoom: true, recording: true }

const allow = (provider: Provider) => world.connect(provider, undefined, 'google_meet', ['room_settings'])

/** A session whose room is ready, of a service that asks for a waiting room and a recording. */
async function addRoom({ isAllowed }: { isAllowed: boolean }) {
  const provider = await world.addProvider({ isConnected: !isAllowed })
  if (isAllowed) await allow(provider)
  const { sessionId, meetingId } = await world.addSession(provider)
  const [session] = await world.core.db.select().from(sessions).where(eq(sessions.id, sessionId))
  await updateService(provider, { id: session?.serviceId ?? '', meetingSettings: WISHES })
  return { provider, sessionId, meetingId }
}

function spaceOf(provider: Provider) {
  const [event] = world.liveEvents(provider)
  return world.sandbox.google.spaceOf({ account: provider.email, id: event?.id ?? '' })
}

async function dropped(provider: Provider, sessionId: string) {
  const { meeting } = await getSession(provider, { id: sessionId })
  return meeting?.droppedSettings.map(({ setting }) => setting)
}

const calls = (provider: Provider) =>
  ['get', 'patch'].map((call) => world.countCalls(`google.spaces.${call}`, provider))

it('asks Google for nothing without the permission, says what is missing, and makes up for it once it is given', async () => {
  const { provider, sessionId, meetingId } = await addRoom({ isAllowed: false })
  await world.sync(meetingId)
  expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', syncedVersion: 2 })
  expect(await dropped(provider, sessionId)).toEqual(['waitingRoom', 'recording'])
  expect(calls(provider)).toEqual([0, 0])
  expect(await allow(provider)).toMatchObject({ allowed: ['room_settings'] })
  await world.sync(meetingId)
  expect(await dropped(provider, sessionId)).toEqual([])
  expect(spaceOf(provider)).toMatchObject({ accessType: 'RESTRICTED', recording: 'ON' })
})

it('tells what the plan lacks, and does not ask for it again', async () => {
  const { provider, sessionId, meetingId } = await addRoom({ isAllowed: true })
  world.sandbox.google.setMeetLicence({ account: provider.email, licence: 'free' })
  await world.sync(meetingId)
  expect(await dropped(provider, sessionId)).toEqual(['recording'])
  expect(spaceOf(provider)).toMatchObject({ accessType: 'RESTRICTED', recording: 'OFF' })
  await world.changeSession(sessionId, { timeZone: 'Europe/Berlin' })
  await world.sync(meetingId)
  expect(calls(provider)).toEqual([2, 1])
})

it('gives the link while the settings fail, says nothing of them yet, and asks again later', async () => {
  const { provider, sessionId, meetingId } = await addRoom({ isAllowed: true })
  world.sandbox.faults.add({ operation: 'google.spaces.get', account: provider.email, kind: 'status', status: 503 })
  await world.sync(meetingId)
  const { joinUrl, nextAttemptAt, ...first } = await world.meeting(meetingId)
  expect(first).toMatchObject({ status: 'ready', reason: null, droppedSettings: [] })
  expect(joinUrl).toMatch(/^https:/)
  expect(nextAttemptAt?.getTime()).toBe(world.core.now().getTime() + 5 * 60_000)
  await world.syncWhenDue(meetingId)
  expect(await world.meeting(meetingId)).toMatchObject({
    status: 'ready',
    joinUrl,
    nextAttemptAt: null,
    syncedVersion: 2,
  })
  expect(await dropped(provider, sessionId)).toEqual([])
  expect(spaceOf(provider)).toMatchObject({ accessType: 'RESTRICTED', recording: 'ON' })
})

it('sets the room up that is found after a lost answer', async () => {
  const { provider, meetingId } = await addRoom({ isAllowed: true })
  world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, kind: 'drop_after' })
  await world.sync(meetingId)
  await world.syncWhenDue(meetingId)
  expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', syncedVersion: 2, nextAttemptAt: null })
  expect(spaceOf(provider)).toMatchObject({ accessType: 'RESTRICTED', recording: 'ON' })
})

it('notices that the permission was taken back, keeps the link and the connection', async () => {
  const { provider, sessionId, meetingId } = await addRoom({ isAllowed: true })
  world.sandbox.google.withdrawScope({ account: provider.email, scope: SETTINGS_SCOPE })
  await world.sync(meetingId)
  expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', nextAttemptAt: null })
  expect(await dropped(provider, sessionId)).toEqual(['waitingRoom', 'recording'])
  const [connection] = await world.core.db.select().from(connections).where(eq(connections.userId, provider.userId))
  expect(connection).toMatchObject({ status: 'connected', lostPermissions: ['room_settings'] })
})
