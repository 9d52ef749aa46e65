import { auditEntries, breakers, connections, meetings, sessions } from '@foyer/db/schema'
import { and, eq, like } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { confirmBooking } from '../bookings/confirm-booking.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { getBooking } from '../bookings/get-booking.ts'
import { rescheduleBooking } from '../bookings/reschedule-booking.ts'
import { listConnections } from '../connections/list-connections.ts'
import { probeConnections } from '../connections/probe-connections.ts'
import { retryMeeting } from '../meetings/retry-meeting.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { offerService } from '../testing/offer-service.ts'
import { passTime } from '../testing/pass-time.ts'
import { enterBreakers } from './enter-breakers.ts'
import { countBreakers, listBreakers } from './list-breakers.ts'

let world: MeetingWorld
beforeEach(async () => {
  world = await openMeetingWorld({ random: Math.random })
})
afterEach(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

const HOUR = 3600
const outage = { operation: 'google.events.*', kind: 'status', status: 503, times: 'unlimited' } as const

async function addProviders(count: number, sessionsEach: number) {
  const providers: Provider[] = []
  for (let index = 0; index < count; index += 1) {
    const provider = await world.addProvider()
    providers.push(provider)
    for (let session = 0; session < sessionsEach; session += 1) await world.addSession(provider)
  }
  return providers
}

/** Six seconds after the breaker opened last, and long before it lets a call through by itself. */
async function goToQuiet(scope: 'connection:%' | 'platform:%') {
  const { now, db } = world.core
  const openUntil = new Date(now().getTime() + 120_000)
  const openedAt = new Date(now().getTime() - 6000)
  await db.update(breakers).set({ openedAt, openUntil }).where(like(breakers.scope, scope))
}

const calls = (afterSeq = 0) => world.sandbox.calls.list({ operation: 'google.events.*', afterSeq })
const lastSeq = () => world.sandbox.calls.list().at(-1)?.seq ?? 0
const seconds = (from: Date, at: string) => (new Date(at).getTime() - from.getTime()) / 1000
const scopes = async () => (await world.core.db.select().from(breakers)).map(({ scope, state }) => `${scope} ${state}`)

async function expectOneEventEach(providers: Provider[], sessionsEach: number) {
  const statuses = await world.core.db.select({ status: meetings.status }).from(meetings)
  expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set(['ready']))
  for (const provider of providers) expect(world.liveEvents(provider)).toHaveLength(sessionsEach)
}

describe('a burst in which every third call fails', { timeout: 90_000 }, () => {
  it('is drained with one event for each session, and holds back no platform', async () => {
    world.sandbox.faults.add({ ...outage, probability: 0.3 })
    const providers = await addProviders(6, 4)
    await passTime(world, 600)
    expect((await scopes()).filter((scope) => scope.startsWith('platform:') && !scope.endsWith('closed'))).toEqual([])
    world.sandbox.faults.clear()
    await passTime(world, 600)
    await expectOneEventEach(providers, 4)
  })
})

