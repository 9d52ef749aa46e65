import { auditEntries, services, sessions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listConnections } from '../connections/list-connections.ts'
import { type ChangeWorld, openChangeWorld } from '../testing/change-world.ts'
import { previewPlatformOfAll } from './preview-platform-of-all.ts'
import { setPlatformOfAll } from './set-platform-of-all.ts'
import { updateService } from './update-service.ts'

let world: ChangeWorld
beforeAll(async () => {
  world = await openChangeWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<ChangeWorld['addProvider']>>
const platform: Platform = 'zoom'

/** The services of those sessions, and one in person. */
async function serviceIds(provider: Provider, ...sessionIds: string[]): Promise<string[]> {
  const { db } = world.core
  const rows = await db.select().from(sessions).where(inArray(sessions.id, sessionIds)).orderBy(sessions.startsAt)
  const inPerson = { title: 'A walk', kind: 'private', mode: 'in_person', confirmation: 'manual' } as const
  const [made] = await db
    .insert(services)
    .values({ ...inPerson, providerId: provider.userId, durationMinutes: 60, slotStepMinutes: 60 })
    .returning({ id: services.id })
  return [...rows.map(({ serviceId }) => serviceId), made?.id ?? '']
}

const platformsOf = async ({ userId }: Provider) => {
  const rows = await world.core.db
    .select({ id: services.id, platform: services.platform })
    .from(services)
    .where(eq(services.providerId, userId))
  return new Map(rows.map((row) => [row.id, row.platform]))
}

it('says first what it would do, then moves the online services and leaves what is booked, as asked', async () => {
  const provider = await world.addBoth()
  const booked = await world.addReady(provider)
  const other = await world.addReady(provider)
  const [first = '', second = '', inPerson = ''] = await serviceIds(provider, booked.sessionId, other.sessionId)
  await world.core.db
    .update(services)
    .set({ meetingSettings: { transcription: true }, fallback: [{ kind: 'platform', platform }] })
    .where(eq(services.id, first))
  expect(await previewPlatformOfAll(provider, { platform })).toEqual({
    services: 2,
    lacking: [{ id: first, title: 'First conversation', settings: ['transcription'] }],
    backups: 1,
    sessions: {
      platform,
      isAvailable: true,
      isConnected: true,
      change: 2,
      left: { same: 0, begun: 0, soon: 0, byHand: 0 },
      people: 2,
    },
  })
  expect((await platformsOf(provider)).get(first)).toBe('google_meet')

  expect(await setPlatformOfAll(provider, { platform, comingSessions: 'keep' })).toEqual({ services: 2, change: null })
  expect(await platformsOf(provider)).toEqual(
    new Map([
      [first, platform],
      [second, platform],
      [inPerson, null],
    ]),
  )
  const [moved] = await world.core.db.select().from(services).where(eq(services.id, first))
  expect(moved?.fallback).toEqual([{ kind: 'platform', platform: 'google_meet' }])
  expect(await world.meeting(booked.meetingId)).toMatchObject({ platform: 'google_meet', changeId: null })
  expect((await listConnections(provider)).find(({ isDefault }) => isDefault)?.platform).toBe(platform)
  const audit = await world.core.db
    .select()
    .from(auditEntries)
    .where(and(inArray(auditEntries.subjectId, [first, second]), eq(auditEntries.action, 'service.set_platform')))
  expect(audit).toHaveLength(2)
  // Once more there is nothing to move, and the sessions can still follow.
  const again = await setPlatformOfAll(provider, { platform, comingSessions: 'change' })
  expect(again).toMatchObject({ services: 0, change: { total: 2 } })
  await world.settle()
  expect(await world.meeting(booked.meetingId)).toMatchObject({ platform, status: 'ready' })
  expect(world.rooms(provider)).toHaveLength(2)
})

it('moves nothing at all where the platform is not connected', async () => {
  const provider = await world.addProvider()
  const { sessionId } = await world.addReady(provider)
  const [service = ''] = await serviceIds(provider, sessionId)
  expect((await previewPlatformOfAll(provider, { platform })).sessions.isConnected).toBe(false)
  for (const comingSessions of ['keep', 'change'] as const)
    await expect(setPlatformOfAll(provider, { platform, comingSessions })).rejects.toMatchObject({
      code: 'connection_required',
    })
  expect((await platformsOf(provider)).get(service)).toBe('google_meet')
  const customer = await world.addUser('customer')
  await expect(setPlatformOfAll(customer, { platform, comingSessions: 'keep' })).rejects.toMatchObject({
    code: 'role_required',
  })
})

it('leaves the sessions of one service where they are unless its change says so', async () => {
  const provider = await world.addBoth()
  const { sessionId, meetingId } = await world.addReady(provider)
  const [id = ''] = await serviceIds(provider, sessionId)
  await updateService(provider, { id, platform })
  expect(await world.meeting(meetingId)).toMatchObject({ platform: 'google_meet', changeId: null })
  await updateService(provider, { id, platform, comingSessions: 'change' })
  expect(await world.meeting(meetingId)).toMatchObject({ platform, oldPlace: { platform: 'google_meet' } })
})
