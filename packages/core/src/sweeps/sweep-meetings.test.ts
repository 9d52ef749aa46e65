import { connections, meetings, sessions, sweepRuns } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countMeetingJobs } from '../testing/jobs.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { adoptUnseenSessions } from './adopt-unseen-sessions.ts'
import { findLostJobs } from './find-lost-jobs.ts'
import { followChangedSessions } from './follow-changed-sessions.ts'
import { lookUpUnknownOutcomes } from './look-up-unknown-outcomes.ts'
import { removeCancelledMeetings } from './remove-cancelled-meetings.ts'
import { sweepMeetings } from './sweep-meetings.ts'

let world: MeetingWorld
beforeEach(async () => {
  world = await openMeetingWorld()
})
afterEach(() => world[Symbol.asyncDispose]())

const MINUTE = 60_000
const later = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))
const emptyQueue = () => world.core.db.execute(sql`delete from pgboss.job`)
const change = (meetingId: string, values: Partial<typeof meetings.$inferInsert>) =>
  world.core.db.update(meetings).set(values).where(eq(meetings.id, meetingId))
const jobsFor = ({ sessionId }: { sessionId: string }) => countMeetingJobs(world.core, sessionId)
const inserts = (provider: Awaited<ReturnType<MeetingWorld['addProvider']>>) =>
  world.countCalls('google.events.insert', provider)

/** A session whose link is there. */
async function ready() {
  const provider = await world.addProvider()
  const session = await world.addSession(provider)
  await world.sync(session.meetingId)
  await emptyQueue()
  return { provider, ...session }
}

/** A session inserted behind our back, for the service of another one. */
async function insertBySql(sessionId: string, values: Partial<typeof sessions.$inferInsert> = {}) {
  const [like] = await world.core.db.select().from(sessions).where(eq(sessions.id, sessionId))
  if (!like) throw new Error('There is no such session.')
  const { serviceId, providerId, timeZone } = like
  const startsAt = new Date('2026-12-10T10:00:00Z')
  const endsAt = new Date('2026-12-10T11:00:00Z')
  const [row] = await world.core.db
    .insert(sessions)
    .values({ serviceId, providerId, timeZone, startsAt, endsAt, ...values })
    .returning({ id: sessions.id })
  return row?.id ?? ''
}

const meetingOf = async (sessionId: string) => {
  const [meeting] = await world.core.db.select().from(meetings).where(eq(meetings.sessionId, sessionId))
  return meeting
}

describe('a wanted meeting whose job was lost', () => {
  it('gets one again, and no second one while that waits', async () => {
    const provider = await world.addProvider()
    const session = await world.addSession(provider)
    later(MINUTE)
    expect(await findLostJobs(provider)).toBe(0)
    await emptyQueue()
    expect([await findLostJobs(provider), await jobsFor(session)]).toEqual([1, 1])
    expect([await findLostJobs(provider), await jobsFor(session)]).toEqual([0, 1])
  })

  it('is left to the worker that holds it, and found when that one is dead', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    await emptyQueue()
    later(MINUTE)
    await change(meetingId, { claimedUntil: new Date(world.core.now().getTime() + 5000) })
    expect(await findLostJobs(provider)).toBe(0)
    later(6000)
    expect(await findLostJobs(provider)).toBe(1)
  })

  it('is found with nothing planned when its connection works again, and not before', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    const connection = eq(connections.userId, provider.userId)
    await world.core.db.update(connections).set({ status: 'revoked' }).where(connection)
    await world.sync(meetingId)
    await emptyQueue()
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'blocked', nextAttemptAt: null })
    expect(await findLostJobs(provider)).toBe(0)
    await world.core.db.update(connections).set({ status: 'connected' }).where(connection)
    expect([await findLostJobs(provider), await findLostJobs(provider)]).toEqual([1, 0])
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready' })
  })
})

