import { auditEntries, connections } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onlyRow } from '../only-row.ts'
import { type MeetingWorld, type OAuthPlatform, openMeetingWorld } from '../testing/meeting-world.ts'
import { settle } from '../testing/settle.ts'
import { listConnections } from './list-connections.ts'
import { findSecret } from './secrets.ts'
import { testConnection } from './test-connection.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld({}, ['zoom', 'teams'])
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>
type HostingPlatform = Extract<OAuthPlatform, 'zoom' | 'teams'>

/** Takes from an account what it needs to hold meetings, or gives it back. */
const PLATFORMS = {
  zoom: {
    license: (email: string, has: boolean) => world.sandbox.zoom.addAccount({ email, plan: has ? 2 : 4 }),
    create: 'zoom.meetings.create',
    company: 'zoom',
  },
  teams: {
    license: (email: string, has: boolean) =>
      world.sandbox.microsoft.addAccount({ email, kind: has ? 'work' : 'unlicensed' }),
    create: 'microsoft.meetings.createOrGet',
    company: 'microsoft',
  },
} as const

const rowOf = async ({ userId }: Provider) =>
  onlyRow(await world.core.db.select().from(connections).where(eq(connections.userId, userId)))
const cardOf = async (provider: Provider, name: Platform) =>
  (await listConnections(provider)).find(({ platform }) => platform === name)
const live = ({ email }: Provider) =>
  [...world.sandbox.zoom.meetings(email), ...world.sandbox.microsoft.meetings(email)].filter(
    ({ sandbox }) => !sandbox.isDeleted,
  )

describe.each(['zoom', 'teams'] as const)('an account that cannot hold meetings on %s', (platform: HostingPlatform) => {
  const { license, create, company } = PLATFORMS[platform]

  async function addUnlicensed(): Promise<Provider> {
    const provider = await world.addProvider({ isConnected: false })
    license(provider.email, false)
    return provider
  }

  it('is found out when it is connected: it is never called connected, and nothing of it is kept', async () => {
    const provider = await addUnlicensed()
    const answer = await world.connect(provider, undefined, platform)
    expect(answer).toMatchObject({ outcome: 'refused', code: 'connection_cannot_host' })
    expect(await cardOf(provider, platform)).toMatchObject({ status: 'cannot_host', accountEmail: provider.email })
    expect(await findSecret(world.core.db, (await rowOf(provider)).id)).toBeNull()
    expect(live(provider)).toEqual([])

    const { meetingId } = await world.addSession(provider, platform)
    world.sandbox.calls.clear()
    await settle(world)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'blocked', reason: 'not_allowed' })
    expect(world.sandbox.calls.list({ vendor: company })).toEqual([])
  })

  it('is connected once it can, and what waited gets its link', async () => {
    const provider = await addUnlicensed()
    await world.connect(provider, undefined, platform)
    const { meetingId } = await world.addSession(provider, platform)
    await settle(world)
    license(provider.email, true)
    expect(await world.connect(provider, undefined, platform)).toMatchObject({ outcome: 'connected', repaired: 1 })
    await settle(world)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(live(provider)).toHaveLength(1)
  })

  it('does not take the place of one that works', async () => {
    const provider = await world.addProvider({ isConnected: false })
    await world.connect(provider, undefined, platform)
    const other = await addUnlicensed()
    const answer = await world.connect({ ...provider, email: other.email }, undefined, platform)
    expect(answer).toMatchObject({ outcome: 'refused', code: 'connection_cannot_host' })
    expect(await cardOf(provider, platform)).toMatchObject({ status: 'connected', accountEmail: provider.email })
  })

  it('is noticed by the first room when it lost its licence, once, and asked for no other', async () => {
    const provider = await world.addProvider({ isConnected: false })
    await world.connect(provider, undefined, platform)
    license(provider.email, false)
    const made = [await world.addSession(provider, platform), await world.addSession(provider, platform)]
    world.sandbox.calls.clear()
    for (const { meetingId } of made) await world.sync(meetingId)
    await settle(world)
    expect(world.countCalls(create, provider)).toBe(1)
    for (const { meetingId } of made)
      expect(await world.meeting(meetingId)).toMatchObject({
        status: 'blocked',
        reason: 'not_allowed',
        nextAttemptAt: null,
        outcomeUnknown: false,
      })
    expect(await cardOf(provider, platform)).toMatchObject({ status: 'cannot_host', sessionsBlocked: 2 })
    const { id } = await rowOf(provider)
    const audited = and(eq(auditEntries.subjectId, id), eq(auditEntries.action, 'connection.cannot_host'))
    expect(await world.core.db.$count(auditEntries, audited)).toBe(1)

    expect(await testConnection(provider, { platform })).toMatchObject({ status: 'cannot_host' })
    license(provider.email, true)
    expect(await testConnection(provider, { platform })).toMatchObject({ status: 'connected' })
    expect(live(provider)).toEqual([])
  })
})

