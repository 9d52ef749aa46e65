import { connections, meetings, notifications } from '@foyer/db/schema'
import { eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { rescheduleBooking } from '../bookings/reschedule-booking.ts'
import { disconnectPlatform } from '../connections/disconnect-platform.ts'
import { findSecret } from '../connections/secrets.ts'
import type { Core } from '../context.ts'
import { onlyRow } from '../only-row.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { offerService } from '../testing/offer-service.ts'
import { settle } from '../testing/settle.ts'

const MONDAY = '2026-11-23T'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

const meetingOf = async (sessionId: string) =>
  onlyRow(await world.core.db.select().from(meetings).where(eq(meetings.sessionId, sessionId)))
const google = async ({ userId }: Provider) =>
  onlyRow(await world.core.db.select().from(connections).where(eq(connections.userId, userId)))
const startsOf = (provider: Provider) =>
  world.liveEvents(provider).map(({ start }) => new Date(start.dateTime ?? '').toISOString())

describe('a customer who changes plans', () => {
  it('cancels and books the same time again: one room for the new session, and none for the old', async () => {
    const provider = await world.addProvider()
    const customer = await world.addUser('customer')
    const service = await offerService(provider, { confirmation: 'automatic' })
    const wanted = { serviceId: service.id, startsAt: `${MONDAY}10:00:00.000Z` }
    const first = await createBooking(customer, wanted)
    await settle(world)
    await cancelBooking(customer, { id: first.id })
    const second = await createBooking(customer, wanted)
    await settle(world)
    const [old, fresh] = [first, second].map(({ sessions: [session] }) => session?.id ?? '')
    expect(await meetingOf(old ?? '')).toMatchObject({ status: 'cancelled', joinUrl: null })
    const { externalId, joinUrl } = await meetingOf(fresh ?? '')
    expect(world.liveEvents(provider)).toMatchObject([{ id: externalId, hangoutLink: joinUrl }])
  })

  it('moves five times in a row: one room at the last time, and the steps in between never reach the platform', async () => {
    const provider = await world.addProvider()
    const customer = await world.addUser('customer')
    const service = await offerService(provider, { confirmation: 'automatic' })
    const { id, sessions } = await createBooking(customer, {
      serviceId: service.id,
      startsAt: `${MONDAY}09:00:00.000Z`,
    })
    await settle(world)
    for (const hour of [10, 11, 12, 13, 14])
      await rescheduleBooking(customer, { id, startsAt: `${MONDAY}${hour}:00:00.000Z` })
    await settle(world)
    expect(startsOf(provider)).toEqual([`${MONDAY}14:00:00.000Z`])
    expect(world.countCalls('google.events.patch', provider)).toBe(1)
    expect(world.countCalls('google.events.insert', provider)).toBe(1)
    expect(await meetingOf(sessions[0]?.id ?? '')).toMatchObject({
      status: 'ready',
      syncedVersion: 6,
      desiredVersion: 6,
    })
    const told = await world.core.db
      .select({ key: notifications.dedupeKey })
      .from(notifications)
      .where(inArray(notifications.userId, [provider.userId, customer.userId]))
    expect(new Set(told.map(({ key }) => key)).size).toBe(told.length)
  })
})

describe('a provider with 50 coming sessions who ends the connection', { timeout: 120_000 }, () => {
  async function withSessions(count: number) {
    const provider = await world.addProvider()
    const made = await Promise.all(Array.from({ length: count }, () => world.addSession(provider)))
    await settle(world)
    expect(world.liveEvents(provider)).toHaveLength(count)
    return { provider, made }
  }

  const all = (made: { meetingId: string }[]) =>
    world.core.db
      .select()
      .from(meetings)
      .where(
        inArray(
          meetings.id,
          made.map(({ meetingId }) => meetingId),
        ),
      )

  it('and keeps the links: each goes on working, and nothing is asked of the platform but to end the permission', async () => {
    const { provider, made } = await withSessions(50)
    world.sandbox.calls.clear()
    await disconnectPlatform(provider, { platform: 'google_meet', futureMeetings: 'keep' })
    await settle(world)
    expect(await google(provider)).toMatchObject({ status: 'not_connected' })
    const kept = await all(made)
    const links = new Set(kept.map(({ status, joinUrl }) => `${status} ${joinUrl}`))
    expect(links.size).toBe(50)
    for (const { joinUrl } of kept)
      expect(world.liveEvents(provider)).toContainEqual(expect.objectContaining({ hangoutLink: joinUrl }))
    expect(world.countCalls('google.events.*', provider)).toBe(0)
    expect(world.countCalls('google.revoke', provider)).toBe(1)
  })

  it('and removes the links: no event stays, each removed once, and the tokens are wiped only then', async () => {
    const { provider, made } = await withSessions(50)
    await disconnectPlatform(provider, { platform: 'google_meet', futureMeetings: 'remove' })
    await settle(world)
    expect(world.liveEvents(provider)).toEqual([])
    expect(world.countCalls('google.events.delete', provider)).toBe(50)
    for (const meeting of await all(made))
      expect(meeting).toMatchObject({ status: 'blocked', reason: 'connection_missing', joinUrl: null })
    const { id, status } = await google(provider)
    expect([status, await findSecret(world.core.db, id)]).toEqual(['not_connected', null])
  })

  it('and moves the links: every session has one on the other platform, and nothing stays on the first', async () => {
    const { provider, made } = await withSessions(50)
    const second = await world.addProvider()
    await world.core.db
      .update(connections)
      .set({ userId: provider.userId, platform: 'zoom' })
      .where(eq(connections.userId, second.userId))
    const adapter = world.core.platforms.google_meet
    if (!adapter) throw new Error('There is no adapter.')
    // The same adapter under another name stands for a second platform: what is tested is who asks whom, and when.
    const platforms: Core['platforms'] = { google_meet: adapter, zoom: adapter }
    await disconnectPlatform(
      { ...provider, platforms },
      { platform: 'google_meet', futureMeetings: 'move', to: 'zoom' },
    )
    await settle({ ...world, core: { ...world.core, platforms } })
    expect(world.liveEvents(provider)).toEqual([])
    const rows = await all(made)
    for (const meeting of rows) expect(meeting).toMatchObject({ status: 'ready', platform: 'zoom', reason: null })
    expect(new Set(rows.map(({ externalId }) => externalId))).toEqual(
      new Set(world.liveEvents(second).map(({ id }) => id)),
    )
    expect(world.liveEvents(second)).toHaveLength(50)
  })
})
