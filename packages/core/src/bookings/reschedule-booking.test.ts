import { auditEntries, meetings } from '@foyer/db/schema'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { offerService } from '../testing/offer-service.ts'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { createBooking } from './create-booking.ts'
import { declineBooking } from './decline-booking.ts'
import { rescheduleBooking } from './reschedule-booking.ts'

const MONDAY_10 = '2026-11-23T10:00:00.000Z'
const MONDAY_11 = '2026-11-23T11:00:00.000Z'
const MONDAY_AT_NIGHT = '2026-11-23T21:15:00.000Z'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore()
})
beforeEach(() => test.setNow(new Date('2026-11-21T09:00:00Z')))
afterAll(() => test[Symbol.asyncDispose]())

async function booked(confirmation: 'automatic' | 'manual' = 'automatic') {
  const [provider, customer] = [await test.addUser('provider'), await test.addUser('customer')]
  const service = await offerService(provider, { confirmation, slotStepMinutes: 30 })
  const booking = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })
  return { provider, customer, service, booking, id: booking.id }
}

it('keeps booking, session and meeting and only moves them', async () => {
  const { customer, booking, id } = await booked()
  const [before] = booking.sessions
  const moved = await rescheduleBooking(customer, { id, startsAt: MONDAY_11 })
  expect(moved).toMatchObject({ id, status: 'confirmed', startsAt: MONDAY_11, endsAt: '2026-11-23T12:00:00.000Z' })
  expect(moved.sessions).toMatchObject([{ id: before?.id, startsAt: MONDAY_11, joinPath: before?.joinPath }])
  const [meeting] = await customer.db
    .select()
    .from(meetings)
    .where(eq(meetings.sessionId, before?.id ?? ''))
  expect(meeting).toMatchObject({ desiredVersion: 2 })
  const [entry] = await customer.db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.subjectId, id), eq(auditEntries.action, 'booking.reschedule')))
  expect(entry?.data).toEqual({ from: MONDAY_10, to: MONDAY_11 })
})

it('does not stand in its own way, confirmed or only requested', async () => {
  for (const confirmation of ['automatic', 'manual'] as const) {
    const { customer, service, id } = await booked(confirmation)
    const moved = await rescheduleBooking(customer, { id, startsAt: '2026-11-23T10:30:00.000Z' })
    expect(moved).toMatchObject({ startsAt: '2026-11-23T10:30:00.000Z' })
    await expect(createBooking(customer, { serviceId: service.id, startsAt: MONDAY_11 })).rejects.toMatchObject({
      code: 'slot_taken',
    })
    expect(
      await createBooking(customer, { serviceId: service.id, startsAt: '2026-11-23T09:30:00.000Z' }),
    ).toMatchObject({ endsAt: '2026-11-23T10:30:00.000Z' })
  }
})

it('lets a customer choose only what is offered, and the provider any time that is free', async () => {
  const { provider, customer, service, id } = await booked()
  await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_11 })
  await expect(rescheduleBooking(customer, { id, startsAt: MONDAY_11 })).rejects.toMatchObject({ code: 'slot_taken' })
  await expect(rescheduleBooking(customer, { id, startsAt: MONDAY_AT_NIGHT })).rejects.toMatchObject({
    code: 'slot_unavailable',
  })
  await expect(rescheduleBooking(provider, { id, startsAt: MONDAY_11 })).rejects.toMatchObject({ code: 'slot_taken' })
  await expect(rescheduleBooking(provider, { id, startsAt: '2026-11-20T10:00:00.000Z' })).rejects.toMatchObject({
    code: 'slot_unavailable',
  })
  expect(await rescheduleBooking(provider, { id, startsAt: MONDAY_AT_NIGHT })).toMatchObject({
    startsAt: MONDAY_AT_NIGHT,
  })
})

it('gives one free time to one of two bookings that move there at once', async () => {
  const { provider, customer, service, id } = await booked()
  const other = await createBooking(customer, { serviceId: service.id, startsAt: '2026-11-23T14:00:00.000Z' })
  const startsAt = '2026-11-23T12:00:00.000Z'
  const results = await Promise.allSettled([
    rescheduleBooking(customer, { id, startsAt }),
    rescheduleBooking(provider, { id: other.id, startsAt }),
  ])
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'slot_taken' } })
})

it('is refused when nothing stands any more, or it has begun', async () => {
  const declined = await booked('manual')
  await declineBooking(declined.provider, { id: declined.id })
  await expect(rescheduleBooking(declined.customer, { id: declined.id, startsAt: MONDAY_11 })).rejects.toMatchObject({
    code: 'booking_not_open',
  })
  const begun = await booked()
  test.setNow(new Date(MONDAY_10))
  await expect(rescheduleBooking(begun.customer, { id: begun.id, startsAt: MONDAY_11 })).rejects.toMatchObject({
    code: 'session_over',
  })
})
