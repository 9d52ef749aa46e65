import { meetings, services, sessions } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { getConnection } from '../connections/list-connections.ts'
import { testConnection } from '../connections/test-connection.ts'
import { useFallbacks } from '../fallback/use-fallbacks.ts'
import { receiveNews } from '../news/receive-news.ts'
import { deliverJobs } from '../testing/deliver-jobs.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { settle } from '../testing/settle.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MIDNIGHT = new Date('2026-11-22T00:00:00Z')

let world: MeetingWorld
beforeEach(async () => {
  await world?.[Symbol.asyncDispose]()
  world = await openMeetingWorld({}, ['zoom'])
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

async function addConnected(): Promise<Provider> {
  const provider = await world.addProvider({ isConnected: false })
  await world.connect(provider, undefined, 'zoom')
  return provider
}

const useUp = (provider: Provider, writes = 100) =>
  world.sandbox.zoom.setDailyWrites({ account: provider.email, writes })
const creates = (provider: Provider) => world.countCalls('zoom.meetings.create', provider)
const card = (provider: Provider) => getConnection(provider, provider.userId, 'zoom')

/** A wanted session that begins so many hours from now. */
async function addIn(provider: Provider, hours: number) {
  const made = await world.addSession(provider, 'zoom')
  const startsAt = new Date(world.core.now().getTime() + hours * HOUR)
  await world.changeSession(made.sessionId, { startsAt, endsAt: new Date(startsAt.getTime() + HOUR / 2) })
  return { ...made, startsAt }
}

describe('the hundred and first room of a day', () => {
  it('waits for 00:00 UTC, which the session and the card say, and the platform is asked for no other', async () => {
    const provider = await addConnected()
    useUp(provider, 99)
    const [first, second, third] = [await addIn(provider, 30), await addIn(provider, 40), await addIn(provider, 50)]
    for (const { meetingId } of [first, second, third]) await world.sync(meetingId)
    expect(await world.meeting(first.meetingId)).toMatchObject({ status: 'ready', reason: null })
    for (const { meetingId } of [second, third]) {
      const waiting = await world.meeting(meetingId)
      expect(waiting).toMatchObject({ status: 'pending', reason: 'daily_limit', outcomeUnknown: false })
      const afterMidnight = (waiting.nextAttemptAt?.getTime() ?? 0) - MIDNIGHT.getTime()
      expect(afterMidnight).toBeGreaterThanOrEqual(0)
      expect(afterMidnight).toBeLessThanOrEqual(1000)
    }
    expect(creates(provider)).toBe(2)
    expect(await card(provider)).toMatchObject({
      status: 'rate_limited',
      reason: 'daily_limit',
      resumesAt: MIDNIGHT.toISOString(),
      sessionsAffected: 2,
      sessionsBlocked: 0,
    })
  })

  it('holds up neither a removal nor a look, and the card stays true after one', async () => {
    const provider = await addConnected()
    useUp(provider, 99)
    const [made, waiting] = [await addIn(provider, 30), await addIn(provider, 40)]
    for (const { meetingId } of [made, waiting]) await world.sync(meetingId)
    await world.changeSession(made.sessionId, { status: 'cancelled' })
    await world.sync(made.meetingId)
    expect(await world.meeting(made.meetingId)).toMatchObject({ status: 'cancelled' })
    expect(world.sandbox.zoom.meetings(provider.email).filter(({ sandbox }) => !sandbox.isDeleted)).toEqual([])
    expect(await testConnection(provider, { platform: 'zoom' })).toMatchObject({ reason: 'daily_limit' })
  })

  it('keeps the link of a session that was moved, and tells the platform of its time after midnight', async () => {
    const provider = await addConnected()
    const { sessionId, meetingId } = await addIn(provider, 30)
    await world.sync(meetingId)
    const { joinUrl } = await world.meeting(meetingId)
    useUp(provider)
    const startsAt = new Date(MIDNIGHT.getTime() + 20 * HOUR)
    await world.changeSession(sessionId, { startsAt, endsAt: new Date(startsAt.getTime() + HOUR / 2) })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl, reason: 'daily_limit' })
    await settle(world)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl, reason: null })
    expect(world.sandbox.zoom.meetings(provider.email)).toMatchObject([
      { start_time: startsAt.toISOString().replace('.000Z', 'Z') },
    ])
    expect(await card(provider)).toMatchObject({ status: 'connected', reason: null, resumesAt: null })
  })

  it('does not hide that a room was deleted by hand', async () => {
    const provider = await addConnected()
    const [made, waiting] = [await addIn(provider, 12), await addIn(provider, 40)]
    await world.sync(made.meetingId)
    useUp(provider)
    await world.sync(waiting.meetingId)
    const externalId = (await world.meeting(made.meetingId)).externalId ?? ''
    world.sandbox.zoom.deleteMeeting({ id: externalId })
    await receiveNews(world.core, { platform: 'zoom', news: [{ kind: 'meeting_changed', externalId }] })
    await deliverJobs(world.core)
    await world.syncWhenDue(made.meetingId)
    expect(await world.meeting(made.meetingId)).toMatchObject({
      status: 'pending',
      reason: 'daily_limit',
      joinUrl: null,
    })
  })

  it('holds back everybody who is connected to that account, and nobody else', async () => {
    const [provider, other] = [await addConnected(), await addConnected()]
    const colleague = await world.addUser('provider')
    await world.connect({ ...colleague, email: provider.email }, undefined, 'zoom')
    useUp(provider)
    const limited = await addIn(provider, 30)
    const shared = await addIn({ ...colleague, email: provider.email }, 30)
    const free = await addIn(other, 30)
    for (const { meetingId } of [limited, shared, free]) await world.sync(meetingId)
    expect(await world.meeting(shared.meetingId)).toMatchObject({ reason: 'daily_limit' })
    expect(await world.meeting(free.meetingId)).toMatchObject({ status: 'ready' })
    expect(creates(provider)).toBe(1)
  })

  it('leaves sessions that begin before midnight to the backup of their service', async () => {
    const provider = await addConnected()
    useUp(provider)
    const { meetingId, sessionId, startsAt } = await addIn(provider, 3)
    const [session] = await world.core.db.select().from(sessions).where(eq(sessions.id, sessionId))
    const joinUrl = 'https://rooms.example/ana'
    await world.core.db
      .update(services)
      .set({ fallback: [{ kind: 'room', joinUrl }], fallbackMinutesBefore: 15 })
      .where(eq(services.id, session?.serviceId ?? ''))
    await world.core.db.update(meetings).set({ createdAt: world.core.now() }).where(eq(meetings.id, meetingId))
    await world.sync(meetingId)
    expect(await useFallbacks(world.core)).toBe(0)
    world.setNow(new Date(startsAt.getTime() - 15 * MINUTE))
    expect(await useFallbacks(world.core)).toBe(1)
    expect(await world.meeting(meetingId)).toMatchObject({
      status: 'ready',
      source: 'fallback',
      joinUrl,
      fallbackReason: 'daily_limit',
    })
  })
})

