import { setTimeout as wait } from 'node:timers/promises'
import { auditEntries, connectionRepairs, connections, meetings } from '@foyer/db/schema'
import type { FaultInput } from '@foyer/sandbox/control/faults'
import { createRandom } from '@foyer/sandbox/control/random'
import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lockConnection } from '../connections/secrets.ts'
import { actAs, SYSTEM } from '../context.ts'
import { lockOwnMeeting } from '../meetings/lock-own-meeting.ts'
import { syncMeeting } from '../meetings/sync-meeting.ts'
import { deliverJobs } from '../testing/deliver-jobs.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { openWorkers } from '../testing/open-workers.ts'
import { addConnected, PLAYED_PLATFORMS, type PlayedPlatform, roomsOfMeeting } from '../testing/played-platforms.ts'
import { settle } from '../testing/settle.ts'

const INTERLEAVINGS = 100
/** On each of the others, which go through the same code but for their folder. */
const INTERLEAVINGS_ELSEWHERE = 40
/** As many as run at the same moment. */
const AT_ONCE = 20

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld(
    {},
    PLAYED_PLATFORMS.map(({ platform }) => platform),
  )
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>
type Session = Awaited<ReturnType<MeetingWorld['addSession']>>
type Change = (one: Interleaving, draw: () => number) => Promise<void>

const TROUBLE = ['drop_before', 'drop_after', 'partial_body'] as const

/** What one interleaving meets on its way, drawn from its seed. */
function drawFaults(
  { create, read, update, remove }: PlayedPlatform,
  account: string,
  draw: () => number,
): FaultInput[] {
  const operations = [create, read, update, remove]
  return operations.flatMap((operation): FaultInput[] => {
    const dice = draw()
    const target = { operation, account, nth: 1 + Math.floor(draw() * 2) }
    if (dice < 0.35) return [{ ...target, kind: TROUBLE[Math.floor(draw() * TROUBLE.length)] ?? 'drop_after' }]
    if (dice < 0.5) return [{ ...target, kind: 'status', status: 503, committed: draw() < 0.5 }]
    if (dice < 0.8) return [{ ...target, kind: 'delay', ms: Math.floor(draw() * 25), committed: draw() < 0.5 }]
    return []
  })
}

interface Interleaving {
  provider: Provider
  session: Session
  /** How many went before with the same provider. */
  round: number
}

/** One create that the change meets before, during or after: whatever the seed says. */
async function interleave(played: PlayedPlatform, seed: number, one: Interleaving, change: Change): Promise<void> {
  const { provider, session } = one
  const draw = createRandom(seed)
  for (const fault of drawFaults(played, provider.email, draw)) world.sandbox.faults.add(fault)
  const changing = wait(Math.floor(draw() * 60)).then(() => change(one, draw))
  // The queue may deliver a job late, early and twice.
  const delivering = [1, 2].map(() => wait(Math.floor(draw() * 20)).then(() => world.sync(session.meetingId)))
  await Promise.all([changing, ...delivering])
  await world.sync(session.meetingId)
}

async function interleaveAll(played: PlayedPlatform, count: number, change: Change): Promise<Interleaving[]> {
  const providers: Provider[] = []
  // One after the other: the sandbox gives its consent to one account at a time.
  for (let index = 0; index < AT_ONCE; index += 1) providers.push(await addConnected(world, played.platform))
  const all: Interleaving[] = []
  let applied = 0
  for (let round = 0; round < count / AT_ONCE; round += 1) {
    const some = await Promise.all(
      providers.map(async (provider) => ({
        provider,
        round,
        session: await world.addSession(provider, played.platform),
      })),
    )
    await Promise.all(some.map((one, index) => interleave(played, round * AT_ONCE + index, one, change)))
    applied += world.sandbox.faults.list().filter((rule) => rule.applied > 0).length
    world.sandbox.faults.clear()
    all.push(...some)
  }
  expect(applied).toBeGreaterThan(count / 4)
  await settle(world)
  return all
}

/** The live rooms of one session; its provider has others. */
const roomsFor = ({ platform }: PlayedPlatform, { provider, session }: Interleaving) =>
  roomsOfMeeting(world, platform, provider, session.meetingId)

/** A time of its own for each round, as one provider has a session in each. */
const moveTo = (day: number, hour: number) => ({
  startsAt: new Date(Date.UTC(2026, 11, day, hour)),
  endsAt: new Date(Date.UTC(2026, 11, day, hour, 30)),
})

