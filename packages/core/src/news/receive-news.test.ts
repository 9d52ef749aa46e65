import { auditEntries, connectionSecrets, connections, sparePermissions } from '@foyer/db/schema'
import type { PlatformNews } from '@foyer/meetings/news'
import { PERMISSION_TAKEN_BACK } from '@foyer/shared/connections'
import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepSpare } from '../connections/spare-permissions.ts'
import { deliverJobs } from '../testing/deliver-jobs.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { receiveNews } from './receive-news.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld({}, ['zoom'])
})
afterAll(() => world[Symbol.asyncDispose]())

const later = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))
const hear = (news: PlatformNews) => receiveNews(world.core, { platform: 'zoom', news: [news] })

async function connected() {
  const provider = await world.addProvider({ isConnected: false })
  await world.connect(provider, undefined, 'zoom')
  const { id: accountSubject } = world.sandbox.zoom.addAccount({ email: provider.email })
  return { provider, accountSubject }
}

/** Everybody's connection to an account, and whether its tokens are there. */
const connectionsOf = (accountSubject: string) =>
  world.core.db
    .select({
      id: connections.id,
      status: connections.status,
      reason: connections.reason,
      hasTokens: sql<boolean>`${connectionSecrets.connectionId} is not null`,
    })
    .from(connections)
    .leftJoin(connectionSecrets, eq(connectionSecrets.connectionId, connections.id))
    .where(eq(connections.accountSubject, accountSubject))
const countJobs = async (name: string) =>
  (await world.core.db.execute(sql`select 1 from pgboss.job where name = ${name}`)).length

describe('the end of a permission', () => {
  const taken = { status: 'revoked', reason: PERMISSION_TAKEN_BACK, hasTokens: false } as const
  const alive = { status: 'connected', reason: null, hasTokens: true } as const

  it('ends every connection of that account, and leaves none of its tokens', async () => {
    const { provider, accountSubject } = await connected()
    const { accountSubject: elsewhere } = await connected()
    const colleague = await world.addUser('provider')
    await world.connect({ ...colleague, email: provider.email }, undefined, 'zoom')
    later(1000)
    expect(await hear({ kind: 'permission_ended', accountSubject, endedAt: world.core.now() })).toBe(2)
    expect(await connectionsOf(accountSubject)).toMatchObject([taken, taken])
    expect(await connectionsOf(elsewhere)).toMatchObject([alive])
  })

  it('is told to whom it concerns once, however often and late it is repeated', async () => {
    const { accountSubject } = await connected()
    const endedAt = world.core.now()
    for (let told = 0; told < 3; told += 1) {
      later(20 * 60_000)
      await hear({ kind: 'permission_ended', accountSubject, endedAt })
    }
    const [ended] = await connectionsOf(accountSubject)
    const isRevocation = and(eq(auditEntries.subjectId, ended?.id ?? ''), eq(auditEntries.action, 'connection.revoked'))
    expect(await world.core.db.$count(auditEntries, isRevocation)).toBe(1)
    expect(await countJobs('notification.nudge')).toBe(1)
  })

  it('lets sessions wait for a reconnect, which makes their links', async () => {
    const { provider, accountSubject } = await connected()
    const { meetingId } = await world.addSession(provider, 'zoom')
    world.sandbox.zoom.revokeGrant(provider.email)
    await hear({ kind: 'permission_ended', accountSubject, endedAt: world.core.now() })
    await deliverJobs(world.core)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'blocked', reason: 'connection_lost' })
    later(60_000)
    expect(await world.connect(provider, undefined, 'zoom')).toMatchObject({ outcome: 'connected', repaired: 1 })
    await deliverJobs(world.core)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready' })
  })

  it('says nothing about a permission that was given after it: that one is only looked at', async () => {
    const { provider, accountSubject } = await connected()
    const endedAt = world.core.now()
    later(60_000)
    await world.connect(provider, undefined, 'zoom')
    expect(await hear({ kind: 'permission_ended', accountSubject, endedAt })).toBe(1)
    expect(await connectionsOf(accountSubject)).toMatchObject([alive])
    expect(await countJobs('connection.probe')).toBe(1)
  })

  it('asks before another account takes the place of one that was taken back', async () => {
    const { provider, accountSubject } = await connected()
    await hear({ kind: 'permission_ended', accountSubject, endedAt: world.core.now() })
    const other = { ...provider, email: 'studio@foyer.test' }
    expect(await world.connect(other, undefined, 'zoom')).toMatchObject({ outcome: 'other_account' })
  })

  it('erases a permission of the same account that only waits beside a connection', async () => {
    const { provider, accountSubject } = await connected()
    const tokens = {
      accessToken: 'a',
      refreshToken: 'r',
      expiresAt: world.core.now(),
      permissionEndsAt: null,
      scopes: [],
    }
    const [connection] = await connectionsOf(accountSubject)
    await world.core.db.transaction((tx) =>
      keepSpare(provider, tx, {
        connectionId: connection?.id ?? '',
        status: 'offered',
        tokens,
        account: { subject: accountSubject, email: provider.email },
      }),
    )
    await hear({ kind: 'permission_ended', accountSubject, endedAt: new Date(Date.now() + 60_000) })
    const isOfAccount = eq(sparePermissions.accountSubject, accountSubject)
    expect(await world.core.db.$count(sparePermissions, isOfAccount)).toBe(0)
  })

  it('ends nothing of an account that nobody connected', async () => {
    const { accountSubject } = await connected()
    expect(await hear({ kind: 'permission_ended', accountSubject: 'somebody', endedAt: world.core.now() })).toBe(0)
    expect(await connectionsOf(accountSubject)).toMatchObject([alive])
  })
})

describe('a changed meeting', () => {
  async function ready() {
    const { provider } = await connected()
    const { meetingId } = await world.addSession(provider, 'zoom')
    await world.sync(meetingId)
    const before = await world.meeting(meetingId)
    return { provider, meetingId, before, id: before.externalId ?? '' }
  }

  it('is looked at now, and put right where it really differs', async () => {
    const { meetingId, before, id } = await ready()
    world.sandbox.zoom.deleteMeeting({ id })
    expect(await hear({ kind: 'meeting_changed', externalId: id })).toBe(1)
    await deliverJobs(world.core)
    // A first 404 may only mean that a part of the platform has not heard of it yet.
    await world.syncWhenDue(meetingId)
    const after = await world.meeting(meetingId)
    expect(after).toMatchObject({ status: 'ready', generation: 2 })
    expect(after.joinUrl).not.toBe(before.joinUrl)
  })

  it('costs one read where nothing differs, whatever the news says', async () => {
    const { provider, id } = await ready()
    await hear({ kind: 'meeting_changed', externalId: id })
    await hear({ kind: 'meeting_changed', externalId: id })
    await deliverJobs(world.core)
    expect(world.countCalls('zoom.meetings.patch', provider)).toBe(0)
    expect(world.countCalls('zoom.meetings.create', provider)).toBe(1)
  })

  it('means nothing when it is not ours', async () => {
    await ready()
    expect(await hear({ kind: 'meeting_changed', externalId: '12345' })).toBe(0)
  })
})
