import { connections, sparePermissions } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { twoAccounts } from '../testing/two-accounts.ts'
import { keepAccount } from './keep-account.ts'
import { listConnections } from './list-connections.ts'
import { OFFER_MS } from './spare-permissions.ts'
import { startConnection } from './start-connection.ts'
import { switchAccount } from './switch-account.ts'
import { testConnection } from './test-connection.ts'
import { watchPermissions } from './watch-permissions.ts'

let world: MeetingWorld
let of: ReturnType<typeof twoAccounts>

beforeAll(async () => {
  world = await openMeetingWorld()
  of = twoAccounts(world)
})
afterAll(() => world[Symbol.asyncDispose]())

const platform = 'google_meet'

describe('signing in with another account', () => {
  it('is asked for openly: the connected account is not preselected then', async () => {
    const provider = await world.addProvider()
    const asked = async (chooseAccount: boolean) => {
      const { authorizationUrl } = await startConnection(provider, { platform, chooseAccount })
      const { login_hint, prompt } = Object.fromEntries(new URL(authorizationUrl).searchParams)
      return { login_hint, prompt }
    }
    expect(await asked(false)).toEqual({ login_hint: provider.email, prompt: 'consent' })
    expect(await asked(true)).toEqual({ login_hint: undefined, prompt: 'select_account consent' })
  })

  it('changes nothing before the provider has answered, and says which account it was', async () => {
    const { provider } = await of.withReadySessions(1)
    const other = of.withOtherAccount(provider)
    expect(await world.connect(other)).toMatchObject({ outcome: 'other_account' })
    const [card] = await listConnections(provider)
    expect(card).toMatchObject({ status: 'connected', accountEmail: provider.email, sessionsAhead: 1 })
    expect(card?.otherAccount).toMatchObject({ email: other.email, step: 'offered' })
    const [spare] = await of.spares(provider)
    expect(`${spare?.accessToken} ${spare?.refreshToken}`).toMatch(/^v1\.test\.\S+ v1\.test\.\S+$/)
    expect(await testConnection(provider, { platform })).toMatchObject({ status: 'connected' })
  })

  it('keeps the account, gives the new permission back and wipes it', async () => {
    const { provider } = await of.withReadySessions(1)
    const other = of.withOtherAccount(provider)
    await world.connect(other)
    world.sandbox.faults.add({ operation: 'google.revoke', account: other.email, kind: 'status', status: 503 })
    expect(await keepAccount(provider, { platform })).toMatchObject({
      accountEmail: provider.email,
      otherAccount: null,
    })
    await of.runReleases(provider)
    expect(await of.spares(provider)).toHaveLength(1)
    await of.runReleases(provider)
    expect(await of.spares(provider)).toEqual([])
    expect(of.canRefresh(other)).toBe(false)
    expect(of.canRefresh(provider)).toBe(true)
    await expect(keepAccount(provider, { platform })).rejects.toMatchObject({ code: 'connection_offer_gone' })
    await expect(switchAccount(provider, { platform })).rejects.toMatchObject({ code: 'connection_offer_gone' })
  })

  it('is taken back when nobody answers within half an hour, also when the job for it was lost', async () => {
    const provider = await world.addProvider()
    const other = of.withOtherAccount(provider)
    await world.connect(other)
    world.setNow(new Date(world.core.now().getTime() + OFFER_MS + 1000))
    expect((await listConnections(provider))[0]?.otherAccount).toBeNull()
    await expect(switchAccount(provider, { platform })).rejects.toMatchObject({ code: 'connection_offer_gone' })
    await watchPermissions(provider)
    expect((await of.spares(provider)).map(({ status }) => status)).toEqual(['ending'])
    world.setNow(new Date(world.core.now().getTime() + 120_000))
    expect(await watchPermissions(provider)).toBeGreaterThan(0)
    await of.runReleases(provider)
    expect([await of.spares(provider), of.canRefresh(other)]).toEqual([[], false])
  })

  it('is not chosen when what was stored of it cannot be opened, and the old account stays', async () => {
    const provider = await world.addProvider()
    await world.connect(of.withOtherAccount(provider))
    const [spare] = await of.spares(provider)
    await world.core.db
      .update(sparePermissions)
      .set({ refreshToken: spare?.accessToken ?? '' })
      .where(eq(sparePermissions.id, spare?.id ?? ''))
    await expect(switchAccount(provider, { platform })).rejects.toMatchObject({ code: 'connection_offer_gone' })
    expect((await testConnection(provider, { platform })).status).toBe('connected')
  })

  it('spares the other account’s permission where somebody else uses it', async () => {
    const [provider, owner] = [await world.addProvider(), await world.addProvider()]
    await world.connect({ ...provider, email: owner.email })
    await keepAccount(provider, { platform })
    await of.runReleases(provider)
    expect(await of.spares(provider)).toEqual([])
    expect((await testConnection(owner, { platform })).status).toBe('connected')
  })

  it('does not replace a lost account unasked either, nor when a permission was left unticked', async () => {
    const { provider } = await of.withReadySessions(1)
    world.sandbox.google.revokeGrant(provider.email)
    expect((await testConnection(provider, { platform })).status).toBe('revoked')
    const other = of.withOtherAccount(provider)
    expect(await world.connect(other, ['openid', 'email'])).toMatchObject({ outcome: 'missing_permission' })
    expect(await of.google(provider)).toMatchObject({ status: 'revoked', accountEmail: provider.email })
    await of.runReleases(provider)
    expect(await of.spares(provider)).toEqual([])
    expect(await world.connect(other)).toMatchObject({ outcome: 'other_account' })
    expect(await world.connect(provider)).toMatchObject({ outcome: 'connected' })
    expect((await of.spares(provider)).map(({ status }) => status)).toEqual(['ending'])
  })
})

describe('two answers at the same moment', () => {
  it('of the same account make one connection that works', async () => {
    const provider = await world.addProvider({ isConnected: false })
    const outcomes = await Promise.all([world.connect(provider), world.connect(provider)])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['connected', 'connected'])
    expect(await world.core.db.$count(connections, eq(connections.userId, provider.userId))).toBe(1)
    world.sandbox.google.expireAccessTokens(provider.email)
    expect((await testConnection(provider, { platform })).status).toBe('connected')
  })
})