describe('an hour without any answer of the platform', { timeout: 90_000 }, () => {
  it('costs a few calls, one at a time, and is followed by a drain that is no herd', async () => {
    world.sandbox.faults.add(outage)
    const providers = await addProviders(6, 3)
    const before = lastSeq()
    await passTime(world, 60)
    expect(await scopes()).toContainEqual(expect.stringMatching(/^platform:google_meet (open|half_open)$/))
    const opened = lastSeq()
    expect(calls(before).length).toBeLessThan(80)
    const from = world.core.now()
    await passTime(world, HOUR - 60)
    const during = calls(opened).map(({ at }) => seconds(from, at))
    expect(during.length).toBeLessThan(60)
    for (const [index, at] of during.entries()) expect(at - (during[index - 1] ?? -60)).toBeGreaterThan(5)

    world.sandbox.faults.clear()
    const healed = { seq: lastSeq(), at: world.core.now() }
    await passTime(world, 600)
    await expectOneEventEach(providers, 3)
    expect(await scopes()).toEqual([])
    const drain = calls(healed.seq).map(({ at }) => Math.floor(seconds(healed.at, at)))
    const perSecond = [...Map.groupBy(drain, (second) => second).values()].map((within) => within.length)
    expect(Math.max(...perSecond)).toBeLessThan(25)
  })

  it('lets one call through when the time has come, however many meetings are due', async () => {
    world.sandbox.faults.add(outage)
    await addProviders(6, 5)
    await passTime(world, 60)
    const [breaker] = await world.core.db.select().from(breakers).where(eq(breakers.scope, 'platform:google_meet'))
    // Nothing of the accounts' own is in the way: the platform's breaker alone decides.
    await world.core.db.delete(breakers).where(like(breakers.scope, 'connection:%'))
    world.setNow(new Date((breaker?.openUntil?.getTime() ?? 0) + 1000))
    await world.core.db.update(meetings).set({ nextAttemptAt: world.core.now() })
    const before = lastSeq()
    const all = await world.core.db.select({ id: meetings.id }).from(meetings)
    await Promise.all(all.map(({ id }) => world.sync(id)))
    expect(calls(before)).toHaveLength(1)
  })

  it('says on every meeting why it waits and when it is tried again, and counts no try that was none', async () => {
    world.sandbox.faults.add(outage)
    const [provider] = await addProviders(6, 3)
    await passTime(world, 60)
    if (!provider) throw new Error('There is no provider.')
    await goToQuiet('platform:%')
    const { meetingId } = await world.addSession(provider)
    const before = lastSeq()
    await world.sync(meetingId)
    const meeting = await world.meeting(meetingId)
    expect(meeting).toMatchObject({ status: 'pending', reason: 'platform_unreachable', attempts: 0 })
    expect(meeting.nextAttemptAt?.getTime()).toBeGreaterThan(world.core.now().getTime())
    expect(await world.attempts(meetingId)).toEqual([])
    expect(calls(before)).toEqual([])
    const [{ openUntil } = {}] = await listBreakers(world.core)
    const calm = await world.addProvider()
    expect((await listConnections(calm))[0]).toMatchObject({ status: 'degraded', resumesAt: openUntil })
  })

  it('lets people book, confirm, move and cancel as ever, without a call, and makes the link when it is over', async () => {
    world.sandbox.faults.add(outage)
    const [provider] = await addProviders(6, 3)
    await passTime(world, 60)
    if (!provider) throw new Error('There is no provider.')
    const service = await offerService(provider)
    const customer = await world.addUser('customer')
    const before = lastSeq()
    const book = (startsAt: string) => createBooking(customer, { serviceId: service.id, startsAt })
    const { id } = await book('2026-11-30T10:00:00.000Z')
    const other = await book('2026-11-30T12:00:00.000Z')
    for (const booking of [id, other.id]) await confirmBooking(provider, { id: booking })
    await rescheduleBooking(provider, { id, startsAt: '2026-11-30T14:00:00.000Z' })
    await cancelBooking(customer, { id: other.id })
    expect(calls(before)).toEqual([])
    world.sandbox.faults.clear()
    await passTime(world, 600)
    const [session] = (await getBooking(customer, { id })).sessions
    expect(session?.meeting).toMatchObject({ status: 'ready' })
    expect(world.liveEvents(provider)).toHaveLength(4)
  })

  it('keeps a session that begins soon waiting for seconds, not minutes', async () => {
    world.sandbox.faults.add(outage)
    const [provider] = await addProviders(6, 3)
    await passTime(world, 600)
    if (!provider) throw new Error('There is no provider.')
    const { meetingId, sessionId } = await world.addSession(provider)
    const startsAt = new Date(world.core.now().getTime() + 120_000)
    await world.changeSession(sessionId, { startsAt, endsAt: new Date(startsAt.getTime() + 1_800_000) })
    await passTime(world, 30)
    world.sandbox.faults.clear()
    await passTime(world, 30)
    expect((await world.meeting(meetingId)).status).toBe('ready')
  })

  it('takes nothing away from a cancelled session, which is called off at the platform afterwards', async () => {
    const [provider] = await addProviders(1, 6)
    await passTime(world, 60)
    if (!provider) throw new Error('There is no provider.')
    world.sandbox.faults.add(outage)
    for (const { id } of await world.core.db.select({ id: sessions.id }).from(sessions))
      await world.changeSession(id, { status: 'cancelled', cancelledBy: 'provider' })
    const before = lastSeq()
    await passTime(world, 300)
    expect(calls(before).length).toBeLessThan(20)
    world.sandbox.faults.clear()
    await passTime(world, 600)
    expect(world.liveEvents(provider)).toEqual([])
  })
})

