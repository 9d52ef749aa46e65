import { bookings, services, sessions } from '@foyer/db/schema'
import type { MeetingSettings } from '@foyer/shared/meeting-settings'
import { VARIABLE_NAMES } from '@foyer/shared/meeting-template'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getService } from '../services/get-service.ts'
import { updateService } from '../services/update-service.ts'
import { getSession } from '../sessions/get-session.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld({}, ['google_meet', 'zoom'])
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

/** A provider at Zoom, on the free plan or a paid one, with one session whose room is ready. */
async function addRoom(plan: 1 | 2 = 2) {
  const provider = await world.addProvider({ isConnected: false })
  world.sandbox.zoom.addAccount({ email: provider.email, plan })
  await world.connect(provider, undefined, 'zoom')
  const { sessionId, meetingId } = await world.addSession(provider, 'zoom')
  await world.sync(meetingId)
  const [session] = await world.core.db.select().from(sessions).where(eq(sessions.id, sessionId))
  return { provider, sessionId, meetingId, serviceId: session?.serviceId ?? '' }
}

const settingsAtZoom = ({ email }: Provider) => world.sandbox.zoom.meetings(email).at(-1)?.settings
const patches = (provider: Provider) => world.countCalls('zoom.meetings.patch', provider)

it('brings coming rooms in line with what their service asks for, and writes nothing that is so already', async () => {
  const { provider, serviceId, meetingId } = await addRoom()
  const meetingSettings: MeetingSettings = { joinBeforeHost: true, recording: true }
  await updateService(provider, { id: serviceId, meetingSettings })
  await world.sync(meetingId)
  expect(settingsAtZoom(provider)).toMatchObject({
    join_before_host: true,
    auto_recording: 'cloud',
    waiting_room: true,
  })
  expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', droppedSettings: [] })
  await updateService(provider, { id: serviceId, meetingSettings, title: 'Another title' })
  await world.sync(meetingId)
  expect(patches(provider)).toBe(1)
})

it('tells the provider what the plan dropped, asks no more for it, and asks again when it is saved again', async () => {
  const { provider, sessionId, serviceId, meetingId } = await addRoom(1)
  const meetingSettings: MeetingSettings = { muteOnEntry: true, recording: true }
  await updateService(provider, { id: serviceId, meetingSettings })
  await world.sync(meetingId)
  const dropped = async () => (await getSession(provider, { id: sessionId })).meeting?.droppedSettings
  expect(await dropped()).toEqual([{ setting: 'recording', wanted: true }])
  expect(await getService(provider, { id: serviceId })).toMatchObject({ settings: { droppedSettings: ['recording'] } })
  expect(settingsAtZoom(provider)).toMatchObject({ mute_upon_entry: true, auto_recording: 'none' })

  await world.changeSession(sessionId, { timeZone: 'Europe/Berlin' })
  await world.sync(meetingId)
  expect(patches(provider)).toBe(1)
  expect(await dropped()).toEqual([{ setting: 'recording', wanted: true }])

  world.sandbox.zoom.addAccount({ email: provider.email, plan: 2 })
  await updateService(provider, { id: serviceId, meetingSettings })
  await world.sync(meetingId)
  expect(await dropped()).toEqual([])
  expect(settingsAtZoom(provider)).toMatchObject({ auto_recording: 'cloud' })
})

it('asks again for what was dropped when the account is connected anew', async () => {
  const { provider, serviceId, meetingId } = await addRoom(1)
  await updateService(provider, { id: serviceId, meetingSettings: { recording: true } })
  await world.sync(meetingId)
  world.sandbox.zoom.addAccount({ email: provider.email, plan: 2 })
  await world.connect(provider, undefined, 'zoom')
  await world.sync(meetingId)
  expect(settingsAtZoom(provider)).toMatchObject({ auto_recording: 'cloud' })
  expect(await world.meeting(meetingId)).toMatchObject({ droppedSettings: [] })
})

