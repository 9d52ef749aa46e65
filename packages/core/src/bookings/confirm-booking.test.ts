import { meetings, sessions } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Context } from '../context.ts'
import { countMeetingJobs } from '../testing/jobs.ts'
import { offerService } from '../testing/offer-service.ts'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { confirmBooking } from './confirm-booking.ts'
import { createBooking } from './create-booking.ts'
import { declineBooking } from './decline-booking.ts'
import { getBooking } from './get-booking.ts'

const MONDAY_10 = '2026-11-23T10:00:00.000Z'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore()
})
beforeEach(() => test.setNow(new Date('2026-11-21T09:00:00Z')))
afterAll(() => test[Symbol.asyncDispose]())

async function request() {
  const provider = await test.addUser('provider')
  const customer = await test.addUser('customer')
  const service = await offerService(provider)
  const { id } = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })
  return { provider, customer, service, id }
}

it('makes the session and wants its meeting with one job, although nothing is connected', async () => {
  const { provider, customer, id } = await request()
  const booking = await confirmBooking(provider, { id })
  const [session] = booking.sessions
  expect(booking).toMatchObject({ status: 'confirmed', holdExpiresAt: null, viewer: 'provider' })
  expect(session).toMatchObject({ startsAt: MONDAY_10, bookingId: id, customers: [{ id: customer.userId }] })
  expect(session?.meeting).toMatchObject({ status: 'blocked' })
  expect(await countMeetingJobs(test.core, session?.id ?? '')).toBe(1)
})

it('confirms once when asked twice at the same moment', async () => {
  const { provider, id } = await request()
  const results = await Promise.allSettled([confirmBooking(provider, { id }), confirmBooking(provider, { id })])
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'booking_not_open' } })
  expect(await provider.db.$count(sessions, eq(sessions.providerId, provider.userId))).toBe(1)
})

it('leaves neither session nor meeting nor job when the transaction fails', async () => {
  const { provider, id } = await request()
  let meetingId = ''
  const failing: Context = {
    ...provider,
    queue: {
      enqueue: async (tx, name, data, options) => {
        await provider.queue.enqueue(tx, name, data, options)
        if ('meetingId' in data) meetingId = data.meetingId
        throw new Error('the connection broke')
      },
    },
  }
  await expect(confirmBooking(failing, { id })).rejects.toThrow('the connection broke')
  expect(meetingId).not.toBe('')
  expect(await provider.db.$count(meetings, eq(meetings.id, meetingId))).toBe(0)
  expect(await provider.db.$count(sessions, eq(sessions.providerId, provider.userId))).toBe(0)
  expect(await getBooking(provider, { id })).toMatchObject({ status: 'pending', sessions: [] })
  const booking = await confirmBooking(provider, { id })
  expect(await countMeetingJobs(test.core, booking.sessions[0]?.id ?? '')).toBe(1)
})

it('is too late once the hold has run out, and says so', async () => {
  const { provider, id } = await request()
  test.setNow(new Date('2026-11-23T09:00:00Z'))
  await expect(confirmBooking(provider, { id })).rejects.toMatchObject({
    code: 'booking_not_open',
    message: expect.stringContaining('not answered in time'),
  })
})

it('is for the provider only', async () => {
  const { customer, id } = await request()
  const [stranger, admin] = [await test.addUser('provider'), await test.addUser('admin')]
  await expect(confirmBooking(customer, { id })).rejects.toMatchObject({ code: 'role_required' })
  await expect(confirmBooking(admin, { id })).rejects.toMatchObject({ code: 'role_required' })
  await expect(confirmBooking(stranger, { id })).rejects.toMatchObject({ code: 'booking_not_found' })
})

it('can be declined instead, which frees the time, but not both', async () => {
  const { provider, customer, service, id } = await request()
  expect(await declineBooking(provider, { id, reason: 'On holiday' })).toMatchObject({
    status: 'declined',
    reason: 'On holiday',
  })
  await expect(confirmBooking(provider, { id })).rejects.toMatchObject({ code: 'booking_not_open' })
  await expect(declineBooking(provider, { id })).rejects.toMatchObject({ code: 'booking_not_open' })
  expect(await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })).toMatchObject({
    status: 'pending',
  })
})
