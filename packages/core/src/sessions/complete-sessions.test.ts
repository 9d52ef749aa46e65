import { bookings, services, sessions } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { completeSessions } from './complete-sessions.ts'

let test: TestCore

beforeAll(async () => {
  test = await openTestCore()
})
afterAll(() => test[Symbol.asyncDispose]())

async function addCourse() {
  const provider = await test.addUser('provider')
  const customer = await test.addUser('customer')
  const [service] = await test.core.db
    .insert(services)
    .values({
      providerId: provider.userId,
      title: 'Six mornings',
      kind: 'course',
      mode: 'in_person',
      durationMinutes: 60,
      slotStepMinutes: 60,
      capacity: 8,
      confirmation: 'automatic',
    })
    .returning()
  const at = (day: number) => ({
    serviceId: service?.id ?? '',
    providerId: provider.userId,
    startsAt: new Date(`2026-11-2${day}T10:00:00Z`),
    endsAt: new Date(`2026-11-2${day}T11:00:00Z`),
    timeZone: 'Europe/Lisbon',
  })
  const [first, second] = await test.core.db
    .insert(sessions)
    .values([at(1), at(2)])
    .returning()
  const place = { ...at(1), customerId: customer.userId, status: 'confirmed' as const }
  const [course, single] = await test.core.db
    .insert(bookings)
    .values([place, { ...place, sessionId: first?.id ?? '' }])
    .returning()
  return { provider, first, second, course, single }
}

const statusOf = async (id: string | undefined) =>
  (
    await test.core.db
      .select()
      .from(bookings)
      .where(eq(bookings.id, id ?? ''))
  )[0]?.status

it('completes sessions that are over and the bookings that ended with them, once', async () => {
  const { provider, second, course, single } = await addCourse()
  test.setNow(new Date('2026-11-21T10:59:00Z'))
  expect(await completeSessions(provider)).toBe(0)
  test.setNow(new Date('2026-11-21T11:01:00Z'))
  expect(await completeSessions(provider)).toBe(1)
  expect([await statusOf(single?.id), await statusOf(course?.id)]).toEqual(['completed', 'confirmed'])
  test.setNow(new Date('2026-11-22T11:01:00Z'))
  expect([await completeSessions(provider), await completeSessions(provider)]).toEqual([1, 0])
  const [last] = await test.core.db
    .select()
    .from(sessions)
    .where(eq(sessions.id, second?.id ?? ''))
  expect([await statusOf(course?.id), last?.status]).toEqual(['completed', 'completed'])
})
