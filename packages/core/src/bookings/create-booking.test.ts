import { bookings, meetings, sessions } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSession } from '../sessions/create-session.ts'
import { getSession } from '../sessions/get-session.ts'
import { countMeetingJobs } from '../testing/jobs.ts'
import { offerService } from '../testing/offer-service.ts'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { cancelBooking } from './cancel-booking.ts'
import { confirmBooking } from './confirm-booking.ts'
import { createBooking } from './create-booking.ts'
import { expireRequests } from './expire-requests.ts'
import { getBooking } from './get-booking.ts'

const SATURDAY = new Date('2026-11-21T09:00:00Z')
const MONDAY_10 = '2026-11-23T10:00:00.000Z'
const MONDAY_11 = '2026-11-23T11:00:00.000Z'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore()
})
beforeEach(() => test.setNow(SATURDAY))
afterAll(() => test[Symbol.asyncDispose]())

const crowd = (size: number) => Promise.all(Array.from({ length: size }, () => test.addUser('customer')))

/** The refusals of those that failed; anything but a refusal shows up as its message. */
const refusalsIn = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code ?? result.reason.message] : []))

const scheduleGroup = async (details: Parameters<typeof offerService>[1] = {}) => {
  const provider = await test.addUser('provider')
  const service = await offerService(provider, {
    kind: 'group',
    mode: 'in_person',
    platform: null,
    capacity: 10,
    ...details,
  })
  const session = await createSession(provider, { serviceId: service.id, startsAt: MONDAY_10 })
  return { provider, service, session }
}

