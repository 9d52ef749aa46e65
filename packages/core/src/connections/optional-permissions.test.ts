import { auditEntries, connections } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { actAs, SYSTEM } from '../context.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { platformOf } from './acting-provider.ts'
import { disconnectPlatform } from './disconnect-platform.ts'
import { listConnections } from './list-connections.ts'
import { losePermission } from './optional-permissions.ts'
import { revokeConnection } from './revoke-connection.ts'
import { startConnection } from './start-connection.ts'
import { withAccessToken } from './with-access-token.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

const platform = 'google_meet'
const FREE_BUSY = 'https://www.googleapis.com/auth/calendar.freebusy'
const NEEDED = ['openid', 'email', 'https://www.googleapis.com/auth/calendar.events.owned']
const HOUR = 3_600_000

const allowBusyTimes = (provider: Provider) => world.connect(provider, undefined, platform, ['busy_times'])

async function busyTimes(provider: Provider) {
  const [card] = await listConnections(provider)
  const busy = card?.permissions.find(({ permission }) => permission === 'busy_times')
  return { status: card?.status, granted: busy?.granted, isLost: busy?.isLost }
}

async function rowOf(provider: Provider) {
  const [row] = await world.core.db.select().from(connections).where(eq(connections.userId, provider.userId))
  if (!row) throw new Error('There is no connection.')
  return row
}

async function askedScopes(provider: Provider): Promise<string[]> {
  const { authorizationUrl } = await startConnection(provider, { platform })
  return new URL(authorizationUrl).searchParams.get('scope')?.split(' ') ?? []
}

/** Lets the access token run out, so that the next use refreshes it. */
async function refresh(provider: Provider): Promise<void> {
  world.setNow(new Date(world.core.now().getTime() + 2 * HOUR))
  const { id } = await rowOf(provider)
  const system = actAs(world.core, SYSTEM)
  await withAccessToken(system, platformOf(provider, platform), id, () => Promise.resolve())
}

it('asks for nothing but what links need until the provider allows more', async () => {
  const provider = await world.addProvider()
  expect(await busyTimes(provider)).toEqual({ status: 'connected', granted: false, isLost: false })
  expect(await askedScopes(provider)).not.toContain(FREE_BUSY)
  expect(await allowBusyTimes(provider)).toMatchObject({
    outcome: 'connected',
    allowed: ['busy_times'],
    refused: [],
  })
  expect(await busyTimes(provider)).toEqual({ status: 'connected', granted: true, isLost: false })
})

it('stays connected when it is left unticked, says so, and does not ask again by itself', async () => {
  const provider = await world.addProvider()
  const answer = await world.connect(provider, NEEDED, platform, ['busy_times'])
  expect(answer).toMatchObject({ outcome: 'connected', allowed: [], refused: ['busy_times'] })
  expect(await busyTimes(provider)).toEqual({ status: 'connected', granted: false, isLost: false })
  expect(await askedScopes(provider)).not.toContain(FREE_BUSY)
})

it('asks again for what was given before, when the account is connected anew', async () => {
  const provider = await world.addProvider()
  await allowBusyTimes(provider)
  world.sandbox.google.revokeGrant(provider.email)
  await expect(refresh(provider)).rejects.toMatchObject({ failure: { kind: 'connection_lost' } })
  expect(await busyTimes(provider)).toEqual({ status: 'revoked', granted: false, isLost: false })
  expect(await world.connect(provider)).toMatchObject({ outcome: 'connected', allowed: [], refused: [] })
  expect(await busyTimes(provider)).toEqual({ status: 'connected', granted: true, isLost: false })
})

it('notices in the scopes of a refresh that it was taken back, once, and goes on making links', async () => {
  const provider = await world.addProvider()
  await allowBusyTimes(provider)
  await refresh(provider)
  expect(await busyTimes(provider)).toMatchObject({ granted: true })
  world.sandbox.google.withdrawScope({ account: provider.email, scope: FREE_BUSY })
  await refresh(provider)
  await refresh(provider)
  expect(await busyTimes(provider)).toEqual({ status: 'connected', granted: false, isLost: true })
  const { id, scopes } = await rowOf(provider)
  expect(scopes).not.toContain(FREE_BUSY)
  const written = await world.core.db.select().from(auditEntries).where(eq(auditEntries.subjectId, id))
  expect(written.filter(({ action }) => action === 'connection.permission_lost')).toMatchObject([
    { actorKind: 'system', data: { permissions: 'busy_times' } },
  ])
  expect(await askedScopes(provider)).toContain(FREE_BUSY)
})

it('counts one that a call was refused for as lost, and only that one', async () => {
  const provider = await world.addProvider()
  await allowBusyTimes(provider)
  const { id } = await rowOf(provider)
  await losePermission(provider, id, 'room_settings')
  expect(await busyTimes(provider)).toMatchObject({ granted: true })
  await losePermission(provider, id, 'busy_times')
  expect(await busyTimes(provider)).toEqual({ status: 'connected', granted: false, isLost: true })
})

it('forgets them with the connection', async () => {
  const provider = await world.addProvider()
  await allowBusyTimes(provider)
  await disconnectPlatform(provider, { platform, futureMeetings: 'keep' })
  await revokeConnection(provider, { connectionId: (await rowOf(provider)).id, attempt: 1 })
  expect(await rowOf(provider)).toMatchObject({ status: 'not_connected', permissions: [], lostPermissions: [] })
  expect(await askedScopes(provider)).not.toContain(FREE_BUSY)
})
