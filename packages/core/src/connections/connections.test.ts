import { connectionFlows, connectionSecrets, connections } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { platformOf } from './acting-provider.ts'
import { completeConnection } from './complete-connection.ts'
import { FLOW_MS } from './connection-flow.ts'
import { disconnectPlatform } from './disconnect-platform.ts'
import { listConnections } from './list-connections.ts'
import { probeConnection } from './probe-connection.ts'
import { probeConnections } from './probe-connections.ts'
import { revokeConnection } from './revoke-connection.ts'
import { findSecret } from './secrets.ts'
import { startConnection } from './start-connection.ts'
import { testConnection } from './test-connection.ts'

let world: MeetingWorld

beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const platform = 'google_meet'
const ALL_SCOPES = ['openid', 'email', 'https://www.googleapis.com/auth/calendar.events.owned']

async function google(userId: string) {
  const [row] = await world.core.db.select().from(connections).where(eq(connections.userId, userId))
  if (!row) throw new Error('There is no connection.')
  return row
}

/** Goes to the consent page and comes back, without finishing. */
async function consent(provider: Parameters<typeof startConnection>[0] & { email: string }) {
  world.sandbox.google.setConsent({ mode: 'grant', account: provider.email })
  const { authorizationUrl, cookie } = await startConnection(provider, { platform, returnTo: '/dashboard/services' })
  const answer = await fetch(authorizationUrl, { redirect: 'manual' })
  const query = Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams)
  return { authorizationUrl: new URL(authorizationUrl), cookie, query }
}

describe('connecting', () => {
  it('asks for lasting access with state and PKCE, and brings the provider back to where it began', async () => {
    const provider = await world.addProvider({ isConnected: false })
    const { authorizationUrl, cookie, query } = await consent(provider)
    const asked = Object.fromEntries(authorizationUrl.searchParams)
    expect(asked).toMatchObject({
      access_type: 'offline',
      code_challenge_method: 'S256',
      redirect_uri: 'http://localhost:3000/api/connections/google_meet/callback',
    })
    expect(asked.state?.length).toBeGreaterThanOrEqual(43)
    expect(cookie).not.toContain(asked.state)
    const outcome = await completeConnection(provider, { platform, query, cookie })
    const nothingMore = { repaired: 0, allowed: [], refused: [] }
    expect(outcome).toEqual({ outcome: 'connected', returnTo: '/dashboard/services', ...nothingMore })
    const [card] = await listConnections(provider)
    expect(card).toMatchObject({ platform, status: 'connected', accountEmail: provider.email, reason: null })
  })

  it('accepts an answer once, from the browser, user and platform that began, and in time', async () => {
    const provider = await world.addProvider({ isConnected: false })
    const other = await world.addProvider({ isConnected: false })
    const refused = { outcome: 'refused', code: 'connection_flow_invalid' }
    const { cookie, query } = await consent(provider)
    const exchanges = () => world.sandbox.calls.list({ operation: 'google.token.exchange' }).length
    const before = exchanges()
    const wrong = [
      () => completeConnection(provider, { platform, query, cookie: undefined }),
      () => completeConnection(provider, { platform, query, cookie: `${cookie.slice(0, -4)}AAAA` }),
      () => completeConnection(provider, { platform, query: { ...query, state: 'other' }, cookie }),
      () => completeConnection(provider, { platform: 'zoom', query, cookie }),
      () => completeConnection(other, { platform, query, cookie }),
    ]
    for (const attempt of wrong) expect(await attempt()).toMatchObject(refused)
    expect(exchanges()).toBe(before)
    const both = await Promise.all([1, 2].map(() => completeConnection(provider, { platform, query, cookie })))
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['connected', 'refused'])

    const late = await consent(provider)
    world.setNow(new Date(world.core.now().getTime() + FLOW_MS + 1000))
    expect(await completeConnection(provider, { platform, ...late })).toMatchObject(refused)
    expect(await world.core.db.select().from(connectionFlows).where(eq(connectionFlows.userId, other.userId))).toEqual(
      [],
    )
  })

  it('changes nothing when the provider cancels at the platform', async () => {
    const provider = await world.addProvider()
    world.sandbox.google.setConsent({ mode: 'deny' })
    const { authorizationUrl, cookie } = await startConnection(provider, { platform })
    const answer = await fetch(authorizationUrl, { redirect: 'manual' })
    const query = Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams)
    expect(await completeConnection(provider, { platform, query, cookie })).toMatchObject({ code: 'connection_denied' })
    expect((await google(provider.userId)).status).toBe('connected')
  })

  it('says so when the calendar was left unticked, and keeps a connection that works', async () => {
    const fresh = await world.addProvider({ isConnected: false })
    expect(await world.connect(fresh, ['openid', 'email'])).toMatchObject({ outcome: 'missing_permission' })
    const row = await google(fresh.userId)
    expect(row).toMatchObject({ status: 'missing_permission', reason: 'permission_missing' })
    expect(await findSecret(world.core.db, row.id)).toBeNull()

    const working = await world.addProvider()
    expect(await world.connect(working, ['openid', 'email'])).toMatchObject({ outcome: 'missing_permission' })
    expect((await google(working.userId)).status).toBe('connected')
    expect(await world.connect(fresh, ALL_SCOPES)).toMatchObject({ outcome: 'connected' })
  })

  it('is for providers only', async () => {
    const customer = await world.addUser('customer')
    await expect(startConnection(customer, { platform })).rejects.toMatchObject({ code: 'role_required' })
    const provider = await world.addProvider({ isConnected: false })
    await expect(startConnection(provider, { platform: 'zoom' })).rejects.toMatchObject({
      code: 'platform_unavailable',
    })
  })
})

