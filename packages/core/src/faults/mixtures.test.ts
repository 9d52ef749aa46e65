import { setTimeout as wait } from 'node:timers/promises'
import { meetings, sessions } from '@foyer/db/schema'
import { createRandom } from '@foyer/sandbox/control/random'
import { FoyerError } from '@foyer/shared/errors'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnectPlatform } from '../connections/disconnect-platform.ts'
import { probeConnections } from '../connections/probe-connections.ts'
import { actAs, SYSTEM } from '../context.ts'
import { checkMeetings } from '../meetings/check-meetings.ts'
import { claimMeeting } from '../meetings/claim-meeting.ts'
import { removeManualLink } from '../meetings/remove-manual-link.ts'
import { repairMyMeetings } from '../meetings/repair-my-meetings.ts'
import { retryMeeting } from '../meetings/retry-meeting.ts'
import { setManualLink } from '../meetings/set-manual-link.ts'
import { syncMeeting } from '../meetings/sync-meeting.ts'
import { onlyRow } from '../only-row.ts'
import { removeOrphans } from '../sweeps/remove-orphans.ts'
import { sweepMeetings } from '../sweeps/sweep-meetings.ts'
import { deliverJobs } from '../testing/deliver-jobs.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { settle } from '../testing/settle.ts'

const SEEDS = 24
const AT_ONCE = 12
const STEPS = 8
const HOUR = 3_600_000

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>
type Session = Awaited<ReturnType<MeetingWorld['addSession']>>
type Action = (provider: Provider, session: Session, draw: () => number) => Promise<unknown>

const platform = 'google_meet'
let consent: Promise<unknown> = Promise.resolve()

/** The sandbox gives its consent to one account at a time. */
function connect(provider: Provider): Promise<unknown> {
  consent = consent.then(() => world.connect(provider))
  return consent
}

const eventOf = (provider: Provider, draw: () => number) => {
  const live = world.liveEvents(provider)
  const event = live[Math.floor(draw() * live.length)]
  return event && { account: provider.email, id: event.id }
}

/** What people, workers and the platform do, in any order and at the same time. */
const ACTIONS: Record<string, Action> = {
  move: (_provider, { sessionId }, draw) => {
    const startsAt = new Date(
      Date.UTC(2026, 11, 1 + Math.floor(draw() * 9), Math.floor(draw() * 20)) + Math.floor(draw() * 3000) * 1000,
    )
    return world.changeSession(sessionId, { startsAt, endsAt: new Date(startsAt.getTime() + HOUR / 2) })
  },
  cancel: (_provider, { sessionId }) =>
    world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'customer' }),
  setLink: (provider, { sessionId }) => setManualLink(provider, { sessionId, joinUrl: 'https://rooms.example/ana' }),
  takeLinkBack: (provider, { sessionId }) => removeManualLink(provider, { sessionId }),
  retry: (provider, { sessionId }) => retryMeeting(provider, { sessionId }),
  retryAll: (provider) => repairMyMeetings(provider),
  work: (_provider, { meetingId }) => world.sync(meetingId),
  workTwice: (_provider, { meetingId }) => Promise.all([world.sync(meetingId), world.sync(meetingId)]),
  dieAtWork: (provider, { meetingId }) => claimMeeting(provider, { meetingId, providerId: provider.userId }),
  sweep: (provider) => sweepMeetings(provider),
  connect: (provider) => connect(provider),
  disconnectKeeping: (provider) => disconnectPlatform(provider, { platform, futureMeetings: 'keep' }),
  disconnectRemoving: (provider) => disconnectPlatform(provider, { platform, futureMeetings: 'remove' }),
  revokeAtGoogle: async (provider) => world.sandbox.google.revokeGrant(provider.email),
  expireTokens: async (provider) => world.sandbox.google.expireAccessTokens(provider.email),
  deleteByHand: async (provider, _session, draw) => {
    const event = eventOf(provider, draw)
    if (event) world.sandbox.google.deleteEvent(event)
  },
  emptyByHand: async (provider, _session, draw) => {
    const event = eventOf(provider, draw)
    if (event) world.sandbox.google.removeConference(event)
  },
  loseAnswers: async ({ email }, _session, draw) => {
    const operation =
      [
        'google.events.insert',
        'google.events.patch',
        'google.events.delete',
        'google.events.get',
        'google.token.refresh',
      ][Math.floor(draw() * 5)] ?? '*'
    const kind = (['drop_after', 'drop_before', 'partial_body'] as const)[Math.floor(draw() * 3)] ?? 'drop_after'
    world.sandbox.faults.add({ operation, account: email, kind })
  },
  giveUpEarly: (_provider, { meetingId }) =>
    syncMeeting(actAs(world.impatient(15), SYSTEM), { meetingId, providerId: 'x' }),
  veryLate: async ({ email }, _session, draw) => {
    const operation =
      ['google.events.insert', 'google.events.patch', 'google.events.delete'][Math.floor(draw() * 3)] ?? '*'
    world.sandbox.faults.add({
      operation,
      account: email,
      kind: 'delay',
      ms: 30 + Math.floor(draw() * 120),
      committed: draw() < 0.3,
    })
  },
  limit: async ({ email }) => {
    world.sandbox.faults.add({
      operation: 'google.events.*',
      account: email,
      kind: 'status',
      status: 429,
      headers: { 'Retry-After': '20' },
    })
  },
  refuse: async ({ email }) => {
    world.sandbox.faults.add({
      operation: 'google.events.*',
      account: email,
      kind: 'status',
      status: 503,
      times: 2,
      committed: true,
    })
  },
  garble: async ({ email }) => {
    world.sandbox.faults.add({ operation: 'google.events.*', account: email, kind: 'changed_body', body: '<html>' })
  },
  rooms: async ({ email }, _session, draw) => {
    const outcome = draw() < 0.7 ? 'success' : 'failure'
    world.sandbox.google.setConferences({ account: email, pendingReads: Math.floor(draw() * 3), outcome })
  },
  askMe: async (provider, _session, draw) =>
    world.core.db.execute(
      sql`update providers set hand_edits = ${draw() < 0.5 ? 'ask' : 'repair'} where id = ${provider.userId}`,
    ),
  check: () => checkMeetings(world.core),
  orphans: () => removeOrphans(world.core),
  probe: () => probeConnections(world.core),
  deliver: () => deliverJobs(world.core),
  slowDown: async ({ email }, _session, draw) => {
    world.sandbox.faults.add({
      operation: 'google.events.*',
      account: email,
      kind: 'delay',
      ms: Math.floor(draw() * 40),
      committed: draw() < 0.5,
      times: 2,
    })
  },
}

