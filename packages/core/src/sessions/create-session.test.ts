import { connections, meetings } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBooking } from '../bookings/create-booking.ts'
import { getBooking } from '../bookings/get-booking.ts'
import { listMyBookings } from '../bookings/list-my-bookings.ts'
import { countMeetingJobs } from '../testing/jobs.ts'
import { offerService } from '../testing/offer-service.ts'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { cancelSession } from './cancel-session.ts'
import { createSession } from './create-session.ts'
import { findJoin } from './find-join.ts'
import { getSession } from './get-session.ts'

const MONDAY_10 = '2026-11-23T10:00:00.000Z'
const IN_PERSON = { mode: 'in_person', platform: null } as const

let test: TestCore
beforeAll(async () => {
  test = await openTestCore()
})
beforeEach(() => test.setNow(new Date('2026-11-21T09:00:00Z')))
afterAll(() => test[Symbol.asyncDispose]())

describe('createSession', () => {
  it('is refused online without a connection, with the way to make one', async () => {
    const provider = await test.addUser('provider')
    const { id: serviceId } = await offerService(provider)
    const wanted = { serviceId, startsAt: MONDAY_10 }
    await expect(createSession(provider, wanted)).rejects.toMatchObject({
      code: 'connection_required',
      action: { path: '/dashboard/integrations' },
    })
    const warning = { ...provider, config: { ...provider.config, connectionPolicy: 'warn' as const } }
    expect(await createSession(warning, wanted)).toMatchObject({
      meeting: { status: 'blocked', reason: 'connection_missing', owner: 'provider' },
      warning: { reason: 'connection_required', action: { path: '/dashboard/integrations' } },
    })
  })

  it('is made once the platform is connected, and wants its meeting with one job', async () => {
    const provider = await test.addUser('provider')
    const { userId } = provider
    await provider.db.insert(connections).values({ userId, platform: 'google_meet', status: 'connected' })
    const { id: serviceId } = await offerService(provider)
    const session = await createSession(provider, { serviceId, startsAt: MONDAY_10 })
    expect(session).toMatchObject({ startsAt: MONDAY_10, status: 'scheduled', viewer: 'provider', bookingId: null })
    expect(await countMeetingJobs(test.core, session.id)).toBe(1)
  })

  it('may lie outside the hours, but not in the past and not on what is taken', async () => {
    const provider = await test.addUser('provider')
    const { id: serviceId } = await offerService(provider, IN_PERSON)
    const create = (startsAt: string) => createSession(provider, { serviceId, startsAt })
    expect(await create('2026-11-22T22:20:00.000Z')).toMatchObject({ endsAt: '2026-11-22T23:20:00.000Z' })
    await expect(create('2026-11-22T23:19:00.000Z')).rejects.toMatchObject({ code: 'slot_taken' })
    await expect(create('2026-11-21T08:59:00.000Z')).rejects.toMatchObject({ code: 'slot_unavailable' })
    const results = await Promise.allSettled([create(MONDAY_10), create(MONDAY_10), create(MONDAY_10)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('books the owner of an address, and invites an address without an account', async () => {
    const [provider, customer] = [await test.addUser('provider'), await test.addUser('customer')]
    const { id: serviceId } = await offerService(provider, IN_PERSON)
    const booked = await createSession(provider, { serviceId, startsAt: MONDAY_10, customerEmail: customer.email })
    expect(booked).toMatchObject({ invitedEmail: null, customers: [{ id: customer.userId }] })
    const mine = await listMyBookings(customer, { when: 'upcoming' })
    expect(mine.items).toMatchObject([{ id: booked.bookingId, status: 'confirmed', sessions: [{ id: booked.id }] }])
    const startsAt = '2026-11-23T12:00:00.000Z'
    const invited = await createSession(provider, { serviceId, startsAt, customerEmail: 'new@example.test' })
    expect(invited).toMatchObject({ invitedEmail: 'new@example.test', customers: [] })
    await expect(
      createSession(provider, { serviceId, startsAt: '2026-11-23T14:00:00.000Z', customerEmail: provider.email }),
    ).rejects.toMatchObject({ code: 'customer_self' })
  })
})

describe('cancelSession', () => {
  it('cancels a group with all its bookings, once, and only for its provider', async () => {
    const [provider, customer] = [await test.addUser('provider'), await test.addUser('customer')]
    const service = await offerService(provider, {
      ...IN_PERSON,
      kind: 'group',
      capacity: 3,
      confirmation: 'automatic',
    })
    const { id } = await createSession(provider, { serviceId: service.id, startsAt: MONDAY_10 })
    const booking = await createBooking(customer, { serviceId: service.id, sessionId: id })
    await expect(cancelSession(customer, { id })).rejects.toMatchObject({ code: 'role_required' })
    expect(await cancelSession(provider, { id, reason: 'Ill' })).toMatchObject({
      status: 'cancelled',
      cancelledBy: 'provider',
      customers: [{ id: customer.userId }],
    })
    expect(await getBooking(customer, { id: booking.id })).toMatchObject({
      status: 'cancelled',
      cancelledBy: 'provider',
      reason: 'Ill',
    })
    await expect(cancelSession(provider, { id })).rejects.toMatchObject({ code: 'session_over' })
  })

  it('leaves the bookings of a course standing', async () => {
    const [provider, customer] = [await test.addUser('provider'), await test.addUser('customer')]
    const service = await offerService(provider, {
      ...IN_PERSON,
      kind: 'course',
      capacity: 3,
      confirmation: 'automatic',
    })
    await createSession(provider, { serviceId: service.id, startsAt: MONDAY_10 })
    const last = await createSession(provider, { serviceId: service.id, startsAt: '2026-11-30T10:00:00.000Z' })
    const { id } = await createBooking(customer, { serviceId: service.id })
    await cancelSession(provider, { id: last.id })
    const booking = await getBooking(customer, { id })
    expect(booking).toMatchObject({ status: 'confirmed', endsAt: '2026-11-23T11:00:00.000Z' })
    expect(booking.sessions.map(({ status }) => status)).toEqual(['scheduled', 'cancelled'])
  })
})

describe('findJoin', () => {
  it('leads to the current link within the window, earlier for the provider', async () => {
    const [provider, customer] = [await test.addUser('provider'), await test.addUser('customer')]
    const service = await offerService(provider, { confirmation: 'automatic' })
    const { sessions } = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })
    const session = await getSession(customer, { id: sessions[0]?.id ?? '' })
    const token = session.joinPath?.split('/')[2] ?? ''
    const sessionId = session.id
    expect(await findJoin(customer, { token })).toEqual({
      status: 'early',
      sessionId,
      opensAt: '2026-11-23T09:50:00.000Z',
    })
    expect(session.joinOpensAt).toBe('2026-11-23T09:50:00.000Z')
    test.setNow(new Date('2026-11-23T09:35:00Z'))
    expect(await findJoin(provider, { token })).toEqual({ status: 'waiting', sessionId })
    const joinUrl = 'https://meet.example/abc'
    await provider.db.update(meetings).set({ status: 'ready', joinUrl }).where(eq(meetings.sessionId, sessionId))
    expect(await findJoin(provider, { token })).toEqual({ status: 'open', sessionId, joinUrl })
    expect(await findJoin(customer, { token })).toMatchObject({ status: 'early' })
    test.setNow(new Date('2026-11-23T10:05:00Z'))
    expect(await findJoin({ ...test.core, actor: { kind: 'system' } }, { token })).toMatchObject({ joinUrl })
  })

  it('finds nothing behind an unknown address or a session in person', async () => {
    const provider = await test.addUser('provider')
    const { id: serviceId } = await offerService(provider, IN_PERSON)
    await createSession(provider, { serviceId, startsAt: MONDAY_10 })
    expect(await findJoin(provider, { token: 'unknown' })).toBeNull()
  })
})
