import { auditEntries, connectionSecrets, connections, meetings } from '@foyer/db/schema'
import { and, eq, inArray, like } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { platformOf } from '../connections/acting-provider.ts'
import { probeConnection } from '../connections/probe-connection.ts'
import { findSecret, openToken } from '../connections/secrets.ts'
import { actAs, type Core, SYSTEM } from '../context.ts'
import { syncMeeting } from '../meetings/sync-meeting.ts'
import { onlyRow } from '../only-row.ts'
import { createKeyring } from '../security/keyring.ts'
import { deliverJobs } from '../testing/deliver-jobs.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { openWorkers } from '../testing/open-workers.ts'
import { settle } from '../testing/settle.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

const syncAs = (core: Core, meetingId: string) => syncMeeting(actAs(core, SYSTEM), { meetingId, providerId: 'anybody' })
const pass = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))
const google = async ({ userId }: Provider) =>
  onlyRow(await world.core.db.select().from(connections).where(eq(connections.userId, userId)))
const refreshes = (provider: Provider) => world.countCalls('google.token.refresh', provider)

const addSessions = (provider: Provider, count: number) =>
  Promise.all(Array.from({ length: count }, () => world.addSession(provider)))

async function statuses(of: { meetingId: string }[]) {
  const ids = of.map(({ meetingId }) => meetingId)
  const rows = await world.core.db.select({ status: meetings.status }).from(meetings).where(inArray(meetings.id, ids))
  return new Map([...Map.groupBy(rows, ({ status }) => status)].map(([status, { length }]) => [status, length]))
}

/** The changes of a connection's status that were written down, by their names. */
async function historyOf(provider: Provider): Promise<string[]> {
  const { id } = await google(provider)
  const rows = await world.core.db
    .select({ action: auditEntries.action })
    .from(auditEntries)
    .where(and(eq(auditEntries.subjectId, id), like(auditEntries.action, 'connection.%')))
    .orderBy(auditEntries.action)
  return rows.map(({ action }) => action)
}

describe('an access token that the platform refuses in mid-call', () => {
  it('is renewed once and the call is sent once more', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    world.sandbox.google.expireAccessTokens(provider.email)
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(refreshes(provider)).toBe(1)
    const inserts = world.sandbox.calls.list({ operation: 'google.events.insert', account: provider.email })
    expect(inserts.map(({ status }) => status)).toEqual([401, 200])
    expect(await historyOf(provider)).toEqual(['connection.connected'])
  })
})

describe('a permission that is taken back in the middle of a batch of 50', { timeout: 120_000 }, () => {
  it('changes the connection once, is not stormed, and every link is made after connecting anew, without a click', async () => {
    const provider = await world.addProvider()
    const batch = await addSessions(provider, 50)
    await Promise.all(batch.slice(0, 20).map(({ meetingId }) => world.sync(meetingId)))
    world.sandbox.google.revokeGrant(provider.email)
    world.sandbox.calls.clear()
    await settle(world)
    expect(await statuses(batch)).toEqual(
      new Map([
        ['ready', 20],
        ['blocked', 30],
      ]),
    )
    expect(await historyOf(provider)).toEqual(['connection.connected', 'connection.revoked'])
    expect(refreshes(provider)).toBe(1)
    // Nobody may ask more often than those who were under way together when it happened.
    expect(world.sandbox.calls.list({ operation: 'google.events.*' }).length).toBeLessThanOrEqual(30)

    world.sandbox.calls.clear()
    pass(6 * 3_600_000)
    await settle(world)
    expect(world.sandbox.calls.list({ vendor: 'google' })).toEqual([])

    expect(await world.connect(provider)).toMatchObject({ outcome: 'connected', repaired: 30 })
    await settle(world)
    expect(await statuses(batch)).toEqual(new Map([['ready', 50]]))
    expect(world.liveEvents(provider)).toHaveLength(50)
    expect(world.countCalls('google.events.insert', provider)).toBe(30)
    expect(await historyOf(provider)).toEqual(['connection.connected', 'connection.connected', 'connection.revoked'])
  })
})

describe('an access token that 20 workers find run out at the same moment', { timeout: 60_000 }, () => {
  it('is renewed by one of them, and the stored one is that of the last renewal', async () => {
    const provider = await world.addProvider()
    const batch = await addSessions(provider, 20)
    await using opened = await openWorkers(world, 20)
    world.sandbox.faults.add({ operation: 'google.token.refresh', account: provider.email, kind: 'delay', ms: 60 })
    pass(2 * 3_600_000)
    await Promise.all(opened.workers.map((worker, index) => syncAs(worker, batch[index]?.meetingId ?? '')))
    expect(await statuses(batch)).toEqual(new Map([['ready', 20]]))
    expect(refreshes(provider)).toBe(1)
    const { id } = await google(provider)
    const stored = await findSecret(world.core.db, id)
    expect(stored).toMatchObject({ version: 2, refreshLeaseUntil: null })
    const accessToken = openToken(provider, id, 'access_token', stored?.accessToken ?? '')
    const answer = await fetch(`${world.sandbox.origin}/v1/userinfo`, {
      headers: { authorization: `Bearer ${accessToken}` },
    })
    expect(answer.status).toBe(200)
  })
})

