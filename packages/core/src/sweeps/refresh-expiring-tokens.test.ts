import { connectionSecrets, connections } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { refreshExpiringTokens } from './refresh-expiring-tokens.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>
const MINUTE = 60_000
const inMinutes = (minutes: number) => new Date(world.core.now().getTime() + minutes * MINUTE)
const refreshes = (provider: Provider) => world.countCalls('google.token.refresh', provider)

const connectionOf = async ({ userId }: Provider) => {
  const [found] = await world.core.db
    .select()
    .from(connections)
    .innerJoin(connectionSecrets, eq(connectionSecrets.connectionId, connections.id))
    .where(eq(connections.userId, userId))
  if (!found) throw new Error('There is no connection.')
  return found
}

/** Somebody whose session begins in so many minutes and whose token runs out in so many. */
async function providerWith(minutes: { toStart: number; toExpiry: number }) {
  const provider = await world.addProvider()
  const { sessionId } = await world.addSession(provider)
  await world.changeSession(sessionId, {
    startsAt: inMinutes(minutes.toStart),
    endsAt: inMinutes(minutes.toStart + 30),
  })
  const { connections: connection } = await connectionOf(provider)
  await world.core.db
    .update(connectionSecrets)
    .set({ accessTokenExpiresAt: inMinutes(minutes.toExpiry) })
    .where(eq(connectionSecrets.connectionId, connection.id))
  return provider
}

it('renews what runs out soon for whom a session is near, and nothing else', async () => {
  const due = await providerWith({ toStart: 120, toExpiry: 6 })
  const overdue = await providerWith({ toStart: 120, toExpiry: -60 })
  const needless = await providerWith({ toStart: 60 * 24, toExpiry: 6 })
  const fresh = await providerWith({ toStart: 120, toExpiry: 40 })
  expect(await refreshExpiringTokens(world.core)).toBe(2)
  expect([due, overdue, needless, fresh].map(refreshes)).toEqual([1, 1, 0, 0])
  expect((await connectionOf(due)).connection_secrets.accessTokenExpiresAt.getTime()).toBeGreaterThan(
    inMinutes(50).getTime(),
  )
  expect(await refreshExpiringTokens(world.core)).toBe(0)
})

it('spreads tokens that were given together over some minutes', async () => {
  const provider = await providerWith({ toStart: 120, toExpiry: 6 })
  expect(await refreshExpiringTokens({ ...world.core, random: () => 0 })).toBe(0)
  expect(await refreshExpiringTokens({ ...world.core, random: () => 0.99 })).toBe(1)
  expect(refreshes(provider)).toBe(1)
})

it('makes one refresh when twenty workers meet one token that runs out', async () => {
  const provider = await providerWith({ toStart: 120, toExpiry: 2 })
  await Promise.all(Array.from({ length: 20 }, () => refreshExpiringTokens(world.core)))
  expect(refreshes(provider)).toBe(1)
})

it('notices a permission that was taken back before the session needs it, and goes on with the others', async () => {
  const lost = await providerWith({ toStart: 120, toExpiry: 1 })
  const well = await providerWith({ toStart: 120, toExpiry: 2 })
  world.sandbox.google.revokeGrant(lost.email)
  expect(await refreshExpiringTokens(world.core)).toBe(2)
  expect((await connectionOf(lost)).connections.status).toBe('revoked')
  expect([(await connectionOf(well)).connections.status, refreshes(well)]).toEqual(['connected', 1])
  expect(await refreshExpiringTokens(world.core)).toBe(0)
})
