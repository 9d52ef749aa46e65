import { connections, meetings, sessions } from '@foyer/db/schema'
import type { FaultInput } from '@foyer/sandbox/control/faults'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { passTime } from '../testing/pass-time.ts'

let world: MeetingWorld
beforeEach(async () => {
  world = await openMeetingWorld({ random: Math.random })
})
afterEach(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>
type Refusal = Pick<Extract<FaultInput, { kind: 'status' }>, 'status' | 'reason' | 'headers'>

const refuse = (provider: Provider, refusal: Refusal) =>
  world.sandbox.faults.add({
    operation: 'google.events.*',
    account: provider.email,
    kind: 'status',
    times: 'unlimited',
    ...refusal,
  })

const callsOf = ({ email }: Provider, afterSeq = 0) =>
  world.sandbox.calls.list({ operation: 'google.events.*', account: email, afterSeq })
const lastSeq = () => world.sandbox.calls.list().at(-1)?.seq ?? 0
const secondsFromNow = (date: Date | null | undefined) =>
  Math.round(((date?.getTime() ?? 0) - world.core.now().getTime()) / 1000)

const card = async ({ userId }: Provider) =>
  (await world.core.db.select().from(connections).where(eq(connections.userId, userId)))[0]

async function meetingsOf({ userId }: Provider) {
  const rows = await world.core.db
    .select({ meeting: meetings })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(eq(sessions.providerId, userId))
  return rows.map(({ meeting }) => meeting)
}

async function addBusy(count: number) {
  const provider = await world.addProvider()
  for (let session = 0; session < count; session += 1) await world.addSession(provider)
  return provider
}

it('asks an account that is to be left alone for half a minute for nothing until then, whatever waits, and no other account waits for it', async () => {
  const limited = await addBusy(40)
  const others = [await addBusy(2), await addBusy(2), await addBusy(2)]
  refuse(limited, { status: 429, reason: 'rateLimitExceeded', headers: { 'retry-after': '30' } })
  const before = lastSeq()
  await passTime(world, 0)
  expect(callsOf(limited, before)).toHaveLength(1)
  expect(secondsFromNow((await card(limited))?.resumesAt)).toBe(30)
  expect(await card(limited)).toMatchObject({ status: 'rate_limited', reason: 'rate_limited' })
  for (const meeting of await meetingsOf(limited)) {
    expect(meeting).toMatchObject({ status: 'pending', reason: 'platform_rate_limited' })
    expect(secondsFromNow(meeting.nextAttemptAt)).toBeGreaterThanOrEqual(30)
  }
  for (const other of others) expect((await meetingsOf(other)).map(({ status }) => status)).toEqual(['ready', 'ready'])

  await passTime(world, 29)
  expect(callsOf(limited, before)).toHaveLength(1)
  world.sandbox.faults.clear()
  await passTime(world, 60)
  expect(new Set((await meetingsOf(limited)).map(({ status }) => status))).toEqual(new Set(['ready']))
  expect(world.liveEvents(limited)).toHaveLength(40)
  expect(await card(limited)).toMatchObject({ status: 'connected', resumesAt: null })
}, 120_000)

it.each([
  ['429 without a time', { status: 429 }],
  ['403 that says the limit is exceeded', { status: 403, reason: 'rateLimitExceeded' }],
  ['403 for too much of one user', { status: 403, reason: 'userRateLimitExceeded' }],
] satisfies [string, Refusal][])(
  'takes a %s for a limit, and asks less and less often',
  async (_name, refusal) => {
    const limited = await addBusy(10)
    refuse(limited, refusal)
    const before = lastSeq()
    await passTime(world, 300)
    const times = callsOf(limited, before).map(({ at }) => new Date(at).getTime() / 1000)
    expect(times.length).toBeLessThanOrEqual(6)
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    expect(gaps).toEqual(gaps.toSorted((one, other) => one - other))
    expect(await card(limited)).toMatchObject({ status: 'rate_limited' })
    world.sandbox.faults.clear()
    await passTime(world, 900)
    expect(new Set((await meetingsOf(limited)).map(({ status }) => status))).toEqual(new Set(['ready']))
  },
  60_000,
)

it('shows an hour as the expected time where the calendar has had enough, and asks once an hour', async () => {
  const limited = await addBusy(5)
  refuse(limited, { status: 403, reason: 'calendarUsageLimitsExceeded' })
  const before = lastSeq()
  await passTime(world, 1)
  for (const { reason, nextAttemptAt } of await meetingsOf(limited)) {
    expect(reason).toBe('platform_rate_limited')
    expect(secondsFromNow(nextAttemptAt) / 60).toBeCloseTo(60, 0)
  }
  expect(secondsFromNow((await card(limited))?.resumesAt) / 60).toBeCloseTo(60, 0)
  await passTime(world, 3 * 3600)
  expect(callsOf(limited, before).length).toBeLessThanOrEqual(4)
  world.sandbox.faults.clear()
  await passTime(world, 3700)
  expect(new Set((await meetingsOf(limited)).map(({ status }) => status))).toEqual(new Set(['ready']))
}, 60_000)
