import { auditEntries, meetings, repairItems } from '@foyer/db/schema'
import { and, eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listAudit } from '../admin/list-audit.ts'
import type { Context } from '../context.ts'
import { cancelSession } from '../sessions/cancel-session.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { abortRepair } from './abort-repair.ts'
import { getRepair } from './get-repair.ts'
import { listRepairs } from './list-repairs.ts'
import { previewRepair } from './preview-repair.ts'
import { runRepairs } from './run-repairs.ts'
import { startRepair } from './start-repair.ts'

let world: MeetingWorld
let admin: Context & { userId: string }
beforeEach(async () => {
  world = await openMeetingWorld()
  admin = await world.addUser('admin', { name: 'Rita Lopes' })
})
afterEach(() => world[Symbol.asyncDispose]())

const NOBODY = '00000000-0000-4000-8000-000000000000'

const USE_CASES: Record<string, (ctx: Context) => Promise<unknown>> = {
  previewRepair: (ctx) => previewRepair(ctx, {}),
  startRepair: (ctx) => startRepair(ctx, {}),
  getRepair: (ctx) => getRepair(ctx, { id: NOBODY }),
  listRepairs: (ctx) => listRepairs(ctx, {}),
  abortRepair: (ctx) => abortRepair(ctx, { id: NOBODY }),
}

it('a repair is for admins alone', async () => {
  for (const useCase of Object.values(USE_CASES)) {
    for (const role of ['customer', 'provider'] as const)
      await expect(useCase(await world.addUser(role))).rejects.toMatchObject({ code: 'role_required' })
    await expect(useCase({ ...world.core, actor: { kind: 'system' } })).rejects.toMatchObject({
      code: 'sign_in_required',
    })
  }
  await expect(getRepair(admin, { id: NOBODY })).rejects.toMatchObject({ code: 'repair_not_found' })
})

const pass = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))

const meetingIds = async () =>
  (await world.core.db.select({ id: meetings.id }).from(meetings).orderBy(meetings.createdAt)).map(({ id }) => id)

const askedTimes = (sessionId: string) => world.core.db.$count(repairItems, eq(repairItems.sessionId, sessionId))

/** One of everything that a repair can meet. */
async function furnish() {
  const provider = await world.addProvider()
  const fresh = await world.addSession(provider)
  const lost = await world.addSession(provider)
  world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, times: 1, kind: 'drop_after' })
  await world.sync(lost.meetingId)
  const held = await world.addSession(provider)
  const nextAttemptAt = new Date(world.core.now().getTime() + 3_600_000)
  const limited = { status: 'pending', reason: 'platform_rate_limited', nextAttemptAt } as const
  await world.core.db.update(meetings).set(limited).where(eq(meetings.id, held.meetingId))
  const called = await world.addSession(provider)
  await world.sync(called.meetingId)
  await cancelSession(provider, { id: called.sessionId })
  const ready = await world.addSession(provider)
  await world.sync(ready.meetingId)
  const nobody = await world.addProvider({ isConnected: false })
  const blocked = await world.addSession(nobody)
  return { provider, fresh, lost, held, called, ready, blocked }
}

describe('a preview', () => {
  it('says what would be made, looked for and removed, and what a repair cannot help, without doing any of it', async () => {
    const { ready, provider } = await furnish()
    const before = await world.core.db.execute(sql`select id, xmin::text from meetings order by id`)
    const calls = world.sandbox.calls.list({}).length
    expect(await previewRepair(admin, {})).toEqual({
      total: 5,
      hasMore: false,
      create: 1,
      adopt: 1,
      update: 0,
      remove: 1,
      inOrder: 0,
      held: 1,
      blocked: 1,
      reasons: expect.arrayContaining([
        { reason: 'connection_missing', owner: 'provider', count: 1 },
        { reason: 'platform_rate_limited', owner: 'foyer', count: 1 },
      ]),
      calls: [{ platform: 'google_meet', count: 3 }],
      seconds: 2,
    })
    expect(await world.core.db.execute(sql`select id, xmin::text from meetings order by id`)).toEqual(before)
    expect(world.sandbox.calls.list({})).toHaveLength(calls)
    expect(await previewRepair(admin, { filter: { problem: 'blocked' } })).toMatchObject({ total: 1, blocked: 1 })
    expect(await previewRepair(admin, { filter: { platform: 'zoom' } })).toMatchObject({ total: 0, seconds: 0 })
    expect(await previewRepair(admin, { filter: { providerId: provider.userId } })).toMatchObject({ total: 4 })
    const inOrder = { total: 1, inOrder: 1, calls: [], seconds: 0 }
    expect(await previewRepair(admin, { sessionIds: [ready.sessionId, NOBODY] })).toMatchObject(inOrder)
  })
})