describe('a private service', () => {
  it('goes to exactly one of twenty who want the same time', async () => {
    const provider = await test.addUser('provider')
    const { id: serviceId } = await offerService(provider, { confirmation: 'automatic' })
    const customers = await crowd(20)
    const results = await Promise.allSettled(
      customers.map((customer) => createBooking(customer, { serviceId, startsAt: MONDAY_10 })),
    )
    expect(refusalsIn(results)).toEqual(Array(19).fill('slot_taken'))
    expect(await provider.db.$count(sessions, eq(sessions.providerId, provider.userId))).toBe(1)
    expect(await provider.db.$count(bookings, eq(bookings.providerId, provider.userId))).toBe(1)
  })

  it('makes a request that holds its time for two days, never beyond its start', async () => {
    const provider = await test.addUser('provider')
    const service = await offerService(provider)
    const customer = await test.addUser('customer')
    const soon = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10, notes: 'First time' })
    expect(soon).toMatchObject({ status: 'pending', sessions: [], notes: 'First time', viewer: 'customer' })
    expect(soon.holdExpiresAt).toBe('2026-11-23T09:00:00.000Z')
    test.setNow(new Date('2026-11-23T08:30:00Z'))
    const sooner = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_11 })
    expect(sooner.holdExpiresAt).toBe(MONDAY_11)
  })

  it('keeps the time from others until the hold has run out, swept or not', async () => {
    const provider = await test.addUser('provider')
    const service = await offerService(provider)
    const [first, second] = [await test.addUser('customer'), await test.addUser('customer')]
    const wanted = { serviceId: service.id, startsAt: '2026-11-24T10:00:00.000Z' }
    const { id } = await createBooking(first, wanted)
    await expect(createBooking(second, wanted)).rejects.toMatchObject({ code: 'slot_taken' })
    await expect(createBooking(first, wanted)).rejects.toMatchObject({ code: 'booking_exists' })
    test.setNow(new Date('2026-11-23T09:00:00.001Z'))
    const won = await createBooking(second, wanted)
    expect(await getBooking(first, { id })).toMatchObject({ status: 'cancelled', cancelledBy: 'system' })
    await expect(confirmBooking(provider, { id })).rejects.toMatchObject({ code: 'booking_not_open' })
    expect(await confirmBooking(provider, { id: won.id })).toMatchObject({ status: 'confirmed' })
  })

  it('is confirmed at once where that is offered, with its session and one job for its meeting', async () => {
    const provider = await test.addUser('provider')
    const service = await offerService(provider, { confirmation: 'automatic' })
    const customer = await test.addUser('customer')
    const booking = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })
    const [session] = booking.sessions
    expect(booking).toMatchObject({ status: 'confirmed', startsAt: MONDAY_10, endsAt: MONDAY_11 })
    expect(session).toMatchObject({ startsAt: MONDAY_10, endsAt: MONDAY_11, bookingId: booking.id })
    expect(session?.meeting).toMatchObject({ status: 'blocked', platform: 'google_meet', joinUrl: null })
    expect(await countMeetingJobs(test.core, session?.id ?? '')).toBe(1)
  })

  it('has no meeting in person', async () => {
    const provider = await test.addUser('provider')
    const service = await offerService(provider, { confirmation: 'automatic', mode: 'in_person', platform: null })
    const customer = await test.addUser('customer')
    const booking = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })
    expect(booking.sessions[0]).toMatchObject({ meeting: null, joinPath: null, joinOpensAt: null })
    expect(await provider.db.$count(meetings, eq(meetings.sessionId, booking.sessions[0]?.id ?? ''))).toBe(0)
  })

  it('is refused where it is not offered', async () => {
    const provider = await test.addUser('provider')
    const service = await offerService(provider, { minimumNoticeMinutes: 48 * 60, bookableDays: 10 })
    const customer = await test.addUser('customer')
    const refusal = (startsAt?: string) =>
      createBooking(customer, { serviceId: service.id, startsAt }).catch(({ code }) => code)
    expect(await refusal('2026-11-24T10:30:00.000Z')).toBe('slot_unavailable')
    expect(await refusal('2026-11-24T17:00:00.000Z')).toBe('slot_unavailable')
    expect(await refusal('2026-11-23T08:00:00.000Z')).toBe('slot_unavailable')
    expect(await refusal('2026-11-20T10:00:00.000Z')).toBe('slot_unavailable')
    expect(await refusal('2026-12-02T10:00:00.000Z')).toBe('slot_unavailable')
    expect(await refusal()).toBe('input_invalid')
    await expect(
      createBooking(provider, { serviceId: service.id, startsAt: '2026-11-24T10:00:00.000Z' }),
    ).rejects.toMatchObject({ code: 'customer_self' })
    await expect(
      createBooking({ ...test.core, actor: { kind: 'system' } }, { serviceId: service.id, startsAt: MONDAY_10 }),
    ).rejects.toMatchObject({ code: 'sign_in_required' })
  })

  it('keeps the pause around a session free, whichever service asks for it', async () => {
    const provider = await test.addUser('provider')
    const plain = await offerService(provider, { confirmation: 'automatic' })
    const careful = await offerService(provider, { bufferBeforeMinutes: 30 })
    const customer = await test.addUser('customer')
    await createBooking(customer, { serviceId: plain.id, startsAt: MONDAY_10 })
    await expect(createBooking(customer, { serviceId: careful.id, startsAt: MONDAY_11 })).rejects.toMatchObject({
      code: 'slot_taken',
    })
    expect(await createBooking(customer, { serviceId: plain.id, startsAt: MONDAY_11 })).toMatchObject({
      status: 'confirmed',
    })
  })

  it('releases unanswered requests by the sweep, once', async () => {
    const provider = await test.addUser('provider')
    const service = await offerService(provider)
    const customer = await test.addUser('customer')
    const { id } = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })
    test.setNow(new Date('2026-11-23T09:00:00Z'))
    const system = { ...test.core, actor: { kind: 'system' as const } }
    expect(await expireRequests(system)).toBeGreaterThanOrEqual(1)
    expect(await expireRequests(system)).toBe(0)
    expect(await getBooking(customer, { id })).toMatchObject({ status: 'cancelled', cancelledBy: 'system' })
  })
})