describe('a worker that dies between the answer to a renewal and its storing', () => {
  it('loses nothing: the next one waits for its lease and renews once more', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    const { id } = await google(provider)
    pass(2 * 3_600_000)
    const secret = await findSecret(world.core.db, id)
    const lease = { refreshEpoch: 1, refreshLeaseUntil: new Date(world.core.now().getTime() + 20_000) }
    await world.core.db.update(connectionSecrets).set(lease).where(eq(connectionSecrets.connectionId, id))
    const platform = platformOf(provider, 'google_meet')
    await platform.refreshTokens(openToken(provider, id, 'refresh_token', secret?.refreshToken ?? ''))
    const waiting = world.sync(meetingId)
    expect(refreshes(provider)).toBe(1)
    pass(21_000)
    await waiting
    expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(refreshes(provider)).toBe(2)
    expect(await historyOf(provider)).toEqual(['connection.connected'])
  })

  it('finds what it wanted to store refused once somebody else has renewed', async () => {
    const provider = await world.addProvider()
    const batch = await addSessions(provider, 2)
    const [slow, next] = batch
    world.sandbox.faults.add({ operation: 'google.token.refresh', account: provider.email, kind: 'delay', ms: 300 })
    pass(2 * 3_600_000)
    const late = world.sync(slow?.meetingId ?? '')
    await expect.poll(() => refreshes(provider), { interval: 5 }).toBe(1)
    pass(21_000)
    await world.sync(next?.meetingId ?? '')
    const { id } = await google(provider)
    const after = await findSecret(world.core.db, id)
    await late
    await settle(world)
    expect((await findSecret(world.core.db, id))?.accessToken).toBe(after?.accessToken)
    expect(await statuses(batch)).toEqual(new Map([['ready', 2]]))
  })
})

describe('secrets that cannot be opened', () => {
  const oldKey = Buffer.alloc(32, 7)
  const newKey = Buffer.alloc(32, 8)

  it('flag one connection when its row was tampered with, and the worker goes on', async () => {
    const [tampered, other] = [await world.addProvider(), await world.addProvider()]
    const [stopped, fine] = [await world.addSession(tampered), await world.addSession(other)]
    const { id } = await google(tampered)
    const secret = await findSecret(world.core.db, id)
    const turned = `${secret?.accessToken.slice(0, -4)}AAAA`
    await world.core.db
      .update(connectionSecrets)
      .set({ accessToken: turned })
      .where(eq(connectionSecrets.connectionId, id))
    expect((await deliverJobs(world.core)).failed).toEqual([])
    expect(await world.meeting(stopped.meetingId)).toMatchObject({ status: 'blocked', reason: 'connection_lost' })
    expect(await google(tampered)).toMatchObject({ status: 'revoked', reason: 'secret_unreadable' })
    expect((await world.meeting(fine.meetingId)).status).toBe('ready')
    expect((await google(other)).status).toBe('connected')
    await world.connect(tampered)
    await settle(world)
    expect((await world.meeting(stopped.meetingId)).status).toBe('ready')
  })

  it('are read with an older key as long as it is there, and written with the first', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    pass(2 * 3_600_000)
    const keyring = createKeyring(
      new Map([
        ['next', newKey],
        ['test', oldKey],
      ]),
    )
    await syncAs({ ...world.core, keyring }, meetingId)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    const secret = await findSecret(world.core.db, (await google(provider)).id)
    expect(secret?.accessToken).toMatch(/^v1\.next\./)
  })

  it('wait for a key that is missing without blaming anybody, and go on by themselves once it is back', async () => {
    const [provider, renewed] = [
      await world.addProvider({ isConnected: false }),
      await world.addProvider({ isConnected: false }),
    ]
    await world.connect(provider)
    const core = { ...world.core, keyring: createKeyring(new Map([['next', newKey]])) }
    await world.connect({ ...renewed, keyring: core.keyring })
    const [stopped, fine] = [await world.addSession(provider), await world.addSession(renewed)]
    expect((await deliverJobs(core)).failed).toEqual([])
    const waiting = await world.meeting(stopped.meetingId)
    expect(waiting).toMatchObject({ status: 'pending', reason: 'misconfigured', nextAttemptAt: expect.any(Date) })
    expect(await google(provider)).toMatchObject({ status: 'connected', reason: null })
    expect((await world.meeting(fine.meetingId)).status).toBe('ready')

    await world.syncWhenDue(stopped.meetingId)
    expect((await world.meeting(stopped.meetingId)).status).toBe('ready')
  })
})

describe('an account that is closed, or whose owner takes the permission back at Google', () => {
  it('is noticed by the next look at the connection, once, and asks the provider to connect anew', async () => {
    const provider = await world.addProvider()
    world.sandbox.google.revokeGrant(provider.email)
    const { id } = await google(provider)
    const platform = platformOf(provider, 'google_meet')
    await Promise.all(Array.from({ length: 5 }, () => probeConnection(actAs(world.core, SYSTEM), platform, id)))
    expect(await google(provider)).toMatchObject({ status: 'revoked', reason: 'invalid_grant' })
    expect(await historyOf(provider)).toEqual(['connection.connected', 'connection.revoked'])
    expect(refreshes(provider)).toBe(1)
    const { meetingId } = await world.addSession(provider)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'blocked', reason: 'connection_lost' })
  })
})
