import { bookings, connections, meetings, sessions, users } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import type { Context } from '../context.ts'
import { updateService } from '../services/update-service.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { missingQuery } from './find-missing.ts'
import { getAdminConnection } from './get-admin-connection.ts'
import { getAdminOverview } from './get-admin-overview.ts'
import { listAdminConnections } from './list-admin-connections.ts'
import { listAudit } from './list-audit.ts'
import { listMeetingAttempts } from './list-meeting-attempts.ts'
import { listProblemMeetings } from './list-problem-meetings.ts'
import { listUsers } from './list-users.ts'
import { setUserRole } from './set-user-role.ts'

let world: MeetingWorld
let admin: Context & { userId: string }
beforeAll(async () => {
  world = await openMeetingWorld()
  admin = await world.addUser('admin', { name: 'Rita Lopes' })
})
afterAll(() => world[Symbol.asyncDispose]())

const NOBODY = '00000000-0000-4000-8000-000000000000'

const USE_CASES: Record<string, (ctx: Context) => Promise<unknown>> = {
  getAdminOverview,
  listProblemMeetings: (ctx) => listProblemMeetings(ctx, {}),
  listMeetingAttempts: (ctx) => listMeetingAttempts(ctx, { sessionId: NOBODY }),
  listAdminConnections: (ctx) => listAdminConnections(ctx, {}),
  getAdminConnection: (ctx) => getAdminConnection(ctx, { id: NOBODY }),
  listAudit: (ctx) => listAudit(ctx, { subjectType: 'user', subjectId: NOBODY }),
  listUsers: (ctx) => listUsers(ctx, {}),
  setUserRole: (ctx) => setUserRole(ctx, { userId: NOBODY, role: 'admin' }),
}

it.each(Object.entries(USE_CASES))('%s refuses everybody but an admin', async (_name, useCase) => {
  for (const role of ['customer', 'provider'] as const)
    await expect(useCase(await world.addUser(role))).rejects.toMatchObject({ code: 'role_required' })
  await expect(useCase({ ...world.core, actor: { kind: 'system' } })).rejects.toMatchObject({
    code: 'sign_in_required',
  })
})