describe('an account that does not answer', { timeout: 90_000 }, () => {
  const broken = async () => {
    const provider = await world.addProvider()
    world.sandbox.faults.add({ ...outage, account: provider.email })
    for (let session = 0; session < 6; session += 1) await world.addSession(provider)
    await passTime(world, 30)
    return provider
  }
  const card = async ({ userId }: Provider) =>
    (await world.core.db.select().from(connections).where(eq(connections.userId, userId)))[0]
  const changes = async ({ id }: { id: string }) =>
    (
      await world.core.db
        .select({ action: auditEntries.action })
        .from(auditEntries)
        .where(and(eq(auditEntries.subjectId, id), like(auditEntries.action, 'connection.%')))
        .orderBy(auditEntries.at)
    ).map(({ action }) => action)

  it('is shown as degraded with the time of the next call, then as connected, each written down once', async () => {
    const provider = await broken()
    const held = await card(provider)
    expect(held).toMatchObject({ status: 'degraded', reason: 'unreachable' })
    const resumesAt = held?.resumesAt?.toISOString()
    const waiting = { sessionsAffected: 6, sessionsBlocked: 0 }
    expect((await listConnections(provider))[0]).toMatchObject({ status: 'degraded', resumesAt, ...waiting })
    expect(await listBreakers(world.core)).toMatchObject([
      { kind: 'connection', provider: { email: provider.email }, openUntil: resumesAt, waiting: 6 },
    ])
    expect(await countBreakers(world.core)).toContainEqual({ kind: 'connection', state: 'open', count: 1 })
    world.sandbox.faults.clear()
    await passTime(world, 300)
    expect(await card(provider)).toMatchObject({ status: 'connected', reason: null, resumesAt: null })
    if (held)
      expect(await changes(held)).toEqual(['connection.connected', 'connection.degraded', 'connection.connected'])
  })

  it('is asked once when somebody presses the button, and all its links follow', async () => {
    const provider = await broken()
    await passTime(world, 60)
    await goToQuiet('connection:%')
    world.sandbox.faults.clear()
    const [meeting] = await world.core.db.select({ sessionId: meetings.sessionId }).from(meetings)
    const before = lastSeq()
    await retryMeeting(provider, { sessionId: meeting?.sessionId ?? '' })
    await passTime(world, 5)
    expect(calls(before).length).toBeGreaterThan(0)
    await expectOneEventEach([provider], 6)
  })

  it('is not asked again and again by somebody who keeps pressing', async () => {
    const provider = await broken()
    await passTime(world, 60)
    await goToQuiet('connection:%')
    const [meeting] = await world.core.db.select({ sessionId: meetings.sessionId }).from(meetings)
    const before = lastSeq()
    for (let press = 0; press < 10; press += 1) {
      await retryMeeting(provider, { sessionId: meeting?.sessionId ?? '' })
      await passTime(world, 0.1)
    }
    expect(calls(before)).toHaveLength(1)
  })

  it('is looked at by the sweep as the one call that may go through, and not before', async () => {
    const provider = await broken()
    await world.core.db.delete(meetings)
    const before = lastSeq()
    const { resumesAt } = (await card(provider)) ?? {}
    world.setNow(new Date((resumesAt?.getTime() ?? 0) - 1000))
    await probeConnections(provider)
    expect(calls(before)).toEqual([])
    world.sandbox.faults.clear()
    world.setNow(new Date((resumesAt?.getTime() ?? 0) + 1000))
    await probeConnections(provider)
    expect(calls(before)).toHaveLength(1)
    expect(await card(provider)).toMatchObject({ status: 'connected', resumesAt: null })
  })

  it('is asked by somebody else when the one who asked was killed on the way', async () => {
    const provider = await broken()
    const found = await card(provider)
    if (!found) throw new Error('There is no connection.')
    const target = { connectionId: found.id, platform: 'google_meet' } as const
    world.setNow(new Date((found.resumesAt?.getTime() ?? 0) + 1000))
    const enter = async () => (await enterBreakers(provider, target, null)).go
    expect([await enter(), await enter()]).toEqual([true, false])
    world.setNow(new Date(world.core.now().getTime() + 26_000))
    expect([await enter(), await enter()]).toEqual([true, false])
  })
})
