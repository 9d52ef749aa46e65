import { auditEntries, connections } from '@foyer/db/schema'
import { PlatformError } from '@foyer/meetings/platform'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { platformOf } from './acting-provider.ts'
import { completeConnection } from './complete-connection.ts'
import { listConnections } from './list-connections.ts'
import { probeConnection } from './probe-connection.ts'
import { startConnection } from './start-connection.ts'
import { testConnection } from './test-connection.ts'
import { withAccessToken } from './with-access-token.ts'

let world: MeetingWorld

beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const platform = 'google_meet'
type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

async function google({ userId }: Provider) {
  const [row] = await world.core.db.select().from(connections).where(eq(connections.userId, userId))
  if (!row) throw new Error('There is no connection.')
  return row
}

const countAudited = async (provider: Provider, action: string) =>
  world.core.db.$count(
    auditEntries,
    and(eq(auditEntries.subjectId, (await google(provider)).id), eq(auditEntries.action, action)),
  )

describe('a refused permission', () => {
  it('does not count when a reconnect wins while the refusal is on its way', async () => {
    const provider = await world.addProvider()
    const { id } = await google(provider)
    world.sandbox.google.revokeGrant(provider.email)
    // Refused at once, told late.
    world.sandbox.faults.add({ operation: 'google.token.refresh', account: provider.email, kind: 'delay', ms: 400 })
    const probing = probeConnection(provider, platformOf(provider, platform), id)
    await expect.poll(() => world.countCalls('google.token.refresh', provider)).toBe(1)
    await world.connect(provider)
    await probing
    expect(await google(provider)).toMatchObject({ status: 'connected', reason: null })
    expect(await countAudited(provider, 'connection.revoked')).toBe(0)
  })

  it('does not kill tokens that a sibling or a reconnect stored during the call, and the call is made again with those', async () => {
    const provider = await world.addProvider()
    const { id } = await google(provider)
    const used: string[] = []
    const answer = await withAccessToken(provider, platformOf(provider, platform), id, async (accessToken) => {
      used.push(accessToken)
      if (used.length > 1) return 'done'
      await world.connect(provider)
      throw new PlatformError({ kind: 'connection_lost', scopeMissing: true, code: 'insufficientPermissions' })
    })
    expect(answer).toBe('done')
    expect(new Set(used).size).toBe(2)
    expect((await google(provider)).status).toBe('connected')
  })

  it('is written once, under its own code, however many callers meet it', async () => {
    const provider = await world.addProvider()
    const made = []
    for (let index = 0; index < 4; index += 1) made.push(await world.addSession(provider))
    world.sandbox.google.revokeGrant(provider.email)
    await Promise.all(made.map(({ meetingId }) => world.sync(meetingId)))
    expect(await google(provider)).toMatchObject({ status: 'revoked', reason: 'invalid_grant' })
    expect(await countAudited(provider, 'connection.revoked')).toBe(1)
    expect(world.countCalls('google.token.refresh', provider)).toBe(1)
  })

  it('is nobody’s fault but ours when the platform refuses our set-up', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    world.sandbox.google.expireAccessTokens(provider.email)
    world.sandbox.google.setClient({ clientId: 'foyer-test', refusal: 'invalid_client' })
    await world.sync(meetingId)
    expect((await listConnections(provider))[0]).toMatchObject({ status: 'connected', isSetUpRefused: true })
    expect(await testConnection(provider, { platform })).toMatchObject({ status: 'connected', isSetUpRefused: true })
    world.sandbox.google.setClient({ clientId: 'foyer-test', refusal: null })
    await world.syncWhenDue(meetingId)
    expect(await testConnection(provider, { platform })).toMatchObject({ status: 'connected', isSetUpRefused: false })
  })
})

describe('an administrator who stands before it', () => {
  const ALLOWED = { operation: 'google.token.refresh', kind: 'status', status: 400 } as const

  async function refusedAtConsent(provider: Provider, error: string) {
    world.sandbox.google.setConsent({ mode: 'deny', error })
    const { authorizationUrl, cookie } = await startConnection(provider, { platform })
    const answer = await fetch(authorizationUrl, { redirect: 'manual' })
    const query = Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams)
    return completeConnection(provider, { platform, query, cookie })
  }

  it.each(['admin_policy_enforced', 'org_internal'])(
    'is named after the consent page (%s), with what to ask for, and connecting later works',
    async (error) => {
      const provider = await world.addProvider({ isConnected: false })
      expect(await refusedAtConsent(provider, error)).toMatchObject({ outcome: 'refused', code: 'connection_blocked' })
      const [card] = await listConnections(provider)
      expect(card).toMatchObject({ status: 'blocked_by_admin', reason: error })
      expect(card?.adminRequest?.clientId).toBe('foyer-test')
      expect(card?.adminRequest?.scopes).toContain('https://www.googleapis.com/auth/calendar.events.owned')
      expect(await world.connect(provider)).toMatchObject({ outcome: 'connected' })
      expect((await listConnections(provider))[0]).toMatchObject({ status: 'connected', adminRequest: null })
    },
  )

  it('does not take away a connection that works', async () => {
    const provider = await world.addProvider()
    expect(await refusedAtConsent(provider, 'admin_policy_enforced')).toMatchObject({ code: 'connection_blocked' })
    expect((await google(provider)).status).toBe('connected')
  })

  it('is told apart from a permission that was taken back when a token is renewed, and a reconnect repairs what waited', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    world.sandbox.google.expireAccessTokens(provider.email)
    const body = { error: 'admin_policy_enforced' }
    world.sandbox.faults.add({ ...ALLOWED, account: provider.email, body })
    await world.sync(meetingId)
    expect(await google(provider)).toMatchObject({ status: 'blocked_by_admin', reason: 'admin_policy_enforced' })
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'blocked', reason: 'not_allowed' })
    expect(await world.connect(provider)).toMatchObject({ outcome: 'connected', repaired: 1 })
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('ready')
  })

  it('is noticed by a test of the connection', async () => {
    const provider = await world.addProvider()
    const body = { error: { code: 403, errors: [{ reason: 'domainPolicy' }] } }
    const fault = {
      operation: 'google.events.list',
      account: provider.email,
      kind: 'status',
      status: 403,
      body,
    } as const
    world.sandbox.faults.add(fault)
    expect(await testConnection(provider, { platform })).toMatchObject({
      status: 'blocked_by_admin',
      reason: 'domainPolicy',
    })
  })
})
