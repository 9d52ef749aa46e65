import { connectionSecrets, connections, notifications, sparePermissions } from '@foyer/db/schema'
import type { PlatformNews } from '@foyer/meetings/news'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { probeConnections } from '../connections/probe-connections.ts'
import { sealTokens } from '../connections/secrets.ts'
import type { Mailer } from '../mail.ts'
import { nudgeProviders } from '../notifications/nudge-providers.ts'
import { sendNotificationMail } from '../notifications/send-notification-mail.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { receiveNews } from './receive-news.ts'

const MINUTE = 60_000

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

const later = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))
const google = () => world.core.platforms.google_meet
const connectionOf = async ({ userId }: Provider) => {
  const [row] = await world.core.db.select().from(connections).where(eq(connections.userId, userId))
  if (!row) throw new Error('There is no connection.')
  return row
}

/** Signs an event as Google does, has the adapter read it, and takes in what it says. */
async function tell(event: Parameters<typeof world.sandbox.google.signSecurityEvent>[0]): Promise<number> {
  const rawBody = Buffer.from(world.sandbox.google.signSecurityEvent(event))
  const reading = await google()?.readAccountNews?.({ headers: {}, rawBody })
  return receiveNews(world.core, { platform: 'google_meet', news: reading?.news ?? [] })
}

describe('an account that Google locks', () => {
  it('ends its connection with the reason, and its provider hears what waits, why and what mends it', async () => {
    const provider = await world.addProvider()
    await world.addSession(provider)
    later(5 * MINUTE)
    expect(await tell({ event: 'account-disabled', account: provider.email, reason: 'hijacking' })).toBe(1)
    expect(await connectionOf(provider)).toMatchObject({
      status: 'revoked',
      reason: 'account_closed',
      statusChangedAt: world.core.now(),
    })
    later(24 * 60 * MINUTE)
    await nudgeProviders(provider)
    const mails: string[] = []
    const mailer: Mailer = { send: async ({ text }) => void mails.push(text) }
    const [notice] = await world.core.db.select().from(notifications).where(eq(notifications.userId, provider.userId))
    expect(notice?.title).toBe('Reconnect Google: 1 session needs its link')
    await sendNotificationMail(
      { ...world.core, mailer, actor: { kind: 'system' } },
      { notificationId: notice?.id ?? '' },
    )
    expect(mails[0]).toContain('Google told Foyer that your account there was locked or deleted')
  })

  it('is asked, and not believed to be at its end, where the permission is hardly older than what is told', async () => {
    const [alive, dead] = [await world.addProvider(), await world.addProvider()]
    world.sandbox.google.revokeGrant(dead.email)
    for (const { email } of [alive, dead]) await tell({ event: 'tokens-revoked', account: email })
    expect((await connectionOf(alive)).status).toBe('connected')
    await probeConnections(world.core)
    expect((await connectionOf(alive)).status).toBe('connected')
    expect(await connectionOf(dead)).toMatchObject({ status: 'revoked', reason: 'invalid_grant' })
  })
})

describe('a single refresh token', () => {
  it('is found among hundreds, by its beginning alone, and ends nothing else', async () => {
    const { db } = world.core
    const crowd = await Promise.all(Array.from({ length: 230 }, () => world.addUser('provider')))
    for (const { userId } of crowd) {
      const [connection] = await db
        .insert(connections)
        .values({ userId, platform: 'google_meet', status: 'connected', accountSubject: userId })
        .returning()
      const connectionId = connection?.id ?? ''
      const tokens = {
        accessToken: 'a',
        refreshToken: `1//0${userId}`,
        expiresAt: world.core.now(),
        permissionEndsAt: null,
        scopes: [],
      }
      const sealed = sealTokens({ ...world.core, actor: { kind: 'system' } }, connectionId, tokens)
      await db.insert(connectionSecrets).values({ connectionId, ...sealed })
    }
    // One that nobody can open stands in nobody's way.
    await db.execute(sql`update connection_secrets set refresh_token = 'damaged' where connection_id =
      (select id from connections where user_id = ${crowd[7]?.userId ?? ''})`)
    const last = crowd.at(-1)
    if (!last) throw new Error('There is nobody.')
    const ended = async () =>
      (await db.select().from(connections).where(eq(connections.reason, 'permission_taken_back'))).map(
        (row) => row.userId,
      )
    const before = await ended()
    const news: PlatformNews = {
      kind: 'token_ended',
      isMeant: (token) => token === `1//0${last.userId}`,
      endedAt: world.core.now(),
    }
    const hear = () => receiveNews(world.core, { platform: 'google_meet', news: [news] })
    expect([await hear(), await hear()]).toEqual([1, 0])
    expect(await ended()).toEqual([...before, last.userId])
    expect(await db.$count(sparePermissions)).toBe(0)
  })
})
