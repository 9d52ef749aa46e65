import { auditEntries, bookings, notifications, services, users } from '@foyer/db/schema'
import type { FallbackStep } from '@foyer/shared/services'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rescheduleBooking } from '../bookings/reschedule-booking.ts'
import { getSessionCalendar } from '../calendar/get-session-calendar.ts'
import { openChanges } from '../changes.ts'
import { disconnectPlatform } from '../connections/disconnect-platform.ts'
import { countLeaving } from '../connections/let-meetings-go.ts'
import { listConnections } from '../connections/list-connections.ts'
import { actAs, type Context } from '../context.ts'
import { removeManualLink } from '../meetings/remove-manual-link.ts'
import { retryMeeting } from '../meetings/retry-meeting.ts'
import { setManualLink } from '../meetings/set-manual-link.ts'
import { writeBookingLetter } from '../notifications/booking-letter.ts'
import { findJoin } from '../sessions/find-join.ts'
import { getSession } from '../sessions/get-session.ts'
import { type FallbackWorld, openFallbackWorld } from '../testing/fallback-world.ts'
import { endFallback } from './end-fallback.ts'
import { useFallback } from './use-fallback.ts'
import { useFallbackOf } from './use-fallback-of.ts'

let world: FallbackWorld

beforeAll(async () => {
  world = await openFallbackWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const joinUrl = 'https://rooms.example/ana'
const room: FallbackStep = { kind: 'room', joinUrl }
const zoom: FallbackStep = { kind: 'platform', platform: 'zoom' }
const person: FallbackStep = { kind: 'person', contact: '+351 912 345 678' }

async function inBackupRoom() {
  const provider = await world.addProvider()
  const made = await world.addChained(provider, room)
  world.refuse(provider, 'quotaExceeded')
  await world.sync(made.meetingId)
  made.at(15)
  await world.useFallbacks()
  await world.sync(made.meetingId)
  world.sandbox.faults.clear()
  const [booking] = await world.core.db.select().from(bookings).where(eq(bookings.sessionId, made.sessionId))
  if (!booking) throw new Error('There is no booking.')
  const customer: Context = actAs(world.core, { kind: 'customer', userId: booking.customerId })
  return { provider, customer, booking, ...made }
}

const noticesOf = async (userId: string, sessionId: string) => {
  const rows = await world.core.db.select().from(notifications).where(eq(notifications.userId, userId))
  return rows.filter(({ data }) => data.sessionId === sessionId).map(({ kind }) => kind)
}

describe('a backup room in use', () => {
  it('is what everybody is shown, told of and led to, marked and with why', async () => {
    const { provider, customer, sessionId, at } = await inBackupRoom()
    for (const reader of [provider, customer])
      expect((await getSession(reader, { id: sessionId })).meeting).toMatchObject({
        status: 'ready',
        source: 'fallback',
        platform: 'google_meet',
        joinUrl,
        fallback: { kind: 'room', from: 'google_meet', reason: 'platform_rate_limited' },
        fallbackAt: null,
      })
    at(5)
    const { joinPath } = await getSession(customer, { id: sessionId })
    const token = joinPath?.split('/')[2] ?? ''
    expect(await findJoin(customer, { token })).toMatchObject({ status: 'open', joinUrl })
    expect(await getSessionCalendar(customer, { id: sessionId })).toContain(joinPath)
  })

  it('is named in the mail that tells of it', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId } = await world.addChained(provider, room)
    await world.sync(meetingId)
    await useFallback(provider, { sessionId })
    const rows = await world.core.db
      .select({ notice: notifications, reader: users })
      .from(notifications)
      .innerJoin(users, eq(users.id, notifications.userId))
      .where(eq(notifications.kind, 'link_changed'))
    const addressed = rows.filter(({ notice }) => notice.data.sessionId === sessionId)
    // Whoever does something is not told of it.
    expect(addressed).toHaveLength(1)
    for (const one of addressed)
      expect((await writeBookingLetter(provider, world.core.db, one))?.paragraphs).toContain(
        'This is the backup room, in place of Google Meet.',
      )
  })

  it('goes back to the platform when its provider says so, and everybody is told once', async () => {
    const { provider, customer, sessionId, meetingId } = await inBackupRoom()
    await endFallback(provider, { sessionId })
    expect(await world.useFallbacks()).toBe(0)
    await world.sync(meetingId)
    const meeting = await world.meeting(meetingId)
    expect(meeting).toMatchObject({ status: 'ready', source: 'platform', fallbackStep: 0, fallbackFrom: null })
    expect(world.liveEvents(provider)).toMatchObject([{ hangoutLink: meeting.joinUrl }])
    await endFallback(provider, { sessionId })
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).joinUrl).toBe(meeting.joinUrl)
    if (customer.actor.kind === 'system') throw new Error('The customer is a person.')
    expect(await noticesOf(customer.actor.userId, sessionId)).toEqual(['link_changed'])
    const rows = await world.core.db
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.subjectId, meetingId), eq(auditEntries.action, 'meeting.end_fallback')))
    expect(rows).toMatchObject([{ actorId: provider.userId }])
  })

  it('stays while the platform could not make a link anyway', async () => {
    const { provider, sessionId, meetingId } = await inBackupRoom()
    world.sandbox.google.revokeGrant(provider.email)
    world.passMinutes(-30)
    const other = await world.addSession(provider)
    world.sandbox.google.expireAccessTokens(provider.email)
    await world.sync(other.meetingId)
    await expect(endFallback(provider, { sessionId })).rejects.toMatchObject({ code: 'connection_required' })
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', joinUrl })
  })

  it('is left when the session is moved to a later time, and stays when it is moved within minutes', async () => {
    const { provider, customer, booking, sessionId, meetingId, startsAt } = await inBackupRoom()
    const later = (minutes: number) => new Date(startsAt.getTime() + minutes * 60_000).toISOString()
    await world.core.db.update(services).set({ fallbackMinutesBefore: 60 }).where(eq(services.id, booking.serviceId))
    await rescheduleBooking(provider, { id: booking.id, startsAt: later(10) })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', source: 'fallback', joinUrl })
    await rescheduleBooking(provider, { id: booking.id, startsAt: later(48 * 60) })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', source: 'platform', fallbackStep: 0 })
    expect(world.liveEvents(provider)).toHaveLength(1)
    if (customer.actor.kind === 'system') throw new Error('The customer is a person.')
    const told = await noticesOf(customer.actor.userId, sessionId)
    expect(told.filter((kind) => kind === 'link_changed')).toHaveLength(1)
  })

  it('gives way to a link that is set by hand, which goes back to the platform', async () => {
    const { provider, sessionId, meetingId } = await inBackupRoom()
    const byHand = 'https://rooms.example/by-hand'
    await setManualLink(provider, { sessionId, joinUrl: byHand })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ source: 'manual', joinUrl: byHand, fallbackStep: 0 })
    expect((await getSession(provider, { id: sessionId })).meeting?.fallback).toBeNull()
    await removeManualLink(provider, { sessionId })
    expect(await world.useFallbacks()).toBe(0)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', source: 'platform' })
    expect(world.liveEvents(provider)).toHaveLength(1)
  })

  it('is not touched by a retry', async () => {
    const { provider, sessionId, meetingId } = await inBackupRoom()
    const before = await world.meeting(meetingId)
    await retryMeeting(provider, { sessionId })
    expect(await world.meeting(meetingId)).toEqual(before)
  })
})