describe('a stored connection', () => {
  it('leaves no token readable anywhere in the database', async () => {
    const provider = await world.addProvider()
    await world.addSession(provider)
    const secret = await findSecret(world.core.db, (await google(provider.userId)).id)
    expect(secret?.accessToken).toMatch(/^v1\.test\./)
    const tables = await world.core.db.execute<{ name: string }>(
      sql`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
    )
    for (const { name } of tables) {
      const rows = await world.core.db.execute<{ text: string }>(sql.raw(`select t::text as text from ${name} t`))
      for (const { text } of rows) expect(text, name).not.toMatch(/ya29|1\/\/|canary/)
    }
  })

  it('is flagged, and only it, when its secret was tampered with', async () => {
    const [tampered, other] = [await world.addProvider(), await world.addProvider()]
    const [from, to] = [await google(other.userId), await google(tampered.userId)]
    const stolen = await findSecret(world.core.db, from.id)
    await world.core.db
      .update(connectionSecrets)
      .set({ accessToken: stolen?.accessToken ?? '' })
      .where(eq(connectionSecrets.connectionId, to.id))
    expect((await testConnection(tampered, { platform })).reason).toBe('secret_unreadable')
    expect((await testConnection(other, { platform })).status).toBe('connected')
  })

  it('stays usable when the platform does not answer a test', async () => {
    const provider = await world.addProvider()
    world.sandbox.faults.add({ operation: 'google.events.list', account: provider.email, kind: 'status', status: 503 })
    expect(await testConnection(provider, { platform })).toMatchObject({ status: 'degraded' })
    expect(await testConnection(provider, { platform })).toMatchObject({ status: 'connected', reason: null })
  })

  it('is looked at by itself from time to time, and more often while it is in trouble', async () => {
    const [calm, troubled, gone] = [await world.addProvider(), await world.addProvider(), await world.addProvider()]
    await probeConnections(calm)
    const probes = (provider: { email: string }) =>
      world.sandbox.calls.list({ operation: 'google.events.list', account: provider.email }).length
    const before = probes(calm)
    world.sandbox.faults.add({ operation: 'google.events.list', account: troubled.email, kind: 'status', status: 503 })
    await testConnection(troubled, { platform })
    await probeConnections(calm)
    expect([probes(calm), (await google(troubled.userId)).status]).toEqual([before, 'connected'])
    world.sandbox.google.revokeGrant(gone.email)
    world.setNow(new Date(world.core.now().getTime() + 7 * 3_600_000))
    for (let sweep = 0; sweep < 3; sweep += 1) await probeConnections(calm)
    expect([probes(calm) > before, (await google(gone.userId)).status]).toEqual([true, 'revoked'])
  })

  it('counts the coming sessions that wait for it', async () => {
    const provider = await world.addProvider({ isConnected: false })
    const { meetingId } = await world.addSession(provider)
    await world.sync(meetingId)
    const [card] = await listConnections(provider)
    expect(card).toMatchObject({ status: 'not_connected', sessionsAffected: 1 })
    expect(card?.firstAffectedAt).toMatch(/^2026-11-2/)
  })
})

describe('disconnecting', () => {
  it('ends the permission at the platform and wipes the tokens, also when the platform is down at first', async () => {
    const provider = await world.addProvider()
    const { id } = await google(provider.userId)
    world.sandbox.faults.add({ operation: 'google.revoke', kind: 'status', status: 503 })
    expect((await disconnectPlatform(provider, { platform, futureMeetings: 'keep' })).status).toBe('disconnecting')
    await revokeConnection(provider, { connectionId: id, attempt: 1 })
    expect((await google(provider.userId)).status).toBe('disconnecting')
    await revokeConnection(provider, { connectionId: id, attempt: 2 })
    expect(await google(provider.userId)).toMatchObject({ status: 'not_connected', scopes: [] })
    expect(await findSecret(world.core.db, id)).toBeNull()
    await expect(disconnectPlatform(provider, { platform, futureMeetings: 'keep' })).rejects.toMatchObject({
      code: 'connection_not_found',
    })
  })

  it('is not undone by a late answer of the platform', async () => {
    const provider = await world.addProvider()
    const { id } = await google(provider.userId)
    await disconnectPlatform(provider, { platform, futureMeetings: 'keep' })
    await probeConnection(provider, platformOf(provider, platform), id)
    expect((await google(provider.userId)).status).toBe('disconnecting')
    world.sandbox.google.revokeGrant(provider.email)
    world.sandbox.google.expireAccessTokens(provider.email)
    await probeConnection(provider, platformOf(provider, platform), id)
    expect((await google(provider.userId)).status).toBe('disconnecting')
  })

  it('spares a permission that was given again meanwhile', async () => {
    const provider = await world.addProvider()
    const { id } = await google(provider.userId)
    await disconnectPlatform(provider, { platform, futureMeetings: 'keep' })
    await world.connect(provider)
    await revokeConnection(provider, { connectionId: id, attempt: 1 })
    expect((await testConnection(provider, { platform })).status).toBe('connected')
  })

  it('spares a permission that another provider shares', async () => {
    const [one, two] = [await world.addProvider(), await world.addProvider({ isConnected: false })]
    await world.connect({ ...two, email: one.email })
    await disconnectPlatform(one, { platform, futureMeetings: 'keep' })
    await revokeConnection(one, { connectionId: (await google(one.userId)).id, attempt: 1 })
    expect((await google(one.userId)).status).toBe('not_connected')
    expect((await testConnection(two, { platform })).status).toBe('connected')
  })
})