it('shows a customer nothing of it', async () => {
  const { provider, sessionId, serviceId, meetingId } = await addRoom(1)
  await updateService(provider, { id: serviceId, meetingSettings: { recording: true } })
  await world.sync(meetingId)
  const [customer] = (await getSession(provider, { id: sessionId })).customers
  const reader = { ...world.core, actor: { kind: 'customer', userId: customer?.id ?? '' } } as const
  expect((await getSession(reader, { id: sessionId })).meeting).toMatchObject({ droppedSettings: [] })
  expect(await getService(reader, { id: serviceId })).toMatchObject({ settings: null })
})

it('says of a room elsewhere what it could not take along', async () => {
  const { provider, serviceId, meetingId } = await addRoom()
  await world.connect(provider)
  await world.core.db
    .update(services)
    .set({ meetingSettings: { muteOnEntry: true, joinBeforeHost: false } })
    .where(eq(services.id, serviceId))
  const { sessionId } = await world.addSession(provider)
  await world.core.db.update(sessions).set({ serviceId }).where(eq(sessions.id, sessionId))
  const other = (await getSession(provider, { id: sessionId })).meeting
  expect(other?.platform).toBe('google_meet')
  const [elsewhere] = await world.core.db.query.meetings.findMany({ where: (row) => eq(row.sessionId, sessionId) })
  await world.sync(elsewhere?.id ?? '')
  expect(await world.meeting(elsewhere?.id ?? '')).toMatchObject({ status: 'ready', droppedSettings: ['muteOnEntry'] })
  expect(await world.meeting(meetingId)).toMatchObject({ droppedSettings: [] })
})

it('refuses a setting that the platform does not have, and keeps those that a new platform lacks', async () => {
  const { provider, serviceId } = await addRoom()
  await updateService(provider, { id: serviceId, meetingSettings: { muteOnEntry: true } })
  await world.connect(provider)
  const changed = await updateService(provider, { id: serviceId, platform: 'google_meet' })
  expect(changed).toMatchObject({ settings: { meetingSettings: { muteOnEntry: true } } })
  const refused = updateService(provider, { id: serviceId, meetingSettings: { muteOnEntry: false } })
  await expect(refused).rejects.toMatchObject({
    code: 'input_invalid',
    field: 'meetingSettings',
    message: 'Google Meet has no setting muteOnEntry (muted on entry). It has: waitingRoom, recording, transcription.',
  })
})

it('calls coming rooms what the service says, fills in who comes, and follows a new name of the service', async () => {
  const { provider, serviceId, meetingId } = await addRoom()
  const room = () => world.sandbox.zoom.meetings(provider.email).at(-1)
  expect(room()).toMatchObject({ topic: 'Session with Ana Ribeiro' })
  const meetingTemplate = { title: '{service} for {customer_first_name}', agenda: '1. Hello' }
  await updateService(provider, { id: serviceId, meetingTemplate })
  await world.sync(meetingId)
  expect(room()).toMatchObject({
    topic: 'First conversation for Jonas',
    agenda: expect.stringContaining('\nAgenda\n1. Hello\n\nJoin: '),
  })
  await updateService(provider, { id: serviceId, title: 'Second conversation' })
  await world.sync(meetingId)
  expect(room()).toMatchObject({ topic: 'Second conversation for Jonas' })
})

it('tells a platform nothing that a customer wrote, whatever is filled in', async () => {
  const { provider, serviceId, sessionId, meetingId } = await addRoom()
  const said = 'I have not slept for weeks'
  await world.core.db.update(bookings).set({ notes: said }).where(eq(bookings.sessionId, sessionId))
  const all = VARIABLE_NAMES.map((name) => `{${name}}`).join(' ')
  await updateService(provider, { id: serviceId, meetingTemplate: { description: all, agenda: all } })
  await world.sync(meetingId)
  const room = JSON.stringify(world.sandbox.zoom.meetings(provider.email))
  expect(room).toContain('Jonas JM')
  expect(room).not.toContain(said)
})
