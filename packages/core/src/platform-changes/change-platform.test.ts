import { auditEntries, bookings, connections, notifications, sessions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnectPlatform } from '../connections/disconnect-platform.ts'
import { repairMeetings } from '../connections/repair-meetings.ts'
import { getSession } from '../sessions/get-session.ts'
import { type ChangeWorld, openChangeWorld } from '../testing/change-world.ts'
import { changePlatform } from './change-platform.ts'
import { previewChange } from './preview-change.ts'
import { undoChange } from './undo-change.ts'

let world: ChangeWorld
beforeAll(async () => {
  world = await openChangeWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const MINUTE = 60_000
const ZOOM_CREATE = 'zoom.meetings.create'
type Provider = Awaited<ReturnType<ChangeWorld['addProvider']>>

const toZoom = (provider: Provider, sessionId: string) =>
  changePlatform(provider, { sessionIds: [sessionId], platform: 'zoom' })

const refuseAtZoom = ({ email: account }: Provider) =>
  world.sandbox.faults.add({ operation: ZOOM_CREATE, account, kind: 'status', status: 503, times: 'unlimited' })

/** Moves the world's clock to so many minutes before a session begins. */
async function goTo(sessionId: string, minutesBefore: number): Promise<void> {
  const [session] = await world.core.db.select().from(sessions).where(eq(sessions.id, sessionId))
  world.setNow(new Date((session?.startsAt.getTime() ?? 0) - minutesBefore * MINUTE))
}

const seenBy = (provider: Provider, customerId: string, sessionId: string) =>
  getSession({ ...provider, actor: { kind: 'customer', userId: customerId } }, { id: sessionId })

describe('the change of a session to another platform', () => {
  it('keeps the old link until the new one is there, removes the old room, and tells the customer once', async () => {
    const provider = await world.addBoth()
    const { sessionId, meetingId, customerId } = await world.addReady(provider)
    const before = await world.meeting(meetingId)
    const { joinPath } = await getSession(provider, { id: sessionId })

    expect(await toZoom(provider, sessionId)).toMatchObject({ total: 1, underWay: 1, done: 0, stuck: [] })
    const meanwhile = { status: 'ready', platform: 'google_meet', joinUrl: before.joinUrl }
    expect((await getSession(provider, { id: sessionId })).meeting).toMatchObject({ ...meanwhile, changingTo: 'zoom' })
    expect((await seenBy(provider, customerId, sessionId)).meeting).toMatchObject({ ...meanwhile, changingTo: null })
    expect(world.rooms(provider)).toEqual([before.externalId])

    await world.settle()
    const after = await world.meeting(meetingId)
    expect(after).toMatchObject({ status: 'ready', platform: 'zoom', changeId: null, oldPlace: null, reason: null })
    expect(world.rooms(provider)).toEqual([after.externalId])
    expect(await world.countLeftovers(meetingId)).toBe(0)
    expect(await world.told(customerId)).toEqual(['platform_changed'])
    expect(await world.told(provider.userId)).toEqual([])
    const shown = await getSession(provider, { id: sessionId })
    expect(shown).toMatchObject({ joinPath, meeting: { platform: 'zoom', changingTo: null, joinUrl: after.joinUrl } })
    const [audit] = await world.core.db
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.subjectId, meetingId), eq(auditEntries.action, 'meeting.change_platform')))
    expect(audit).toMatchObject({ actorId: provider.userId, data: { from: 'google_meet', to: 'zoom' } })
  })

  it('says what keeps the new link away, and goes back with one word while the old link held throughout', async () => {
    const provider = await world.addBoth()
    const { sessionId, meetingId, customerId } = await world.addReady(provider)
    const { joinUrl, externalId } = await world.meeting(meetingId)
    refuseAtZoom(provider)
    await toZoom(provider, sessionId)
    await world.sync(meetingId)
    const stuck = await getSession(provider, { id: sessionId })
    expect(stuck.meeting).toMatchObject({
      status: 'ready',
      platform: 'google_meet',
      changingTo: 'zoom',
      joinUrl,
      reason: 'platform_unreachable',
      nextAttemptAt: expect.any(String),
    })
    expect((await seenBy(provider, customerId, sessionId)).meeting).toMatchObject({ joinUrl, reason: null })

    await undoChange(provider, { sessionId })
    world.sandbox.faults.clear()
    await world.settle()
    expect(await world.meeting(meetingId)).toMatchObject({
      status: 'ready',
      platform: 'google_meet',
      joinUrl,
      externalId,
      oldPlace: null,
      reason: null,
    })
    expect(world.rooms(provider)).toEqual([externalId])
    expect(await world.told(customerId)).toEqual([])
    // The keys of the first try are used up, and the second one has its own.
    await toZoom(provider, sessionId)
    await world.settle()
    const again = await world.meeting(meetingId)
    expect(again).toMatchObject({ platform: 'zoom', status: 'ready', generation: 3 })
    expect(world.rooms(provider)).toEqual([again.externalId])
    expect(await world.told(customerId)).toEqual(['platform_changed'])
  })

  it('goes on by itself when a lost connection is mended', async () => {
    const provider = await world.addBoth()
    const { sessionId, meetingId } = await world.addReady(provider)
    await toZoom(provider, sessionId)
    const ofZoom = and(eq(connections.userId, provider.userId), eq(connections.platform, 'zoom'))
    await world.core.db.update(connections).set({ status: 'revoked' }).where(ofZoom)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', reason: 'connection_lost' })
    await world.core.db.update(connections).set({ status: 'connected' }).where(ofZoom)
    await world.core.db.transaction((tx) => repairMeetings(provider, tx, { userId: provider.userId, platform: 'zoom' }))
    await world.settle()
    const after = await world.meeting(meetingId)
    expect(after).toMatchObject({ platform: 'zoom', status: 'ready', reason: null })
    expect(world.rooms(provider)).toEqual([after.externalId])
  })

  it('takes the way of the last word when it is changed twice quickly, and back', async () => {
    const provider = await world.addBoth()
    await world.connect(provider, undefined, 'teams')
    const { sessionId, meetingId, customerId } = await world.addReady(provider)
    const { joinUrl } = await world.meeting(meetingId)
    const change = (platform: Platform) => changePlatform(provider, { sessionIds: [sessionId], platform })
    await change('zoom')
    await change('teams')
    expect(await world.meeting(meetingId)).toMatchObject({
      platform: 'teams',
      joinUrl,
      oldPlace: { platform: 'google_meet' },
    })
    await world.settle()
    expect(await world.meeting(meetingId)).toMatchObject({ platform: 'teams', status: 'ready' })
    expect(world.rooms(provider)).toEqual([])
    expect(await world.told(customerId)).toEqual(['platform_changed'])
    await expect(change('teams')).rejects.toMatchObject({ code: 'platform_unchanged' })
  })

  it('leaves nothing anywhere when the session is called off meanwhile', async () => {
    const provider = await world.addBoth()
    const { sessionId, meetingId, customerId } = await world.addReady(provider)
    world.sandbox.faults.add({ operation: ZOOM_CREATE, account: provider.email, kind: 'drop_after', nth: 1 })
    await toZoom(provider, sessionId)
    await world.sync(meetingId)
    await world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'provider' })
    await world.settle()
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'cancelled', joinUrl: null, oldPlace: null })
    expect(world.rooms(provider)).toEqual([])
    expect(await world.countLeftovers(meetingId)).toBe(0)
    expect(await world.told(customerId)).toEqual([])
  })

  it('stays where it was when the new platform is disconnected, and has no dead link when the old one is', async () => {
    const provider = await world.addBoth()
    const first = await world.addReady(provider)
    const { joinUrl, externalId } = await world.meeting(first.meetingId)
    await toZoom(provider, first.sessionId)
    await disconnectPlatform(provider, { platform: 'zoom', futureMeetings: 'remove' })
    await world.settle()
    expect(await world.meeting(first.meetingId)).toMatchObject({ platform: 'google_meet', status: 'ready', joinUrl })
    expect(world.rooms(provider)).toEqual([externalId])

    const other = await world.addBoth()
    const second = await world.addReady(other)
    await toZoom(other, second.sessionId)
    await disconnectPlatform(other, { platform: 'google_meet', futureMeetings: 'remove' })
    expect(await world.meeting(second.meetingId)).toMatchObject({ status: 'pending', joinUrl: null, oldPlace: null })
    await world.settle()
    const after = await world.meeting(second.meetingId)
    expect(after).toMatchObject({ platform: 'zoom', status: 'ready' })
    expect(world.rooms(other)).toEqual([after.externalId])
  })

  it('is for those who give the session, while it has not begun, and near its start only when they say so', async () => {
    const provider = await world.addBoth()
    const { sessionId } = await world.addReady(provider)
    const stranger = await world.addBoth()
    await expect(toZoom(stranger, sessionId)).rejects.toMatchObject({ code: 'meeting_not_found' })
    const without = await world.addProvider()
    const alone = await world.addReady(without)
    await expect(toZoom(without, alone.sessionId)).rejects.toMatchObject({ code: 'connection_required' })
    await goTo(sessionId, 12)
    await expect(toZoom(provider, sessionId)).rejects.toMatchObject({ code: 'session_soon' })
    expect(await previewChange(provider, { sessionIds: [sessionId], platform: 'zoom' })).toMatchObject({
      change: 0,
      left: { soon: 1 },
      people: 0,
    })
    const admin = { ...provider, actor: { kind: 'admin', userId: (await world.addUser('admin')).userId } as const }
    await changePlatform(admin, { sessionIds: [sessionId], platform: 'zoom', includeSoon: true })
    await world.settle()
    // Somebody else did it, so the provider is told as well.
    expect(await world.told(provider.userId)).toEqual(['platform_changed'])
    await goTo(sessionId, -5)
    await expect(changePlatform(provider, { sessionIds: [sessionId], platform: 'google_meet' })).rejects.toMatchObject({
      code: 'session_begun',
    })
  })
})

it('writes one mail of all sessions of a change, with the addresses that have not changed', async () => {
  const provider = await world.addBoth()
  const made = [await world.addReady(provider), await world.addReady(provider), await world.addReady(provider)]
  const [first] = made
  const { db } = world.core
  // One person has booked all of them.
  for (const { sessionId } of made)
    await db
      .update(bookings)
      .set({ customerId: first?.customerId ?? '' })
      .where(eq(bookings.sessionId, sessionId))
  const sessionIds = made.map(({ sessionId }) => sessionId)
  expect(await previewChange(provider, { sessionIds, platform: 'zoom' })).toMatchObject({ change: 3, people: 1 })
  await changePlatform(provider, { sessionIds, platform: 'zoom' })
  await world.settle()
  const told = await db
    .select()
    .from(notifications)
    .where(and(eq(notifications.userId, first?.customerId ?? ''), eq(notifications.kind, 'platform_changed')))
  expect(told).toMatchObject([
    { title: expect.stringMatching(/^Your sessions with .* meet on Zoom now$/), path: '/bookings' },
  ])
})