describe('a session that was inserted by SQL', () => {
  it('gets its link, once', async () => {
    const { provider, sessionId } = await ready()
    const bare = await insertBySql(sessionId)
    expect([await adoptUnseenSessions(provider), await adoptUnseenSessions(provider)]).toEqual([1, 0])
    await world.sync((await meetingOf(bare))?.id ?? '')
    expect(await meetingOf(bare)).toMatchObject({ status: 'ready' })
    expect(inserts(provider)).toBe(2)
  })

  it('gets none when it is over or cancelled', async () => {
    const { provider, sessionId } = await ready()
    const past = { startsAt: new Date('2026-11-20T10:00:00Z'), endsAt: new Date('2026-11-20T11:00:00Z') }
    await insertBySql(sessionId, past)
    await insertBySql(sessionId, { status: 'cancelled' })
    expect(await adoptUnseenSessions(provider)).toBe(0)
  })

  it('gets one when it was cancelled or over and is moved to a time to come', async () => {
    const { provider, sessionId } = await ready()
    const past = { startsAt: new Date('2026-11-20T10:00:00Z'), endsAt: new Date('2026-11-20T11:00:00Z') }
    const ids = [await insertBySql(sessionId, past), await insertBySql(sessionId, { status: 'cancelled' })]
    expect(await adoptUnseenSessions(provider)).toBe(0)
    await world.core.db.execute(
      sql`update sessions set starts_at = '2026-12-12T10:00Z', ends_at = '2026-12-12T11:00Z' where id = ${ids[0]}`,
    )
    await world.core.db.execute(sql`update sessions set status = 'scheduled' where id = ${ids[1]}`)
    expect(await adoptUnseenSessions(provider)).toBe(2)
  })

  it('does not wait behind years of past ones', async () => {
    const { provider, sessionId } = await ready()
    await world.core.db.execute(sql`
      insert into sessions (service_id, provider_id, starts_at, ends_at, time_zone)
      select service_id, provider_id, at, at + interval '30 minutes', time_zone
      from sessions, generate_series('2026-01-01'::timestamptz, '2026-02-01', '1 hour') at where id = ${sessionId}`)
    await insertBySql(sessionId)
    expect(await adoptUnseenSessions(provider)).toBe(1)
    expect(await world.core.db.$count(sessions, eq(sessions.isSeen, false))).toBe(0)
  })

  it('gets a link again when its meeting was deleted by SQL', async () => {
    const { provider, meetingId, sessionId } = await ready()
    await adoptUnseenSessions(provider)
    await world.core.db.delete(meetings).where(eq(meetings.id, meetingId))
    expect(await adoptUnseenSessions(provider)).toBe(1)
    expect((await meetingOf(sessionId))?.id).not.toBe(meetingId)
  })
})

describe('a session that was changed by SQL', () => {
  it('is moved at the platform, and keeps its link', async () => {
    const { provider, meetingId, sessionId } = await ready()
    const { joinUrl } = await world.meeting(meetingId)
    const startsAt = '2026-12-11T10:00:00Z'
    await world.core.db.execute(
      sql`update sessions set starts_at = ${startsAt}, ends_at = ${startsAt}::timestamptz + interval '1 hour' where id = ${sessionId}`,
    )
    expect([await followChangedSessions(provider), await followChangedSessions(provider)]).toEqual([1, 0])
    await world.sync(meetingId)
    expect(world.liveEvents(provider).map(({ start }) => start.dateTime)).toEqual([startsAt])
    expect((await world.meeting(meetingId)).joinUrl).toBe(joinUrl)
  })

  it('loses its room when it was cancelled, and gets another when it is taken up again', async () => {
    const { provider, meetingId, sessionId } = await ready()
    await world.core.db.execute(sql`update sessions set status = 'cancelled' where id = ${sessionId}`)
    expect(await followChangedSessions(provider)).toBe(1)
    await world.sync(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
    await world.core.db.execute(sql`update sessions set status = 'scheduled' where id = ${sessionId}`)
    expect(await followChangedSessions(provider)).toBe(1)
    await world.sync(meetingId)
    expect([world.liveEvents(provider).length, (await world.meeting(meetingId)).status]).toEqual([1, 'ready'])
  })

  it('is not found when a use-case changed it, or nothing that the platform has to know', async () => {
    const { provider, sessionId } = await ready()
    await world.changeSession(sessionId, {
      startsAt: new Date('2026-12-11T10:00:00Z'),
      endsAt: new Date('2026-12-11T11:00:00Z'),
    })
    await world.core.db.execute(sql`update sessions set invited_email = 'kit@foyer.test' where id = ${sessionId}`)
    expect(await followChangedSessions(provider)).toBe(0)
  })
})

describe('a meeting of which nobody knows whether it was made', () => {
  it('is looked for and adopted though it was given up, with one insert in all', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, kind: 'drop_after' })
    await world.sync(meetingId)
    const { desiredVersion } = await world.meeting(meetingId)
    const givenUp = { status: 'failed', reason: 'internal_error', nextAttemptAt: null } as const
    await change(meetingId, { ...givenUp, syncedVersion: desiredVersion })
    expect(await lookUpUnknownOutcomes(provider)).toBe(0)
    later(61 * MINUTE)
    expect([await lookUpUnknownOutcomes(provider), await lookUpUnknownOutcomes(provider)]).toEqual([1, 0])
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', outcomeUnknown: false })
    expect([inserts(provider), world.liveEvents(provider).length]).toEqual([1, 1])
  })
})