describe.each(PLAYED_PLATFORMS)(
  'a session on $platform that changes while its room is being made, in many ways',
  (played) => {
    const count = played.platform === 'google_meet' ? INTERLEAVINGS : INTERLEAVINGS_ELSEWHERE

    it('has one room at its newest time when it is moved, and the link of that room', {
      timeout: 120_000,
    }, async () => {
      const moved = await interleaveAll(played, count, async ({ session: { sessionId }, round }, draw) => {
        await world.changeSession(sessionId, moveTo(7 + round, 8))
        await wait(Math.floor(draw() * 10))
        await world.changeSession(sessionId, moveTo(7 + round, 10))
      })
      expect(moved).toHaveLength(count)
      for (const one of moved) {
        const { session, round } = one
        const meeting = await world.meeting(session.meetingId)
        expect(meeting).toMatchObject({ status: 'ready', reason: null, nextAttemptAt: null, claimedUntil: null })
        expect(meeting.syncedVersion).toBe(meeting.desiredVersion)
        const { startsAt } = moveTo(7 + round, 10)
        expect(roomsFor(played, one)).toMatchObject([
          { externalId: meeting.externalId, joinUrl: meeting.joinUrl, startsAt },
        ])
      }
    })

    it('has no room when it is cancelled', { timeout: 120_000 }, async () => {
      const cancelled = await interleaveAll(played, count, ({ session: { sessionId } }) =>
        world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'customer' }),
      )
      expect(cancelled).toHaveLength(count)
      for (const one of cancelled) {
        const meeting = await world.meeting(one.session.meetingId)
        expect(meeting).toMatchObject({
          syncedVersion: meeting.desiredVersion,
          status: 'cancelled',
          joinUrl: null,
          nextAttemptAt: null,
          claimedUntil: null,
          outcomeUnknown: false,
        })
        expect(roomsFor(played, one)).toEqual([])
      }
    })
  },
)

describe('a job that is delivered twice, or wanted three times', () => {
  it('makes one room with one insert, and each change of state is written down once', async () => {
    const provider = await world.addProvider()
    const { meetingId, sessionId } = await world.addSession(provider)
    for (let time = 0; time < 2; time += 1) await world.changeSession(sessionId, { status: 'scheduled' })
    await using opened = await openWorkers(world, 4)
    const [one, two] = opened.workers
    world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, kind: 'delay', ms: 40 })
    const deliveries = [...opened.workers, one, two].filter((core) => core !== undefined)
    const job = { meetingId, providerId: provider.userId }
    await Promise.all(deliveries.map((core) => syncMeeting(actAs(core, SYSTEM), job)))
    await deliverJobs(world.core)
    await settle(world)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(world.countCalls('google.events.insert', provider)).toBe(1)
    expect(world.countCalls('google.events.patch', provider)).toBe(0)
    expect(world.liveEvents(provider)).toHaveLength(1)
    const entries = await world.core.db
      .select({ action: auditEntries.action })
      .from(auditEntries)
      .where(and(eq(auditEntries.subjectId, meetingId), sql`${auditEntries.action} like 'meeting.%'`))
    expect(entries).toEqual([{ action: 'meeting.ready' }])
  })
})

describe('a person and a worker at the same session', () => {
  it('never wait for each other in a circle: whoever holds a row in a change lets others refer to it', async () => {
    const provider = await world.addProvider()
    const { meetingId, sessionId } = await world.addSession(provider)
    const { db } = world.core
    const [connection] = await db.select().from(connections).where(eq(connections.userId, provider.userId))
    const connectionId = connection?.id ?? ''
    await db.transaction(async (tx) => {
      await lockConnection(tx, connectionId)
      // What a worker writes that has made the first room with this connection, while it holds the meeting.
      await db.update(meetings).set({ connectionId }).where(eq(meetings.id, meetingId))
    })
    await db.transaction(async (tx) => {
      await lockOwnMeeting(provider, tx, sessionId)
      // What is written while connecting anew, after the meetings were taken.
      await db.insert(connectionRepairs).values({ connectionId, sessionId, startedAt: world.core.now() })
    })
    await settle(world)
    expect((await world.meeting(meetingId)).status).toBe('ready')
  })
})