describe('using the backup now', () => {
  it('does so at any time, also in place of a link that is there, and removes what that led to', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId } = await world.addChained(provider, room)
    await world.sync(meetingId)
    await useFallback(provider, { sessionId })
    await world.sync(meetingId)
    await world.removeLeftovers(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', source: 'fallback', joinUrl })
    expect(world.liveEvents(provider)).toEqual([])
    await expect(useFallback(provider, { sessionId })).rejects.toMatchObject({ code: 'fallback_missing' })
  })

  it('takes the session to another platform, and back with one live room', async () => {
    const provider = await world.addProvider()
    const second = await world.addZoom(provider)
    const { sessionId, meetingId } = await world.addChained(provider, zoom, room)
    await world.sync(meetingId)
    await useFallback(provider, { sessionId })
    await world.sync(meetingId)
    await world.removeLeftovers(meetingId)
    expect([world.liveEvents(provider), world.liveEvents(second)]).toMatchObject([[], [{}]])
    expect((await getSession(provider, { id: sessionId })).meeting).toMatchObject({
      source: 'fallback',
      platform: 'zoom',
      fallback: { kind: 'platform', from: 'google_meet' },
    })
    await endFallback(provider, { sessionId })
    await world.sync(meetingId)
    await world.removeLeftovers(meetingId)
    expect([world.liveEvents(provider), world.liveEvents(second)]).toMatchObject([[{}], []])
  })

  it('does not let a connection end before the room that was left there is gone', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId } = await world.addChained(provider, room)
    await world.sync(meetingId)
    await useFallback(provider, { sessionId })
    const whose = { userId: provider.userId, platform: 'google_meet' } as const
    expect(await countLeaving(provider, whose)).toBe(1)
    await disconnectPlatform(provider, { platform: 'google_meet', futureMeetings: 'remove' })
    await world.removeLeftovers(meetingId)
    expect(world.liveEvents(provider)).toEqual([])
    expect(await countLeaving(provider, whose)).toBe(0)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', source: 'fallback', joinUrl })
  })

  it('is refused without a room or platform, and to everybody but the provider and admins', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId } = await world.addChained(provider, zoom, person)
    await expect(useFallback(provider, { sessionId })).rejects.toMatchObject({ code: 'fallback_missing' })
    for (const stranger of [await world.addUser('provider'), await world.addUser('customer')]) {
      await expect(useFallback(stranger, { sessionId })).rejects.toMatchObject({ code: 'meeting_not_found' })
      await expect(endFallback(stranger, { sessionId })).rejects.toMatchObject({ code: 'meeting_not_found' })
    }
    const chained = await world.addChained(provider, room)
    await useFallback(await world.addUser('admin'), { sessionId: chained.sessionId })
    expect((await world.meeting(chained.meetingId)).source).toBe('fallback')
    expect((await world.meeting(meetingId)).source).toBe('platform')
  })
})

