import { auditEntries, meetings } from '@foyer/db/schema'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSession } from '../sessions/create-session.ts'
import { getSession } from '../sessions/get-session.ts'
import { countMeetingJobs } from '../testing/jobs.ts'
import { offerService } from '../testing/offer-service.ts'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { cancelBooking } from './cancel-booking.ts'
import { createBooking } from './create-booking.ts'

const MONDAY_10 = '2026-11-23T10:00:00.000Z'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore({ config: { appUrl: 'http://localhost:3000', connectionPolicy: 'warn' } })
})
beforeEach(() => test.setNow(new Date('2026-11-21T09:00:00Z')))
afterAll(() => test[Symbol.asyncDispose]())

async function booked() {
  const [provider, customer] = [await test.addUser('provider'), await test.addUser('customer')]
  const service = await offerService(provider, { confirmation: 'automatic' })
  const booking = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })
  return { provider, customer, service, id: booking.id, sessionId: booking.sessions[0]?.id ?? '' }
}

describe('a private booking', () => {
  it('takes its session along and wants the meeting removed', async () => {
    const { customer, provider, service, id, sessionId } = await booked()
    const booking = await cancelBooking(customer, { id, reason: 'Ill' })
    expect(booking).toMatchObject({ status: 'cancelled', cancelledBy: 'customer', reason: 'Ill' })
    expect(booking.sessions[0]).toMatchObject({ status: 'cancelled', cancelledBy: 'customer', joinPath: null })
    const [meeting] = await provider.db.select().from(meetings).where(eq(meetings.sessionId, sessionId))
    expect(meeting).toMatchObject({ desiredVersion: 2 })
    expect(await countMeetingJobs(test.core, sessionId)).toBe(2)
    expect(await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })).toMatchObject({
      status: 'confirmed',
    })
  })

  it('says who cancelled by the part they have in it, in the booking and in the audit', async () => {
    const { provider, id } = await booked()
    expect(await cancelBooking(provider, { id })).toMatchObject({ cancelledBy: 'provider', viewer: 'provider' })
    const other = await booked()
    const admin = await test.addUser('admin')
    expect(await cancelBooking(admin, { id: other.id })).toMatchObject({ cancelledBy: 'admin', viewer: 'admin' })
    const [entry] = await provider.db
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.subjectId, id), eq(auditEntries.action, 'booking.cancel')))
    expect(entry).toMatchObject({ actorId: provider.userId, data: { cancelledBy: 'provider' } })
  })

  it('is cancelled once, and not when it is over', async () => {
    const { provider, customer, id } = await booked()
    const results = await Promise.allSettled([cancelBooking(provider, { id }), cancelBooking(customer, { id })])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const over = await booked()
    test.setNow(new Date('2026-11-23T11:00:00Z'))
    await expect(cancelBooking(over.customer, { id: over.id })).rejects.toMatchObject({ code: 'session_over' })
  })

  it('gives nobody the link of a cancelled session, even before the platform has removed it', async () => {
    const { provider, customer, id, sessionId } = await booked()
    await provider.db
      .update(meetings)
      .set({ status: 'ready', joinUrl: 'https://meet.example/abc' })
      .where(eq(meetings.sessionId, sessionId))
    expect((await getSession(customer, { id: sessionId })).meeting?.joinUrl).toBe('https://meet.example/abc')
    await cancelBooking(customer, { id })
    for (const reader of [provider, customer]) {
      expect((await getSession(reader, { id: sessionId })).meeting?.joinUrl).toBeNull()
    }
  })
})

describe('a place in a group or course', () => {
  it('is given up alone: the session stays, and its meeting hears of the change', async () => {
    const [provider, customer] = [await test.addUser('provider'), await test.addUser('customer')]
    const service = await offerService(provider, { kind: 'group', capacity: 5, confirmation: 'automatic' })
    const session = await createSession(provider, { serviceId: service.id, startsAt: MONDAY_10 })
    await provider.db
      .update(meetings)
      .set({ status: 'ready', joinUrl: 'https://meet.example/abc' })
      .where(eq(meetings.sessionId, session.id))
    const { id } = await createBooking(customer, { serviceId: service.id, sessionId: session.id })
    const booking = await cancelBooking(customer, { id })
    expect(booking).toMatchObject({ status: 'cancelled' })
    expect(booking.sessions[0]).toMatchObject({ status: 'scheduled', joinPath: null, meeting: { joinUrl: null } })
    expect(await getSession(provider, { id: session.id })).toMatchObject({ status: 'scheduled', customers: [] })
    const [meeting] = await provider.db.select().from(meetings).where(eq(meetings.sessionId, session.id))
    expect(meeting).toMatchObject({ desiredVersion: 3 })
  })

  it('is given up in all coming sessions of a course', async () => {
    const [provider, customer] = [await test.addUser('provider'), await test.addUser('customer')]
    const service = await offerService(provider, { kind: 'course', capacity: 5, confirmation: 'automatic' })
    const first = await createSession(provider, { serviceId: service.id, startsAt: MONDAY_10 })
    const second = await createSession(provider, { serviceId: service.id, startsAt: '2026-11-30T10:00:00.000Z' })
    const { id } = await createBooking(customer, { serviceId: service.id })
    test.setNow(new Date('2026-11-25T09:00:00Z'))
    await cancelBooking(customer, { id })
    const versions = await provider.db
      .select({ sessionId: meetings.sessionId, version: meetings.desiredVersion })
      .from(meetings)
      .innerJoin(auditEntries, eq(auditEntries.subjectId, meetings.sessionId))
      .where(eq(auditEntries.actorId, provider.userId))
    expect(new Map(versions.map(({ sessionId, version }) => [sessionId, version]))).toEqual(
      new Map([
        [first.id, 2],
        [second.id, 3],
      ]),
    )
  })
})