const NAMES = Object.keys(ACTIONS)

async function live(seed: number, provider: Provider, both: Session[]): Promise<string[]> {
  const draw = createRandom(seed)
  const done: string[] = []
  const act = async () => {
    for (let step = 0; step < STEPS; step += 1) {
      const name = NAMES[Math.floor(draw() * NAMES.length)] ?? 'work'
      const session = both[Math.floor(draw() * both.length)]
      if (!session) continue
      done.push(`${name} ${both.indexOf(session)}`)
      try {
        await ACTIONS[name]?.(provider, session, draw)
      } catch (error) {
        // People are refused what is not possible any more; everything else is a fault of ours.
        if (!(error instanceof FoyerError)) throw error
      }
      await wait(Math.floor(draw() * 10))
    }
  }
  await Promise.all([act(), act()])
  return done
}

async function judge(provider: Provider, { sessionId, meetingId }: Session) {
  const session = onlyRow(await world.core.db.select().from(sessions).where(eq(sessions.id, sessionId)))
  const meeting = await world.meeting(meetingId)
  const events = world.liveEvents(provider).filter(({ id }) => id.startsWith(meetingId.replaceAll('-', '')))
  const isOwn = session.status === 'scheduled' && meeting.source === 'platform'
  return {
    is: {
      status: meeting.status,
      isClaimed: meeting.claimedUntil !== null && meeting.claimedUntil > world.core.now(),
      nextAttemptAt: meeting.nextAttemptAt,
      outcomeUnknown: meeting.outcomeUnknown,
      events: events.map((event) => [
        new Date(event.start.dateTime ?? '').toISOString(),
        'hangoutLink' in event ? event.hangoutLink : null,
      ]),
    },
    shouldBe: {
      status: session.status === 'cancelled' ? 'cancelled' : 'ready',
      isClaimed: false,
      nextAttemptAt: null,
      outcomeUnknown: false,
      events: isOwn ? [[session.startsAt.toISOString(), meeting.joinUrl]] : [],
    },
  }
}

describe('whatever people, workers and the platform do at once', () => {
  it('ends with one room at the right time for every session that needs one, and none for the others', {
    timeout: 120_000,
  }, async () => {
    const lives: { seed: number; provider: Provider; both: Session[]; done: string[] }[] = []
    for (let seed = 1; seed <= SEEDS; seed += AT_ONCE) {
      const some = []
      for (let index = 0; index < AT_ONCE; index += 1) {
        const provider = await world.addProvider()
        some.push({
          seed: seed + index,
          provider,
          both: [await world.addSession(provider), await world.addSession(provider)],
        })
      }
      lives.push(
        ...(await Promise.all(
          some.map(async (one) => ({ ...one, done: await live(one.seed, one.provider, one.both) })),
        )),
      )
    }
    // What is still on its way arrives.
    await wait(200)
    world.sandbox.faults.clear()
    for (const { provider } of lives) world.sandbox.google.setConferences({ account: provider.email })
    await world.core.db.execute(sql`update providers set hand_edits = 'repair'`)
    await deliverJobs(world.core)
    for (const { provider } of lives) await connect(provider)
    await settle(world)
    // What was changed by hand at the platform is found when the sessions come near.
    for (const { both } of lives)
      for (const { sessionId, meetingId } of both) {
        const [{ status }, { source }] = [
          onlyRow(await world.core.db.select().from(sessions).where(eq(sessions.id, sessionId))),
          await world.meeting(meetingId),
        ]
        if (status === 'scheduled' && source === 'platform')
          await world.changeSession(sessionId, { status: 'scheduled' })
      }
    await settle(world)
    // Whose worker died is found by the sweep.
    world.setNow(new Date(world.core.now().getTime() + 60_000))
    await sweepMeetings(world.core)
    await checkMeetings(world.core)
    await settle(world)
    const wrong = []
    for (const { seed, provider, both, done } of lives)
      for (const [index, session] of both.entries()) {
        const { is, shouldBe } = await judge(provider, session)
        if (JSON.stringify(is) !== JSON.stringify(shouldBe))
          wrong.push({
            seed,
            index,
            done,
            is,
            shouldBe,
            row: await world.meeting(session.meetingId),
            attempts: await world.attempts(session.meetingId),
          })
      }
    expect(wrong).toEqual([])
    expect(await world.core.db.$count(meetings)).toBe(SEEDS * 2)
  })
})
