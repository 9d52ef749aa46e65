import { auditEntries, connections, notifications } from '@foyer/db/schema'
import { and, eq, like } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { platformOf } from '../connections/acting-provider.ts'
import { probeConnection } from '../connections/probe-connection.ts'
import { findSecret, openToken } from '../connections/secrets.ts'
import { actAs, SYSTEM } from '../context.ts'
import { checkMeetings } from '../meetings/check-meetings.ts'
import { syncMeeting } from '../meetings/sync-meeting.ts'
import { onlyRow } from '../only-row.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { openWorkers } from '../testing/open-workers.ts'
import {
  addConnected,
  deleteByHand,
  endPermission,
  expireAccess,
  moveByHand,
  PLAYED_PLATFORMS,
  roomsOf,
} from '../testing/played-platforms.ts'
import { settle } from '../testing/settle.ts'

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

const MINUTE = 60_000
const pass = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))
const connectionOf = async ({ userId }: Provider) =>
  onlyRow(await world.core.db.select().from(connections).where(eq(connections.userId, userId)))
const statusesOf = (sessions: Session[]) =>
  Promise.all(sessions.map(async ({ meetingId }) => (await world.meeting(meetingId)).status))

/** What was written down of a connection's status, by name. */
async function historyOf(provider: Provider): Promise<string[]> {
  const { id } = await connectionOf(provider)
  const rows = await world.core.db
    .select({ action: auditEntries.action })
    .from(auditEntries)
    .where(and(eq(auditEntries.subjectId, id), like(auditEntries.action, 'connection.%')))
  return rows.map(({ action }) => action).toSorted((one, other) => one.localeCompare(other))
}