describe('what an account has used of its day', () => {
  it('is counted by what was made and changed since 00:00 UTC, for everybody who is connected to it', async () => {
    const provider = await addConnected()
    const colleague = await world.addUser('provider')
    await world.connect({ ...colleague, email: provider.email }, undefined, 'zoom')
    expect((await card(provider)).writesToday).toEqual({ used: 0, most: 100 })
    const [one, two] = [await addIn(provider, 30), await addIn({ ...colleague, email: provider.email }, 40)]
    for (const { meetingId } of [one, two]) await world.sync(meetingId)
    const startsAt = new Date(one.startsAt.getTime() + HOUR)
    await world.changeSession(one.sessionId, { startsAt, endsAt: new Date(startsAt.getTime() + HOUR / 2) })
    await world.sync(one.meetingId)
    // Wanted again without any change: it is compared, and nothing is written.
    await world.changeSession(one.sessionId, { startsAt })
    await world.sync(one.meetingId)
    expect((await card(provider)).writesToday).toEqual({ used: 3, most: 100 })
    world.setNow(MIDNIGHT)
    expect((await card(provider)).writesToday).toEqual({ used: 0, most: 100 })
  })
})

describe('what waits for midnight', () => {
  it('is done in the order of the starts, and what the next day has no room for waits for the one after', async () => {
    const provider = await addConnected()
    const moved = await addIn(provider, 40)
    await world.sync(moved.meetingId)
    useUp(provider)
    const waiting = await Promise.all([90, 30, 70, 25, 50].map((hours) => addIn(provider, hours)))
    const startsAt = new Date(world.core.now().getTime() + 28 * HOUR)
    await world.changeSession(moved.sessionId, { startsAt, endsAt: new Date(startsAt.getTime() + HOUR / 2) })
    for (const { meetingId } of [...waiting, moved]) await world.sync(meetingId)
    expect(creates(provider)).toBe(2)

    world.setNow(new Date(MIDNIGHT.getTime() + 2 * MINUTE))
    useUp(provider, 96)
    world.sandbox.calls.clear()
    for (let minute = 0; minute < 3; minute += 1) {
      for (let second = 0; second < 60; second += 1) {
        await deliverJobs(world.core)
        world.setNow(new Date(world.core.now().getTime() + 1000))
      }
    }
    const byStart = waiting.toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
    const written = world.sandbox.calls
      .list({ account: provider.email })
      .filter(({ method, operation }) => operation.startsWith('zoom.meetings') && method !== 'GET')
      .map(({ operation, status }) => `${operation.replace('zoom.meetings.', '')} ${status}`)
    expect(written).toEqual(['create 201', 'patch 204', 'create 201', 'create 201', 'create 429'])
    const made = world.sandbox.zoom.meetings(provider.email).map(({ start_time }) => new Date(start_time))
    expect(made).toEqual([startsAt, ...byStart.slice(0, 3).map((one) => one.startsAt)])
    for (const { meetingId } of byStart.slice(3)) {
      const { reason, nextAttemptAt } = await world.meeting(meetingId)
      expect(reason).toBe('daily_limit')
      expect(nextAttemptAt?.toISOString()).toMatch(/^2026-11-23T00:00:0/)
    }
  })
})