describe('using the backup for everything that waits for one platform', () => {
  it('takes over where there is a room or platform left, and leaves the others as they are', async () => {
    const provider = await world.addProvider({ isConnected: false })
    const chains: FallbackStep[][] = [[room], [zoom, room], [person], []]
    const made = []
    for (const chain of chains) made.push(await world.addChained(provider, ...chain))
    for (const { meetingId } of made) await world.sync(meetingId)
    const [google] = await listConnections(provider)
    expect(google).toMatchObject({ sessionsAffected: 4, sessionsWithBackup: 2 })
    const other = await world.addUser('provider')
    expect(await useFallbackOf(other, { platform: 'google_meet' })).toEqual({ count: 0 })
    expect(await useFallbackOf(provider, { platform: 'google_meet' })).toEqual({ count: 2 })
    expect(await useFallbackOf(provider, { platform: 'google_meet' })).toEqual({ count: 0 })
    const sources = await Promise.all(made.map(async ({ meetingId }) => (await world.meeting(meetingId)).source))
    expect(sources).toEqual(['fallback', 'fallback', 'platform', 'platform'])
    expect((await listConnections(provider))[0]).toMatchObject({ sessionsAffected: 2, sessionsWithBackup: 0 })
    const customer = await world.addUser('customer')
    await expect(useFallbackOf(customer, { platform: 'zoom' })).rejects.toMatchObject({ code: 'role_required' })
  })
})

describe('a person as the last step', () => {
  it('is named at once to whoever waits, until there is a link', async () => {
    const provider = await world.addProvider({ isConnected: false })
    const { sessionId, meetingId, at } = await world.addChained(provider, person)
    await world.sync(meetingId)
    at(15)
    const changes = await openChanges(world.databaseUrl)
    const watch = changes.watch(`session:${sessionId}`)
    await world.useFallbacks()
    expect(await watch.next(5000)).toBe('changed')
    await changes.close()
    const [booking] = await world.core.db.select().from(bookings).where(eq(bookings.sessionId, sessionId))
    const customer = actAs(world.core, { kind: 'customer', userId: booking?.customerId ?? '' })
    expect((await getSession(customer, { id: sessionId })).meeting).toMatchObject({
      status: 'blocked',
      reason: 'connection_missing',
      source: 'platform',
      fallback: { kind: 'person', contact: '+351 912 345 678' },
    })
    await world.connect(provider)
    await world.sync(meetingId)
    expect((await getSession(customer, { id: sessionId })).meeting).toMatchObject({ status: 'ready', fallback: null })
  })
})

describe('before the fallback takes over', () => {
  it('says when, as long as there is a room to take over', async () => {
    const provider = await world.addProvider({ isConnected: false })
    const chains: FallbackStep[][] = [[zoom, room], [room], [zoom, person], []]
    const promised = []
    for (const fallback of chains) {
      const { sessionId, meetingId, startsAt } = await world.addChained(provider, ...fallback)
      await world.sync(meetingId)
      const { meeting } = await getSession(provider, { id: sessionId })
      const at = meeting?.fallbackAt
      promised.push(at ? (startsAt.getTime() - Date.parse(at)) / 60_000 : null)
    }
    expect(promised).toEqual([15, 15, null, null])
  })
})