describe.each(PLAYED_PLATFORMS)('on $platform', (played) => {
  const { platform, create, update, remove, refresh } = played
  const rooms = (provider: Provider) => roomsOf(world, platform, provider)

  /** A connected provider with sessions that want a room; what connecting took is not counted. */
  async function withSessions(count: number) {
    const provider = await addConnected(world, platform)
    const sessions = []
    for (let made = 0; made < count; made += 1) sessions.push(await world.addSession(provider, platform))
    world.sandbox.calls.clear()
    return { provider, sessions }
  }

  async function withReadyRoom() {
    const { provider, sessions } = await withSessions(1)
    await settle(world)
    const session = onlyRow(sessions)
    return { provider, ...session, before: await world.meeting(session.meetingId) }
  }

  describe('an access token', () => {
    it('that is refused in mid-call is renewed once, and the call is sent once more', async () => {
      const { provider, sessions } = await withSessions(1)
      expireAccess(world, platform, provider)
      await world.sync(onlyRow(sessions).meetingId)
      expect(await statusesOf(sessions)).toEqual(['ready'])
      expect(world.countCalls(refresh, provider)).toBe(1)
      const creates = world.sandbox.calls.list({ operation: create, account: provider.email })
      expect(creates.map(({ status }) => (status ?? 0) < 300)).toEqual([false, true])
      expect(await historyOf(provider)).toEqual(['connection.connected'])
    })

    it('that 20 workers find run out is renewed by one of them, and the stored tokens are the last ones given', async () => {
      const { provider, sessions } = await withSessions(20)
      await using opened = await openWorkers(world, 20)
      world.sandbox.faults.add({ operation: refresh, account: provider.email, kind: 'delay', ms: 60 })
      pass(120 * MINUTE)
      const jobs = sessions.map(({ meetingId }) => ({ meetingId, providerId: 'anybody' }))
      await Promise.all(
        opened.workers.map((worker, index) =>
          syncMeeting(actAs(worker, SYSTEM), jobs[index] ?? { meetingId: '', providerId: '' }),
        ),
      )
      expect(new Set(await statusesOf(sessions))).toEqual(new Set(['ready']))
      expect(world.countCalls(refresh, provider)).toBe(1)
      const { id } = await connectionOf(provider)
      const stored = await findSecret(world.core.db, id)
      expect(stored).toMatchObject({ version: 2, refreshLeaseUntil: null })
      const adapter = platformOf(provider, platform)
      await adapter.probe(openToken(provider, id, 'access_token', stored?.accessToken ?? ''))
      await adapter.refreshTokens(openToken(provider, id, 'refresh_token', stored?.refreshToken ?? ''))
    })
  })

  describe('a permission that is taken back at the platform', () => {
    it('in the middle of a batch changes the connection once, is not stormed, and connecting anew makes the rest', async () => {
      const { provider, sessions } = await withSessions(12)
      await Promise.all(sessions.slice(0, 4).map(({ meetingId }) => world.sync(meetingId)))
      endPermission(world, platform, provider)
      world.sandbox.calls.clear()
      await settle(world)
      const made = await statusesOf(sessions)
      expect(made.filter((status) => status === 'ready')).toHaveLength(4)
      expect(made.filter((status) => status === 'blocked')).toHaveLength(8)
      expect(world.countCalls(refresh, provider)).toBe(1)
      expect(world.countCalls(played.rooms, provider)).toBeLessThanOrEqual(8)
      expect(await historyOf(provider)).toEqual(['connection.connected', 'connection.revoked'])

      expect(await world.connect(provider, undefined, platform)).toMatchObject({ outcome: 'connected', repaired: 8 })
      await settle(world)
      expect(new Set(await statusesOf(sessions))).toEqual(new Set(['ready']))
      expect(rooms(provider)).toHaveLength(12)
    })

    it('is noticed by the next look at the connection, once, and asks the provider to connect anew', async () => {
      const { provider } = await withSessions(0)
      endPermission(world, platform, provider)
      const { id } = await connectionOf(provider)
      const look = () => probeConnection(actAs(world.core, SYSTEM), platformOf(provider, platform), id)
      await Promise.all([look(), look(), look()])
      expect(await connectionOf(provider)).toMatchObject({ status: 'revoked', reason: 'invalid_grant' })
      expect(await historyOf(provider)).toEqual(['connection.connected', 'connection.revoked'])
    })
  })

  describe('a limit that ends in half a minute', () => {
    it('is kept: nothing is asked for before that time, and the rooms are made after it', async () => {
      const { provider, sessions } = await withSessions(3)
      const headers = { 'retry-after': played.retryAfter(world.core.now()) }
      const refusal = { operation: create, account: provider.email, kind: 'status', status: 429, headers } as const
      world.sandbox.faults.add(refusal)
      const limitedAt = world.core.now().getTime()
      await world.sync(sessions[0]?.meetingId ?? '')
      const waiting = await world.meeting(sessions[0]?.meetingId ?? '')
      expect(waiting).toMatchObject({ status: 'pending', reason: 'platform_rate_limited' })
      expect((waiting.nextAttemptAt?.getTime() ?? 0) - limitedAt).toBeGreaterThanOrEqual(30_000)
      pass(29_000)
      for (const { meetingId } of sessions) await world.sync(meetingId)
      expect(world.countCalls(create, provider)).toBe(1)
      await settle(world)
      expect(new Set(await statusesOf(sessions))).toEqual(new Set(['ready']))
      expect(rooms(provider)).toHaveLength(3)
    })
  })

  describe('a room that somebody changes by hand', () => {
    const toldOf = (sessionId: string) =>
      world.core.db.$count(
        notifications,
        and(eq(notifications.kind, 'link_changed'), eq(notifications.path, `/sessions/${sessionId}`)),
      )

    /** An hour before the start rooms are compared every ten minutes. */
    async function comeNear(sessionId: string) {
      const now = Math.floor(world.core.now().getTime() / MINUTE) * MINUTE
      const [startsAt, endsAt] = [new Date(now + 50 * MINUTE), new Date(now + 80 * MINUTE)]
      await world.changeSession(sessionId, { startsAt, endsAt })
      await settle(world)
      pass(11 * MINUTE)
      return startsAt
    }

    it('is put right where it was deleted, and people hear once of the new link', async () => {
      const { provider, sessionId, meetingId, before } = await withReadyRoom()
      await comeNear(sessionId)
      deleteByHand(world, platform, provider, before.externalId ?? '')
      for (let round = 0; round < 3; round += 1) {
        await checkMeetings(world.core)
        await settle(world)
      }
      const after = await world.meeting(meetingId)
      expect(after).toMatchObject({ status: 'ready', reason: null })
      expect(rooms(provider)).toMatchObject([{ externalId: after.externalId, joinUrl: after.joinUrl }])
      expect(after.joinUrl).not.toBe(before.joinUrl)
      expect(await toldOf(sessionId)).toBe(2)
    })

    it('is moved back where it was moved, with its link, and nobody is told', async () => {
      const { provider, sessionId, meetingId, before } = await withReadyRoom()
      const startsAt = await comeNear(sessionId)
      moveByHand(world, platform, provider, before.externalId ?? '')
      await checkMeetings(world.core)
      await settle(world)
      expect(rooms(provider)).toMatchObject([{ externalId: before.externalId, joinUrl: before.joinUrl, startsAt }])
      expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl: before.joinUrl })
      expect(await toldOf(sessionId)).toBe(0)
    })

    it('counts as removed when its removal is answered with 404', async () => {
      const { provider, sessionId, meetingId, before } = await withReadyRoom()
      deleteByHand(world, platform, provider, before.externalId ?? '')
      await world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'provider' })
      await settle(world)
      expect(await world.meeting(meetingId)).toMatchObject({ status: 'cancelled', joinUrl: null, nextAttemptAt: null })
      expect(rooms(provider)).toEqual([])
      expect(world.countCalls(remove, provider)).toBe(1)
      expect(world.countCalls(update, provider)).toBe(0)
    })
  })
})