describe('a repair', () => {
  it('asks for what it can help, passes over the rest, and counts from the rows what has become of each', async () => {
    const { provider, fresh, lost, called } = await furnish()
    const { id } = await startRepair(admin, { name: 'After the outage' })
    const counts = { total: 5, waiting: 5, asked: 0, ready: 0, without: 0, skipped: 0, cleared: 0 }
    expect(await getRepair(admin, { id })).toMatchObject({
      name: 'After the outage',
      status: 'running',
      startedBy: { name: 'Rita Lopes' },
      counts,
    })
    await runRepairs(world.core)
    pass(1001)
    await runRepairs(world.core)
    for (const meeting of [fresh, lost, called]) await world.sync(meeting.meetingId)
    expect(await getRepair(admin, { id })).toMatchObject({
      status: 'done',
      finishedAt: expect.any(String),
      counts: { ...counts, waiting: 0, ready: 2, skipped: 2, cleared: 1 },
      reasons: expect.arrayContaining([{ reason: 'connection_missing', owner: 'provider', count: 1 }]),
    })
    expect(world.liveEvents(provider)).toHaveLength(3)
    const trail = await listAudit(admin, { subjectType: 'meeting', subjectId: fresh.meetingId })
    expect(trail.items.find(({ action }) => action === 'meeting.repair')).toMatchObject({
      actor: { kind: 'admin', name: 'Rita Lopes' },
      data: { repairId: id, name: 'After the outage' },
    })
    const history = await listAudit(admin, { subjectType: 'repair', subjectId: id })
    expect(history.items.map(({ action }) => action).toSorted()).toEqual(['repair.finish', 'repair.start'])
  })

  it('that is started twice at once is one repair, and each of its sessions is asked for once', async () => {
    const provider = await world.addProvider()
    const { sessionId } = await world.addSession(provider)
    const started = await Promise.all(Array.from({ length: 8 }, () => startRepair(admin, {})))
    expect(new Set(started.map(({ id }) => id)).size).toBe(1)
    expect(await askedTimes(sessionId)).toBe(1)
    await Promise.all([runRepairs(world.core), runRepairs(world.core), runRepairs(world.core)])
    const { desiredVersion } = (await world.core.db.select().from(meetings))[0] ?? {}
    expect(desiredVersion).toBe(2)
    expect((await listRepairs(admin, {})).items).toMatchObject([{ status: 'done', counts: { total: 1 } }])
  })

  it('that is done again changes nothing that is in order', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId } = await world.addSession(provider)
    await startRepair(admin, {})
    await runRepairs(world.core)
    await world.sync(meetingId)
    const { joinUrl } = await world.meeting(meetingId)
    const calls = world.countCalls('google.events.insert', provider)
    pass(1001)
    expect(await startRepair(admin, {})).toMatchObject({ status: 'done', counts: { total: 0 } })
    const { id } = await startRepair(admin, { sessionIds: [sessionId] })
    expect(await runRepairs(world.core)).toEqual({ asked: 0, skipped: 1 })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ joinUrl, desiredVersion: 2, status: 'ready' })
    expect(world.countCalls('google.events.insert', provider)).toBe(calls)
    expect(await getRepair(admin, { id })).toMatchObject({ filter: null, counts: { total: 1, ready: 1 } })
  })

  it('that is aborted midway asks for nothing more, and what was asked for is made', async () => {
    const provider = await world.addProvider()
    for (let index = 0; index < 5; index += 1) await world.addSession(provider)
    const { id } = await startRepair(admin, {})
    expect(await runRepairs(world.core)).toEqual({ asked: 2, skipped: 0 })
    const other = await world.addUser('admin', { name: 'Noor Haddad' })
    expect(await abortRepair(other, { id })).toMatchObject({
      status: 'aborted',
      abortedBy: { name: 'Noor Haddad' },
      counts: { asked: 2, waiting: 3 },
    })
    pass(5000)
    expect(await runRepairs(world.core)).toEqual({ asked: 0, skipped: 0 })
    await abortRepair(admin, { id })
    const asked = await world.core.db.select().from(meetings).where(eq(meetings.desiredVersion, 2))
    for (const meeting of asked) await world.sync(meeting.id)
    expect(await getRepair(admin, { id })).toMatchObject({ counts: { ready: 2, waiting: 3, asked: 0 } })
    const aborts = await world.core.db.$count(
      auditEntries,
      and(eq(auditEntries.action, 'repair.abort'), eq(auditEntries.subjectId, id)),
    )
    expect(aborts).toBe(1)
  })

  it('that is aborted while workers are at it asks for nothing from that moment on, and for nothing twice', async () => {
    for (let index = 0; index < 6; index += 1) {
      const provider = await world.addProvider()
      for (let nth = 0; nth < 2; nth += 1) await world.addSession(provider)
    }
    const { id } = await startRepair(admin, {})
    const atWork = [runRepairs(world.core), runRepairs(world.core)]
    const { counts } = await abortRepair(admin, { id })
    const known = counts.total - counts.waiting
    await Promise.all(atWork)
    pass(5000)
    await runRepairs(world.core)
    expect(await getRepair(admin, { id })).toMatchObject({ status: 'aborted', counts })
    const wanted = await world.core.db.select({ times: meetings.desiredVersion }).from(meetings)
    expect(wanted.filter(({ times }) => times === 2)).toHaveLength(known)
    expect(wanted.every(({ times }) => times <= 2)).toBe(true)
    expect(await world.core.db.$count(auditEntries, eq(auditEntries.action, 'meeting.repair'))).toBe(known)
  })

  it('that is begun during an outage waits with its reason, and is finished after it by itself', async () => {
    const provider = await world.addProvider()
    for (let index = 0; index < 2; index += 1) await world.addSession(provider)
    const outage = { kind: 'status', status: 503, times: 'unlimited' } as const
    world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, ...outage })
    const { id } = await startRepair(admin, {})
    await runRepairs(world.core)
    for (const meetingId of await meetingIds()) await world.sync(meetingId)
    expect(await getRepair(admin, { id })).toMatchObject({
      status: 'done',
      counts: { asked: 2, ready: 0, without: 0 },
      reasons: [{ reason: 'platform_unreachable', owner: 'foyer', count: 2 }],
    })
    world.sandbox.faults.clear()
    for (const meetingId of await meetingIds()) await world.syncWhenDue(meetingId)
    expect(await getRepair(admin, { id })).toMatchObject({ counts: { asked: 0, ready: 2 }, reasons: [] })
    expect(world.liveEvents(provider)).toHaveLength(2)
  })

  it('asks for so many of one account a second and no more, and others need not wait for it', async () => {
    const [busy, calm] = [await world.addProvider(), await world.addProvider()]
    for (let index = 0; index < 5; index += 1) await world.addSession(busy)
    await world.addSession(calm)
    expect(await previewRepair(admin, {})).toMatchObject({ create: 6, seconds: 3 })
    await startRepair(admin, {})
    expect(await runRepairs(world.core)).toEqual({ asked: 3, skipped: 0 })
    expect(await runRepairs(world.core)).toEqual({ asked: 0, skipped: 0 })
    pass(1001)
    expect(await runRepairs(world.core)).toEqual({ asked: 2, skipped: 0 })
  })

  it('goes on from its rows when its job was lost', async () => {
    const provider = await world.addProvider()
    for (let index = 0; index < 3; index += 1) await world.addSession(provider)
    const { id } = await startRepair(admin, {})
    await runRepairs(world.core)
    await world.core.db.execute(sql`delete from pgboss.job where name = 'repair.run'`)
    pass(60_000)
    await runRepairs(world.core)
    expect(await getRepair(admin, { id })).toMatchObject({ status: 'done', counts: { asked: 3 } })
  })
})
