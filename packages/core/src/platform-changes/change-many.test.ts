import { meetings, platformChangeItems, services, sessions } from '@foyer/db/schema'
import { eq, inArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ChangeWorld, openChangeWorld } from '../testing/change-world.ts'
import { changePlatform } from './change-platform.ts'
import { findLastChange } from './load-changes.ts'
import { runChanges } from './run-changes.ts'

let world: ChangeWorld
beforeAll(async () => {
  world = await openChangeWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<ChangeWorld['addProvider']>>

/** So many sessions with a link, without asking any platform for them. */
async function addMany(provider: Provider, count: number): Promise<string[]> {
  const { sessionId } = await world.addReady(provider)
  const { db } = world.core
  const rows = await db.execute<{ id: string }>(sql`
    insert into sessions (service_id, provider_id, starts_at, ends_at, time_zone, is_seen)
    select service_id, provider_id, starts_at + n * interval '1 day', ends_at + n * interval '1 day', time_zone, true
    from sessions, generate_series(1, ${count - 1}) n where id = ${sessionId}
    returning id`)
  const ids = rows.map(({ id }) => id)
  await db.insert(meetings).values(
    ids.map((id) => ({
      sessionId: id,
      platform: 'google_meet' as const,
      status: 'ready' as const,
      joinUrl: `https://meet.example/${id}`,
      syncedVersion: 1,
      readyAt: world.core.now(),
    })),
  )
  return [sessionId, ...ids]
}

const statesOf = async (sessionIds: string[]) => {
  const rows = await world.core.db
    .select({ platform: meetings.platform, state: platformChangeItems.state })
    .from(meetings)
    .innerJoin(platformChangeItems, eq(platformChangeItems.sessionId, meetings.sessionId))
    .where(inArray(meetings.sessionId, sessionIds))
  return rows.map(({ platform, state }) => `${platform} ${state}`)
}

it('changes many in the background, a few at a time, and says how far it is', async () => {
  const provider = await world.addBoth()
  const ids = await addMany(provider, 60)
  const started = await changePlatform(provider, { all: true, platform: 'zoom' })
  expect(started).toMatchObject({ total: 60, done: 0, underWay: 60 })
  expect(new Set(await statesOf(ids))).toEqual(new Set(['google_meet waiting']))
  // Two workers at once: each session is changed by one of them.
  const looked = await Promise.all([runChanges(world.core), runChanges(world.core)])
  expect(looked[0] + looked[1]).toBe(60)
  expect(new Set(await statesOf(ids))).toEqual(new Set(['zoom changed']))
  await world.settle()
  expect(await findLastChange(provider)).toMatchObject({ total: 60, done: 60, underWay: 0, stuck: [] })
  expect(world.rooms(provider)).toHaveLength(60)
  world.setNow(new Date(world.core.now().getTime() + 11 * 60_000))
  expect(await findLastChange(provider)).toBeNull()
})

it('keeps the old links of those that the new platform takes only tomorrow, and says so', async () => {
  const provider = await world.addBoth()
  await addMany(provider, 3)
  const retryAfter = new Date(world.core.now().getTime() + 3_600_000)
  world.sandbox.faults.add({
    operation: 'zoom.meetings.create',
    account: provider.email,
    kind: 'status',
    status: 429,
    times: 'unlimited',
  })
  await changePlatform(provider, { all: true, platform: 'zoom' })
  for (const { meetingId } of await listMeetings(provider)) await world.sync(meetingId)
  const last = await findLastChange(provider)
  expect(last).toMatchObject({ total: 3, done: 0, underWay: 3 })
  expect(last?.stuck.every(({ hasLink, reason }) => hasLink && reason === 'platform_rate_limited')).toBe(true)
  world.sandbox.faults.clear()
  world.setNow(retryAfter)
  await world.settle()
  expect(await findLastChange(provider)).toMatchObject({ done: 3, underWay: 0, stuck: [] })
})

it('gives the last word to a later change while many of an earlier one are waiting', async () => {
  const provider = await world.addBoth()
  await world.connect(provider, undefined, 'teams')
  const ids = await addMany(provider, 30)
  await changePlatform(provider, { all: true, platform: 'zoom' })
  const [first] = ids
  await changePlatform(provider, { sessionIds: [first ?? ''], platform: 'teams' })
  await runChanges(world.core)
  const platforms = await world.core.db
    .select({ id: meetings.sessionId, platform: meetings.platform })
    .from(meetings)
    .where(inArray(meetings.sessionId, ids))
  expect(platforms.filter(({ platform }) => platform === 'teams').map(({ id }) => id)).toEqual([first])
  expect(platforms.filter(({ platform }) => platform === 'zoom')).toHaveLength(29)
})

const listMeetings = ({ userId }: Provider) =>
  world.core.db
    .select({ meetingId: meetings.id })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .where(eq(services.providerId, userId))