describe('links', () => {
  it('are counted, and those that are missing listed by the time to start with why and who acts', async () => {
    const before = await getAdminOverview(admin)
    const connected = await world.addProvider()
    const ready = await world.addSession(connected)
    await world.sync(ready.meetingId)
    const waiting = await world.addSession(connected)
    const blocked = await world.addSession(await world.addProvider({ isConnected: false }))
    await world.core.db
      .update(meetings)
      .set({ createdAt: new Date(world.core.now().getTime() - 2000) })
      .where(eq(meetings.id, ready.meetingId))
    const startsAt = new Date(world.core.now().getTime() + 3_600_000)
    const endsAt = new Date(startsAt.getTime() + 1_800_000)
    await world.core.db.update(sessions).set({ startsAt, endsAt }).where(eq(sessions.id, blocked.sessionId))

    const after = await getAdminOverview(admin)
    expect(after.links).toEqual({
      ...before.links,
      ready: before.links.ready + 1,
      pending: before.links.pending + 1,
      blocked: before.links.blocked + 1,
    })
    expect(after.soonWithoutLink).toBe(before.soonWithoutLink + 1)
    expect(after.linkDelayP95Ms).toBe(2000)
    expect(after.connections).toEqual([{ status: 'connected', count: 1 }])
    expect(after.oldestWaitSince).not.toBeNull()
    expect(after.breakers).toEqual([])
    expect(after.sweeps.every(({ isLate }) => isLate)).toBe(true)

    const { items } = await listProblemMeetings(admin, {})
    expect(items.map(({ sessionId }) => sessionId)).toEqual([blocked.sessionId, waiting.sessionId])
    expect(items[0]).toMatchObject({
      startsAt: startsAt.toISOString(),
      serviceTitle: 'First conversation',
      provider: { name: 'Ana Ribeiro' },
      platform: 'google_meet',
      status: 'blocked',
      reason: 'connection_missing',
      owner: 'provider',
    })
    const pending = await listProblemMeetings(admin, { problem: 'pending', platform: 'google_meet' })
    expect(pending.items.map(({ sessionId }) => sessionId)).toEqual([waiting.sessionId])
    expect((await listProblemMeetings(admin, { platform: 'zoom' })).items).toEqual([])
    const ofOne = await listProblemMeetings(admin, { providerId: connected.userId })
    expect(ofOne.items.map(({ sessionId }) => sessionId)).toEqual([waiting.sessionId])
  })

  it('are listed page by page, each once', async () => {
    const provider = await world.addProvider({ isConnected: false })
    for (let index = 0; index < 21; index += 1) await world.addSession(provider)
    const first = await listProblemMeetings(admin, {})
    const second = await listProblemMeetings(admin, { cursor: first.nextCursor ?? undefined })
    const seen = [...first.items, ...second.items].map(({ sessionId }) => sessionId)
    expect(first.items).toHaveLength(20)
    expect(new Set(seen).size).toBe(seen.length)
    const [{ count } = { count: 0 }] = await world.core.db.execute<{ count: number }>(
      sql`select count(*)::int as count from meetings where status <> 'ready'`,
    )
    expect(seen).toHaveLength(count)
    await expect(listProblemMeetings(admin, { cursor: 'nothing' })).rejects.toMatchObject({ code: 'input_invalid' })
  })

  it('that are missing are found through their index, however many there are that are not', async () => {
    const provider = await world.addProvider({ isConnected: false })
    const { sessionId } = await world.addSession(provider)
    await world.core.db.execute(sql`
      with many as (
        insert into sessions (service_id, provider_id, starts_at, ends_at, time_zone)
        select service_id, provider_id, starts_at + n * interval '1 day', ends_at + n * interval '1 day', time_zone
        from sessions, generate_series(10, 5009) n where id = ${sessionId} returning id
      )
      insert into meetings (session_id, platform, status, join_url) select id, 'google_meet', 'ready', 'https://meet.google.com/x' from many`)
    await world.core.db.execute(sql`analyze sessions, meetings`)
    const plan = await world.core.db.execute(sql`explain ${missingQuery(admin, { problem: 'blocked' }).getSQL()}`)
    expect(JSON.stringify(plan)).toContain('meetings_without_link')
  })

  it('come with what was tried, and what the platform answered', async () => {
    const provider = await world.addProvider()
    const { meetingId, sessionId } = await world.addSession(provider)
    const refusal = { kind: 'status', status: 403, reason: 'forbidden' } as const
    world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, times: 1, ...refusal })
    await world.sync(meetingId)
    const [attempt, ...earlier] = await listMeetingAttempts(admin, { sessionId })
    expect(earlier).toEqual([])
    expect(attempt).toMatchObject({ operation: 'create', outcome: 'not_allowed', httpStatus: 403, code: 'forbidden' })
    await expect(listMeetingAttempts(admin, { sessionId: NOBODY })).rejects.toMatchObject({ code: 'meeting_not_found' })
    const audit = await listAudit(admin, { subjectType: 'meeting', subjectId: meetingId })
    expect(audit.items[0]).toMatchObject({ action: 'meeting.blocked', actor: { kind: 'system', name: null } })
  })
})

it('connections are listed with the sessions that wait for them, those that need somebody by themselves', async () => {
  const provider = await world.addProvider()
  await world.addSession(provider)
  const mine = async (needsSomebody: boolean) =>
    (await listAdminConnections(admin, { needsSomebody })).items.find((item) => item.provider.id === provider.userId)
  expect(await mine(false)).toMatchObject({ platform: 'google_meet', status: 'connected', sessionsAffected: 1 })
  expect(await mine(true)).toBeUndefined()
  await world.core.db.update(connections).set({ status: 'revoked' }).where(eq(connections.userId, provider.userId))
  expect(await mine(true)).toMatchObject({ status: 'revoked', accountEmail: provider.email })
  const { id = '' } = (await mine(true)) ?? {}
  const connection = await getAdminConnection(admin, { id })
  expect(connection).toMatchObject({ status: 'revoked', accessUntil: expect.any(String) })
  expect(connection.scopes.length).toBeGreaterThan(0)
  expect(JSON.stringify(connection)).not.toMatch(/token|secret/i)
  const trail = await listAudit(admin, { subjectType: 'connection', subjectId: id })
  expect(trail.items).toMatchObject([
    { action: 'connection.connected', actor: { kind: 'provider', name: 'Ana Ribeiro' } },
  ])
  await expect(getAdminConnection(admin, { id: NOBODY })).rejects.toMatchObject({ code: 'connection_not_found' })
})