describe('a cancelled session whose room is still there', () => {
  it('loses it though the platform refused the first time and nobody tried again', async () => {
    const { provider, meetingId, sessionId } = await ready()
    const refusal = { kind: 'status', status: 400, reason: 'invalid' } as const
    world.sandbox.faults.add({ operation: 'google.events.delete', account: provider.email, ...refusal })
    await world.changeSession(sessionId, { status: 'cancelled' })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ nextAttemptAt: null })
    expect([world.liveEvents(provider).length, await removeCancelledMeetings(provider)]).toEqual([1, 0])
    later(11 * MINUTE)
    expect([await removeCancelledMeetings(provider), await removeCancelledMeetings(provider)]).toEqual([1, 0])
    await world.sync(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'cancelled', externalId: null })
    later(11 * MINUTE)
    expect(await removeCancelledMeetings(provider)).toBe(0)
  })
})

it('finds everything again after the whole queue was emptied', async () => {
  const provider = await world.addProvider()
  const [wanted, moved, cancelled] = [await world.addSession(provider), await ready(), await ready()]
  const bare = await insertBySql(wanted.sessionId)
  await world.changeSession(moved.sessionId, {
    startsAt: new Date('2026-12-11T10:00:00Z'),
    endsAt: new Date('2026-12-11T11:00:00Z'),
  })
  await world.changeSession(cancelled.sessionId, { status: 'cancelled' })
  await emptyQueue()
  later(20_000)
  expect(await sweepMeetings(provider)).toBe(4)
  for (const sessionId of [wanted.sessionId, bare, moved.sessionId, cancelled.sessionId])
    expect(await jobsFor({ sessionId })).toBe(1)
  const runs = await world.core.db.select().from(sweepRuns)
  expect(runs.find(({ name }) => name === 'lost_jobs')).toMatchObject({ found: 3, foundTotal: 3, failures: 0 })
  await sweepMeetings(provider)
  const again = await world.core.db.select().from(sweepRuns).where(eq(sweepRuns.name, 'lost_jobs'))
  expect(again).toMatchObject([{ found: 0, foundTotal: 3, ranAt: world.core.now() }])
})

it('goes on with the other sweeps when one fails, and says so', async () => {
  const { provider, sessionId } = await ready()
  await insertBySql(sessionId)
  await world.core.db.execute(sql`alter table meetings rename column session_changed to renamed`)
  await expect(sweepMeetings(provider)).rejects.toThrow()
  const runs = await world.core.db.select().from(sweepRuns)
  expect(runs.find(({ name }) => name === 'changed_sessions')).toMatchObject({ ranAt: null, failures: 1 })
  expect(runs.find(({ name }) => name === 'unknown_outcomes')?.ranAt).toEqual(world.core.now())
})
