import { connectionSecrets, connections, sparePermissions } from '@foyer/db/schema'
import type { PlatformNews } from '@foyer/meetings/news'
import { PERMISSION_TAKEN_BACK } from '@foyer/shared/connections'
import { sql } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { keepSpare } from '../connections/spare-permissions.ts'
import { deliverJobs } from '../testing/deliver-jobs.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { receiveNews } from './receive-news.ts'

let world: MeetingWorld
beforeEach(async () => {
  await world?.[Symbol.asyncDispose]()
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

const secrets = () => world.core.db.$count(connectionSecrets)
const statuses = () =>
  world.core.db.select({ status: connections.status, reason: connections.reason }).from(connections)

describe('the end of a permission', () => {
  const taken = { status: 'revoked', reason: PERMISSION_TAKEN_BACK } as const

  it('ends every connection of that account, and leaves none of its tokens', async () => {
    const { provider, accountSubject } = await connected()
    const { accountSubject: elsewhere } = await connected()
    const colleague = await world.addUser('provider')
    await world.connect({ ...colleague, email: provider.email }, undefined, 'zoom')
    later(1000)
    expect(await hear({ kind: 'permission_ended', accountSubject, endedAt: world.core.now() })).toBe(2)
    expect(await secrets()).toBe(1)
    const rows = await world.core.db.select().from(connections)
    expect(rows.filter(({ status }) => status === 'connected')).toMatchObject([{ accountSubject: elsewhere }])
    expect(rows.filter(({ status }) => status === 'revoked')).toMatchObject([taken, taken])
  })

  it('is told to whom it concerns once, however often and late it is repeated', async () => {
    const { accountSubject } = await connected()
    const endedAt = world.core.now()
    for (let told = 0; told < 3; told += 1) {
      later(20 * 60_000)
      await hear({ kind: 'permission_ended', accountSubject, endedAt })
    }
    const audited = await world.core.db.execute<{ n: string }>(
      sql`select count(*)::text as n from audit_entries where action = 'connection.revoked'`,
    )
    expect(audited[0]?.n).toBe('1')
    const nudges = await world.core.db.execute(sql`select 1 from pgboss.job where name = 'notification.nudge'`)
    expect(nudges).toHaveLength(1)
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
    expect(await statuses()).toMatchObject([{ status: 'connected' }])
    expect(await secrets()).toBe(1)
    const probes = await world.core.db.execute(sql`select 1 from pgboss.job where name = 'connection.probe'`)
    expect(probes).toHaveLength(1)
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
    const [connection] = await world.core.db.select().from(connections)
    await world.core.db.transaction((tx) =>
      keepSpare(provider, tx, {
        connectionId: connection?.id ?? '',
        status: 'offered',
        tokens,
        account: { subject: accountSubject, email: provider.email },
      }),
    )
    await hear({ kind: 'permission_ended', accountSubject, endedAt: new Date(Date.now() + 60_000) })
    expect(await world.core.db.$count(sparePermissions)).toBe(0)
  })

  it('ends nothing of an account that nobody connected', async () => {
    await connected()
    expect(await hear({ kind: 'permission_ended', accountSubject: 'somebody', endedAt: world.core.now() })).toBe(0)
    expect(await statuses()).toMatchObject([{ status: 'connected' }])
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