it('a session comes with everything that was done to it, its booking, its meeting and its service, and to no other', async () => {
  const provider = await world.addProvider()
  await world.addSession(provider)
  const { sessionId, meetingId } = await world.addSession(provider)
  await world.sync(meetingId)
  const [session] = await world.core.db.select().from(sessions).where(eq(sessions.id, sessionId))
  await updateService(provider, { id: session?.serviceId ?? '', title: 'A first talk' })
  const [booking] = await world.core.db.select().from(bookings).where(eq(bookings.sessionId, sessionId))
  world.setNow(new Date(world.core.now().getTime() + 1000))
  await cancelBooking(provider, { id: booking?.id ?? '' })
  const { items } = await listAudit(admin, { subjectType: 'session', subjectId: sessionId })
  expect(items.map(({ action }) => action).toSorted()).toEqual([
    'booking.cancel',
    'meeting.ready',
    'service.update',
    'session.cancel',
  ])
  expect(items.at(-1)?.at).not.toBe(items[0]?.at)
})

describe('people', () => {
  const roleOf = async (userId: string) =>
    (await world.core.db.select({ role: users.role }).from(users).where(eq(users.id, userId)))[0]?.role

  it('are found by a part of their name or e-mail, taken literally', async () => {
    const { userId, email } = await world.addUser('customer', { name: '100%_Mira' })
    expect((await listUsers(admin, { search: '100%_' })).items.map(({ id }) => id)).toEqual([userId])
    expect((await listUsers(admin, { search: email })).items).toMatchObject([{ name: '100%_Mira', role: 'customer' }])
    const { items, nextCursor } = await listUsers(admin, {})
    expect(items).toHaveLength(20)
    expect((await listUsers(admin, { cursor: nextCursor ?? undefined })).items).not.toContainEqual(items[19])
  })

  it('get another role, which is written down; a provider gets a public page and cannot fall back to customer', async () => {
    const { userId } = await world.addUser('customer', { name: 'Kofi Mensah' })
    await setUserRole(admin, { userId, role: 'provider' })
    expect((await listUsers(admin, { search: 'Kofi' })).items).toMatchObject([
      { role: 'provider', offersSessions: true },
    ])
    const audit = await listAudit(admin, { subjectType: 'user', subjectId: userId })
    expect(audit.items).toMatchObject([
      {
        action: 'user.set_role',
        actor: { kind: 'admin', id: admin.userId, name: 'Rita Lopes' },
        data: { before: 'customer', role: 'provider' },
      },
    ])
    await expect(setUserRole(admin, { userId, role: 'customer' })).rejects.toMatchObject({ code: 'role_unfit' })
    await expect(setUserRole(admin, { userId: NOBODY, role: 'admin' })).rejects.toMatchObject({
      code: 'user_not_found',
    })
  })

  it('always keep an admin: nobody changes the own role, and of two who dismiss each other one stays', async () => {
    await expect(setUserRole(admin, { userId: admin.userId, role: 'customer' })).rejects.toMatchObject({
      code: 'role_own',
    })
    const [one, other] = [await world.addUser('admin'), await world.addUser('admin')]
    const outcomes = await Promise.allSettled([
      setUserRole(one, { userId: other.userId, role: 'customer' }),
      setUserRole(other, { userId: one.userId, role: 'customer' }),
    ])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(new Set([await roleOf(one.userId), await roleOf(other.userId)])).toEqual(new Set(['admin', 'customer']))
  })
})
