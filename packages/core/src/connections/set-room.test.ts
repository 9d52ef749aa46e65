import {
  auditEntries,
  bookings,
  connectionSecrets,
  connections,
  meetings,
  notifications,
  sessions,
} from '@foyer/db/schema'
import type { Room } from '@foyer/shared/rooms'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listAdminConnections } from '../admin/list-admin-connections.ts'
import { actAs, type Context } from '../context.ts'
import { diagnose } from '../doctor/diagnose.ts'
import { checkMeetings } from '../meetings/check-meetings.ts'
import { createService } from '../services/create-service.ts'
import { refreshExpiringTokens } from '../sweeps/refresh-expiring-tokens.ts'
import { deliverJobs } from '../testing/deliver-jobs.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { disconnectPlatform } from './disconnect-platform.ts'
import { getRoom } from './find-room.ts'
import { listConnections } from './list-connections.ts'
import { probeConnections } from './probe-connections.ts'
import { setRoom } from './set-room.ts'
import { startConnection } from './start-connection.ts'
import { testConnection } from './test-connection.ts'
import { watchPermissions } from './watch-permissions.ts'

const platform = 'custom_room'
const GENERATED: Room = { kind: 'generated', address: 'https://meet.example' }
const FIXED: Room = { kind: 'fixed', address: 'https://whereby.example/ana' }
const TEMPLATE: Room = { kind: 'template', address: 'https://rooms.example/{session}' }

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(() => world.setNow(new Date('2026-11-21T09:00:00Z')))

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

const addProvider = () => world.addProvider({ isConnected: false })

async function withRoom(room: Room): Promise<Provider> {
  const provider = await addProvider()
  await setRoom(provider, room)
  return provider
}

const linkOf = async (meetingId: string) => (await world.meeting(meetingId)).joinUrl

async function addReady(provider: Provider) {
  const made = await world.addSession(provider, platform)
  await deliverJobs(world.core)
  return made
}

const card = async (provider: Context) =>
  (await listConnections(provider)).find((connection) => connection.platform === platform)

async function toldOf(sessionId: string): Promise<string[]> {
  const [booking] = await world.core.db.select().from(bookings).where(eq(bookings.sessionId, sessionId))
  const told = await world.core.db
    .select({ kind: notifications.kind })
    .from(notifications)
    .where(and(eq(notifications.userId, booking?.customerId ?? ''), eq(notifications.path, `/sessions/${sessionId}`)))
  return told.map(({ kind }) => kind)
}

