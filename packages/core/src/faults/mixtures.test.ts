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
import {
  addConnected,
  deleteByHand,
  endPermission,
  expireAccess,
  PLAYED_PLATFORMS,
  type PlayedPlatform,
  roomsOf,
  roomsOfMeeting,
} from '../testing/played-platforms.ts'
import { settle } from '../testing/settle.ts'

const AT_ONCE = 12
const STEPS = 8
const HOUR = 3_600_000

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
type Action = (provider: Provider, session: Session, draw: () => number) => Promise<unknown>

let consent: Promise<unknown> = Promise.resolve()

/** The sandbox gives its consent to one account at a time. */
function connect({ platform }: PlayedPlatform, provider: Provider): Promise<unknown> {
  consent = consent.then(() => world.connect(provider, undefined, platform))
  return consent
}

function pick<Item>(items: readonly Item[], draw: () => number): Item | undefined {
  return items[Math.floor(draw() * items.length)]
}

/**
 * What a request made at Microsoft that was overtaken by a whole removal cannot be told from: nothing lists it. So there
 * only answers come late.
 */
const arrivesInTime = ({ platform }: PlayedPlatform): boolean => platform === 'teams'

/** What people, workers and the platform do, in any order and at the same time. */
const actionsOn = (played: PlayedPlatform): Record<string, Action> => ({
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
  connect: (provider) => connect(played, provider),
  disconnectKeeping: (provider) => disconnectPlatform(provider, { platform: played.platform, futureMeetings: 'keep' }),
  disconnectRemoving: (provider) =>
    disconnectPlatform(provider, { platform: played.platform, futureMeetings: 'remove' }),
  takePermissionBack: async (provider) => endPermission(world, played.platform, provider),
  expireTokens: async (provider) => expireAccess(world, played.platform, provider),
  deleteByHand: async (provider, _session, draw) => {
    const room = pick(roomsOf(world, played.platform, provider), draw)
    if (room) deleteByHand(world, played.platform, provider, room.externalId)
  },
  loseAnswers: async ({ email }, _session, draw) => {
    const operation = pick([played.create, played.update, played.remove, played.read, played.refresh], draw) ?? '*'
    const kind = (['drop_after', 'drop_before', 'partial_body'] as const)[Math.floor(draw() * 3)] ?? 'drop_after'
    world.sandbox.faults.add({ operation, account: email, kind })
  },
  giveUpEarly: (_provider, { meetingId }) =>
    syncMeeting(actAs(world.impatient(15), SYSTEM), { meetingId, providerId: 'x' }),
  veryLate: async ({ email }, _session, draw) => {
    const operation = pick([played.create, played.update, played.remove], draw) ?? '*'
    world.sandbox.faults.add({
      operation,
      account: email,
      kind: 'delay',
      ms: 30 + Math.floor(draw() * 120),
      committed: arrivesInTime(played) || draw() < 0.3,
    })
  },
  limit: async ({ email }) => {
    world.sandbox.faults.add({
      operation: played.rooms,
      account: email,
      kind: 'status',
      status: 429,
      headers: { 'Retry-After': '20' },
    })
  },
  refuse: async ({ email }) => {
    world.sandbox.faults.add({
      operation: played.rooms,
      account: email,
      kind: 'status',
      status: 503,
      times: 2,
      committed: true,
    })
  },
  garble: async ({ email }) => {
    world.sandbox.faults.add({ operation: played.rooms, account: email, kind: 'changed_body', body: '<html>' })
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
      operation: played.rooms,
      account: email,
      kind: 'delay',
      ms: Math.floor(draw() * 40),
      committed: arrivesInTime(played) || draw() < 0.5,
      times: 2,
    })
  },
})

/** What only Google has: rooms that take time, and events without one. */
const GOOGLE_ACTIONS: Record<string, Action> = {
  emptyByHand: async (provider, _session, draw) => {
    const event = pick(world.liveEvents(provider), draw)
    if (event) world.sandbox.google.removeConference({ account: provider.email, id: event.id })
  },
  rooms: async ({ email }, _session, draw) => {
    const outcome = draw() < 0.7 ? 'success' : 'failure'
    world.sandbox.google.setConferences({ account: email, pendingReads: Math.floor(draw() * 3), outcome })
  },
}

async function live(actions: Record<string, Action>, seed: number, provider: Provider, both: Session[]) {
  const draw = createRandom(seed)
  const names = Object.keys(actions)
  const done: string[] = []
  const act = async () => {
    for (let step = 0; step < STEPS; step += 1) {
      const name = pick(names, draw) ?? 'work'
      const session = both[Math.floor(draw() * both.length)]
      if (!session) continue
      done.push(`${name} ${both.indexOf(session)}`)
      try {
        await actions[name]?.(provider, session, draw)
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

async function judge({ platform }: PlayedPlatform, provider: Provider, { sessionId, meetingId }: Session) {
  const session = onlyRow(await world.core.db.select().from(sessions).where(eq(sessions.id, sessionId)))
  const meeting = await world.meeting(meetingId)
  const events = roomsOfMeeting(world, platform, provider, meetingId)
  const isOwn = session.status === 'scheduled' && meeting.source === 'platform'
  return {
    is: {
      status: meeting.status,
      isClaimed: meeting.claimedUntil !== null && meeting.claimedUntil > world.core.now(),
      nextAttemptAt: meeting.nextAttemptAt,
      outcomeUnknown: meeting.outcomeUnknown,
      events: events.map(({ startsAt, joinUrl }) => [startsAt.toISOString(), joinUrl]),
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

describe.each(PLAYED_PLATFORMS)('whatever people, workers and the platform do at once, on $platform', (played) => {
  const { platform } = played
  const isGoogle = platform === 'google_meet'
  const seeds = isGoogle ? 2 * AT_ONCE : AT_ONCE
  const actions = { ...actionsOn(played), ...(isGoogle ? GOOGLE_ACTIONS : {}) }

  it('ends with one room at the right time for every session that needs one, and none for the others', {
    timeout: 180_000,
  }, async () => {
    const lives: { seed: number; provider: Provider; both: Session[]; done: string[] }[] = []
    for (let seed = 1; seed <= seeds; seed += AT_ONCE) {
      const some = []
      for (let index = 0; index < AT_ONCE; index += 1) {
        const provider = await addConnected(world, platform)
        some.push({
          seed: seed + index,
          provider,
          both: [await world.addSession(provider, platform), await world.addSession(provider, platform)],
        })
      }
      lives.push(
        ...(await Promise.all(
          some.map(async (one) => ({ ...one, done: await live(actions, one.seed, one.provider, one.both) })),
        )),
      )
    }
    // What is still on its way arrives.
    await wait(200)
    world.sandbox.faults.clear()
    for (const { provider } of lives) world.sandbox.google.setConferences({ account: provider.email })
    await world.core.db.execute(sql`update providers set hand_edits = 'repair'`)
    await deliverJobs(world.core)
    for (const { provider } of lives) await connect(played, provider)
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
    // What a request made that came too late for anybody to know is found when the account is looked through.
    await world.core.db.execute(sql`update connections set orphans_checked_at = null where platform = ${platform}`)
    await removeOrphans(world.core)
    const wrong = []
    for (const { seed, provider, both, done } of lives)
      for (const [index, session] of both.entries()) {
        const { is, shouldBe } = await judge(played, provider, session)
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
    expect(await world.core.db.$count(meetings, eq(meetings.platform, platform))).toBe(seeds * 2)
  })
})