describe('a Microsoft account', () => {
  const connect = (provider: Provider) => world.connect(provider, undefined, 'teams')

  it('that is somebody’s own, and a guest in an organisation, cannot hold Teams meetings', async () => {
    const provider = await world.addProvider({ isConnected: false })
    world.sandbox.microsoft.addAccount({ email: provider.email, kind: 'personal' })
    expect(await connect(provider)).toMatchObject({ outcome: 'refused', code: 'connection_cannot_host' })
    expect((await cardOf(provider, 'teams'))?.status).toBe('cannot_host')
  })

  it('of an organisation whose administrator has to consent says so, with what to ask for', async () => {
    const provider = await world.addProvider({ isConnected: false })
    world.sandbox.microsoft.addAccount({ email: provider.email, kind: 'admin_consent' })
    expect(await connect(provider)).toMatchObject({ outcome: 'refused', code: 'connection_blocked' })
    const card = await cardOf(provider, 'teams')
    expect(card).toMatchObject({ status: 'blocked_by_admin', adminRequest: { clientId: 'foyer-test' } })
  })

  it.each([
    ['before the code is exchanged', 'token.exchange', 400, { error: 'invalid_grant', error_codes: [500200] }],
    ['when it is tried', 'meetings.createOrGet', 404, { error: { code: 'UnknownError', message: 'Unknown' } }],
  ])('is refused %s, and the card says why', async (_when, operation, status, body) => {
    const provider = await world.addProvider({ isConnected: false })
    world.sandbox.faults.add({
      operation: `microsoft.${operation}`,
      account: provider.email,
      kind: 'status',
      status,
      body,
    })
    expect(await connect(provider)).toMatchObject({ outcome: 'refused', code: 'connection_cannot_host' })
    expect((await cardOf(provider, 'teams'))?.status).toBe('cannot_host')
  })

  it('is connected when it could not be tried, because Microsoft was away', async () => {
    const provider = await world.addProvider({ isConnected: false })
    const away = { operation: 'microsoft.meetings.createOrGet', account: provider.email } as const
    world.sandbox.faults.add({ ...away, kind: 'status', status: 503 })
    expect(await connect(provider)).toMatchObject({ outcome: 'connected' })
  })

  it('that has to prove itself anew asks its provider to reconnect', async () => {
    const provider = await world.addProvider({ isConnected: false })
    await connect(provider)
    const { meetingId } = await world.addSession(provider, 'teams')
    const body = { error: { code: 'AccessDenied', message: 'Continuous access evaluation.' } }
    const headers = { 'www-authenticate': 'Bearer realm="", error="insufficient_claims", claims="eyJ9"' }
    const refusal = { operation: 'microsoft.meetings.createOrGet', kind: 'status', status: 403, body, headers } as const
    world.sandbox.faults.add({ ...refusal, account: provider.email, times: 'unlimited' })
    await settle(world)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'blocked', reason: 'connection_lost' })
    expect(await cardOf(provider, 'teams')).toMatchObject({ status: 'revoked', reason: 'insufficient_claims' })
  })
})