describe('setting a room of one’s own', () => {
  it('connects it, so that it can be offered, and asks nobody', async () => {
    const provider = await addProvider()
    const offer = {
      title: 'Lesson',
      kind: 'private',
      mode: 'online',
      platform,
      durationMinutes: 30,
      confirmation: 'manual',
    } as const
    await expect(createService(provider, offer)).rejects.toMatchObject({ code: 'connection_required' })
    expect(await getRoom(provider)).toBeNull()
    const connection = await setRoom(provider, GENERATED)
    expect(connection).toMatchObject({
      status: 'connected',
      accountEmail: null,
      accountLabel: 'meet.example',
      permissionEndsAt: null,
      available: true,
    })
    expect(await createService(provider, offer)).toMatchObject({ platform })
    expect(await getRoom(provider)).toEqual(GENERATED)
    expect(await testConnection(provider, { platform })).toMatchObject({ status: 'connected' })
    expect(world.sandbox.calls.list({ account: provider.email })).toEqual([])
  })

  it('begins on a page of ours, and a way back from elsewhere leads nowhere', async () => {
    const provider = await addProvider()
    const { appUrl } = world.core.config
    expect(await startConnection(provider, { platform, returnTo: '/dashboard/services' })).toEqual({
      authorizationUrl: `${appUrl}/dashboard/integrations/room?returnTo=%2Fdashboard%2Fservices`,
      cookie: '',
    })
    expect(await card(provider)).toMatchObject({ status: 'not_connected', connectingUntil: null })
  })

  it('keeps the address among the tokens, for its owner alone', async () => {
    const provider = await withRoom(FIXED)
    const rows = await world.core.db
      .select({ connection: connections, secret: connectionSecrets })
      .from(connections)
      .innerJoin(connectionSecrets, eq(connectionSecrets.connectionId, connections.id))
      .where(eq(connections.userId, provider.userId))
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('/ana')
    const audit = await world.core.db.select().from(auditEntries).where(eq(auditEntries.actorId, provider.userId))
    expect(audit.map(({ action }) => action)).toEqual(expect.arrayContaining(['connection.set_room']))
    expect(JSON.stringify(audit)).not.toContain('/ana')
    expect(await getRoom(await addProvider())).toBeNull()
    await expect(getRoom(await world.addUser('customer'))).rejects.toMatchObject({ code: 'role_required' })
    await expect(setRoom(await world.addUser('customer'), FIXED)).rejects.toMatchObject({ code: 'role_required' })
  })

  it('is shown to admins by its host, and found well', async () => {
    const provider = await withRoom(FIXED)
    const admin = await world.addUser('admin')
    const { items } = await listAdminConnections(admin, {})
    const mine = items.find((connection) => connection.provider.id === provider.userId)
    expect(mine).toMatchObject({ platform, accountEmail: null, accountLabel: 'whereby.example', status: 'connected' })
    const { findings } = await diagnose(world.core, { providerEmail: provider.email })
    const found = findings.filter((finding) => finding.area === 'connections' && finding.provider === provider.email)
    expect(found).toMatchObject([{ severity: 'ok', what: expect.stringContaining('It does not run out.') }])
  })

  it('is left alone by every sweep that looks after permissions', async () => {
    const provider = await withRoom(GENERATED)
    const { meetingId, sessionId } = await addReady(provider)
    const [session] = await world.core.db.select().from(sessions).where(eq(sessions.id, sessionId))
    const before = await world.attempts(meetingId)
    world.setNow(new Date((session?.startsAt.getTime() ?? 0) - 5 * 60_000))
    await refreshExpiringTokens(world.core)
    await watchPermissions(world.core)
    await probeConnections(world.core)
    await checkMeetings(world.core)
    await deliverJobs(world.core)
    expect(await world.attempts(meetingId)).toEqual(before)
    expect(await card(provider)).toMatchObject({ status: 'connected', reason: null })
  })
})

