import { sessions } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import pino from 'pino'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SYSTEM } from '../context.ts'
import { type DatabaseClock, openDatabaseClock } from '../database-clock.ts'
import { findJoin } from '../sessions/find-join.ts'
import { openMeetingWorld } from '../testing/meeting-world.ts'

const MINUTE = 60_000
/** The clock of the machine before anybody turns it. */
const trueNow = () => performance.timeOrigin + performance.now()

afterEach(() => void vi.useRealTimers())

/** A world whose machine's clock is wrong, with the clock that the product puts over it. */
async function openWrongWorld(wrongByMs: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: trueNow() + wrongByMs })
  let clock: DatabaseClock | undefined
  const now = () => clock?.now() ?? new Date(trueNow())
  const world = await openMeetingWorld({ now })
  clock = await openDatabaseClock(world.core.db, pino({ level: 'silent' }))
  return { world, clock }
}

describe.for([
  ['ten minutes ahead of the database', 10 * MINUTE],
  ['ten minutes behind it', -10 * MINUTE],
] as const)('a machine whose clock is %s', ([, wrongByMs]) => {
  it('tries again neither early nor late, keeps a token that is good, and opens the room in time', async () => {
    const { world, clock } = await openWrongWorld(wrongByMs)
    await using _closing = world
    expect(Math.abs(Date.now() - trueNow())).toBeGreaterThan(9 * MINUTE)
    expect(Math.abs(clock.now().getTime() - trueNow())).toBeLessThan(5000)

    const provider = await world.addProvider()
    const { meetingId, sessionId } = await world.addSession(provider)
    world.sandbox.faults.add({
      operation: 'google.events.insert',
      account: provider.email,
      kind: 'status',
      status: 429,
      headers: { 'Retry-After': '30' },
    })
    await world.sync(meetingId)
    const [job] = await world.core.db.execute<{ seconds: string }>(
      sql`select extract(epoch from start_after - now()) as seconds from pgboss.job
        where name = 'meeting.sync' and start_after > created_on`,
    )
    expect(Number(job?.seconds)).toBeGreaterThan(20)
    expect(Number(job?.seconds)).toBeLessThan(60)
    expect(world.countCalls('google.token.refresh', provider)).toBe(0)

    const inMinutes = (minutes: number) => new Date(trueNow() + minutes * MINUTE)
    const joinAt = async (minutes: number) => {
      const [session] = await world.core.db
        .update(sessions)
        .set({ startsAt: inMinutes(minutes), endsAt: inMinutes(minutes + 30) })
        .where(eq(sessions.id, sessionId))
        .returning({ token: sessions.joinToken })
      return (await findJoin({ ...world.core, actor: SYSTEM }, { token: session?.token ?? '' }))?.status
    }
    expect([await joinAt(12), await joinAt(8)]).toEqual(['early', 'waiting'])
    clock.close()
  })
})

describe('a clock that is set back while the worker runs', () => {
  it('changes nothing: time goes on, and what was due stays due', async () => {
    const { world, clock } = await openWrongWorld(0)
    await using _closing = world
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    const before = clock.now()
    vi.setSystemTime(trueNow() - 60 * MINUTE)
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(before.getTime())
    expect(clock.now().getTime() - before.getTime()).toBeLessThan(5000)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', nextAttemptAt: null })
    expect(world.countCalls('google.token.refresh', provider)).toBe(0)
    const [row] = await world.core.db.execute<{ ms: string }>(
      sql`select extract(epoch from clock_timestamp()) * 1000 as ms`,
    )
    expect(Math.abs(Number(row?.ms) - clock.now().getTime())).toBeLessThan(1000)
    clock.close()
  })
})