describe('a group', () => {
  it('gives its ten places to ten of thirty', async () => {
    const { provider, service, session } = await scheduleGroup({ confirmation: 'automatic' })
    const customers = await crowd(30)
    const results = await Promise.allSettled(
      customers.map((customer) => createBooking(customer, { serviceId: service.id, sessionId: session.id })),
    )
    expect(refusalsIn(results)).toEqual(Array(20).fill('session_full'))
    expect((await getSession(provider, { id: session.id })).customers).toHaveLength(10)
  })

  it('holds a place for a request, and frees it when the customer gives it up', async () => {
    const { service } = await scheduleGroup({ capacity: 1 })
    const [first, second] = [await test.addUser('customer'), await test.addUser('customer')]
    const wanted = { serviceId: service.id, startsAt: MONDAY_10 }
    const { id } = await createBooking(first, wanted)
    await expect(createBooking(first, wanted)).rejects.toMatchObject({ code: 'booking_exists' })
    await expect(createBooking(second, wanted)).rejects.toMatchObject({ code: 'session_full' })
    await cancelBooking(first, { id })
    expect(await createBooking(second, wanted)).toMatchObject({ status: 'pending' })
  })

  it('shows a customer nobody else who takes part', async () => {
    const { provider, service, session } = await scheduleGroup({ confirmation: 'automatic' })
    const others = await crowd(3)
    for (const customer of others) await createBooking(customer, { serviceId: service.id, sessionId: session.id })
    const customer = await test.addUser('customer', { name: 'Mia' })
    const booking = await createBooking(customer, { serviceId: service.id, sessionId: session.id })
    const seen = JSON.stringify([booking, await getSession(customer, { id: session.id })])
    for (const other of others) expect(seen).not.toContain(other.userId)
    expect(booking.sessions[0]?.customers).toEqual([{ id: customer.userId, name: 'Mia' }])
    expect((await getSession(provider, { id: session.id })).customers).toHaveLength(4)
    const admin = await test.addUser('admin')
    expect((await getSession(admin, { id: session.id })).customers).toHaveLength(4)
    await createBooking(admin, { serviceId: service.id, sessionId: session.id })
    expect((await getSession(admin, { id: session.id })).customers).toMatchObject([{ id: admin.userId }])
  })

  it('cannot be joined by a session of another service, or one that has begun', async () => {
    const { session, service } = await scheduleGroup()
    const other = await scheduleGroup()
    const customer = await test.addUser('customer')
    await expect(createBooking(customer, { serviceId: other.service.id, sessionId: session.id })).rejects.toMatchObject(
      { code: 'session_not_found' },
    )
    test.setNow(new Date('2026-11-23T10:00:00Z'))
    await expect(createBooking(customer, { serviceId: service.id, sessionId: session.id })).rejects.toMatchObject({
      code: 'session_over',
    })
  })
})

describe('a course', () => {
  it('is booked as a whole until it begins, and is full when its places are', async () => {
    const provider = await test.addUser('provider')
    const service = await offerService(provider, {
      kind: 'course',
      capacity: 2,
      confirmation: 'automatic',
      mode: 'in_person',
      platform: null,
    })
    const customers = await crowd(4)
    const enrol = (customer: (typeof customers)[number] | undefined) =>
      customer ? createBooking(customer, { serviceId: service.id }) : Promise.reject(new Error('nobody'))
    await expect(enrol(customers[0])).rejects.toMatchObject({ code: 'slot_unavailable' })
    for (const startsAt of [MONDAY_10, '2026-11-30T10:00:00.000Z']) {
      await createSession(provider, { serviceId: service.id, startsAt })
    }
    const booking = await enrol(customers[0])
    expect(booking).toMatchObject({ startsAt: MONDAY_10, endsAt: '2026-11-30T11:00:00.000Z' })
    expect(booking.sessions).toHaveLength(2)
    await expect(enrol(customers[0])).rejects.toMatchObject({ code: 'booking_exists' })
    const results = await Promise.allSettled([enrol(customers[1]), enrol(customers[2])])
    expect(refusalsIn(results)).toEqual(['session_full'])
    await createSession(provider, { serviceId: service.id, startsAt: '2026-12-07T10:00:00.000Z' })
    expect(await getBooking(provider, { id: booking.id })).toMatchObject({ endsAt: '2026-12-07T11:00:00.000Z' })
    test.setNow(new Date(MONDAY_10))
    await expect(enrol(customers[3])).rejects.toMatchObject({ code: 'slot_unavailable' })
  })
})