describe('a session in a room of one’s own', () => {
  it('has its link at once, keeps it when it is moved, and none when it is called off', async () => {
    const provider = await withRoom(GENERATED)
    const { sessionId, meetingId } = await world.addSession(provider, platform)
    await world.sync(meetingId)
    const made = await world.meeting(meetingId)
    expect(made).toMatchObject({
      status: 'ready',
      joinUrl: expect.stringMatching(/^https:\/\/meet\.example\/session-/),
    })
    expect(await world.attempts(meetingId)).toEqual(['create ok'])
    const [startsAt, endsAt] = [new Date('2026-12-01T10:00:00Z'), new Date('2026-12-01T11:30:00Z')]
    await world.changeSession(sessionId, { startsAt, endsAt })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl: made.joinUrl, reason: null })
    await world.changeSession(sessionId, { status: 'cancelled' })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'cancelled', joinUrl: null })
  })

  it('has the same link when the worker that made it died before it could say so', async () => {
    const provider = await withRoom(GENERATED)
    const { meetingId } = await addReady(provider)
    const link = await linkOf(meetingId)
    const died = { status: 'pending', externalId: null, joinUrl: null, outcomeUnknown: true, syncedVersion: 0 } as const
    await world.core.db
      .update(meetings)
      .set({ ...died, nextAttemptAt: world.core.now() })
      .where(eq(meetings.id, meetingId))
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', outcomeUnknown: false, joinUrl: link })
  })

  it('that waited for a room gets its link when one is set', async () => {
    const provider = await addProvider()
    const { meetingId } = await world.addSession(provider, platform)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'blocked', reason: 'connection_missing' })
    await setRoom(provider, TEMPLATE)
    await deliverJobs(world.core)
    expect(await linkOf(meetingId)).toMatch(/^https:\/\/rooms\.example\/[a-z2-7]{26}$/)
  })

  it('moves to another room, and its people are told once', async () => {
    const provider = await withRoom(GENERATED)
    const [first, second] = [await addReady(provider), await addReady(provider)]
    const before = await linkOf(first.meetingId)
    await setRoom(provider, GENERATED)
    await deliverJobs(world.core)
    expect(await linkOf(first.meetingId)).toBe(before)
    expect(await toldOf(first.sessionId)).toEqual([])

    await setRoom(provider, FIXED)
    await deliverJobs(world.core)
    for (const { meetingId, sessionId } of [first, second]) {
      expect(await linkOf(meetingId)).toBe(FIXED.address)
      expect(await toldOf(sessionId)).toEqual(['link_changed'])
    }
    expect(await card(provider)).toMatchObject({ status: 'connected', accountLabel: 'whereby.example' })
    await setRoom(provider, GENERATED)
    await deliverJobs(world.core)
    expect(await linkOf(first.meetingId)).toBe(before)
  })

  it('that goes on keeps the link by which people came, whatever else is changed about it', async () => {
    const provider = await withRoom(GENERATED)
    const { sessionId, meetingId } = await addReady(provider)
    const link = await linkOf(meetingId)
    const [session] = await world.core.db.select().from(sessions).where(eq(sessions.id, sessionId))
    world.setNow(new Date((session?.startsAt.getTime() ?? 0) + 60_000))
    await setRoom(provider, FIXED)
    await world.changeSession(sessionId, { endsAt: new Date((session?.endsAt.getTime() ?? 0) + 900_000) })
    await deliverJobs(world.core)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl: link, reason: null })
    expect(await toldOf(sessionId)).toEqual([])
  })

  it('keeps or loses its link as was chosen when the room is given up', async () => {
    const provider = await withRoom(TEMPLATE)
    const { meetingId } = await addReady(provider)
    const link = await linkOf(meetingId)
    await disconnectPlatform(provider, { platform, futureMeetings: 'keep' })
    await deliverJobs(world.core)
    expect(await card(provider)).toMatchObject({ status: 'not_connected' })
    expect(await linkOf(meetingId)).toBe(link)
    expect(await getRoom(provider)).toBeNull()

    await setRoom(provider, TEMPLATE)
    await deliverJobs(world.core)
    const renewed = await linkOf(meetingId)
    expect(renewed).not.toBe(link)
    await disconnectPlatform(provider, { platform, futureMeetings: 'remove' })
    await deliverJobs(world.core)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'blocked', joinUrl: null })
  })

  it('goes on at another platform when that was chosen', async () => {
    const provider = await world.addProvider()
    await setRoom(provider, FIXED)
    const { meetingId } = await addReady(provider)
    await disconnectPlatform(provider, { platform, futureMeetings: 'move', to: 'google_meet' })
    await deliverJobs(world.core)
    expect(await world.meeting(meetingId)).toMatchObject({ platform: 'google_meet', status: 'ready' })
    expect(world.liveEvents(provider)).toHaveLength(1)
  })

  it('says that the room has to be set anew when what is stored of it cannot be opened', async () => {
    const provider = await withRoom(GENERATED)
    const { id } = await world.core.db
      .select()
      .from(connections)
      .where(eq(connections.userId, provider.userId))
      .then(([row]) => ({ id: row?.id ?? '' }))
    await world.core.db
      .update(connectionSecrets)
      .set({ accessToken: 'v1.broken' })
      .where(eq(connectionSecrets.connectionId, id))
    const { meetingId } = await addReady(provider)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'blocked', reason: 'connection_lost' })
    expect(await card(provider)).toMatchObject({ status: 'revoked', sessionsAffected: 1 })
    expect(await getRoom(provider)).toBeNull()
    await setRoom(actAs(world.core, provider.actor), FIXED)
    await deliverJobs(world.core)
    expect(await linkOf(meetingId)).toBe(FIXED.address)
  })
})
