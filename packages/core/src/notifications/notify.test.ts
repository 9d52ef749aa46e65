import { notifications } from '@foyer/db/schema'
import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { confirmBooking } from '../bookings/confirm-booking.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { declineBooking } from '../bookings/decline-booking.ts'
import { rescheduleBooking } from '../bookings/reschedule-booking.ts'
import { cancelSession } from '../sessions/cancel-session.ts'
import { createSession } from '../sessions/create-session.ts'
import { offerService } from '../testing/offer-service.ts'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { notify } from './notify.ts'

const MONDAY_10 = '2026-11-23T10:00:00.000Z'
const MONDAY_12 = '2026-11-23T12:00:00.000Z'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore({ config: { appUrl: 'http://localhost:3000', connectionPolicy: 'warn' } })
})
beforeEach(() => test.setNow(new Date('2026-11-21T09:00:00Z')))
afterAll(() => test[Symbol.asyncDispose]())

type Person = Awaited<ReturnType<TestCore['addUser']>>

const toldTo = ({ userId }: Person) =>
  test.core.db
    .select()
    .from(notifications)
    .where(eq(notifications.userId, userId))
    .orderBy(asc(notifications.createdAt), asc(notifications.kind))

const kindsToldTo = async (person: Person) => (await toldTo(person)).map(({ kind }) => kind)

const mailJobs = (ids: string[]) =>
  test.core.db.$count(
    sql`pgboss.job`,
    sql`name = 'notification.mail' and data ->> 'notificationId' = any(${sql.param(`{${ids.join(',')}}`)}::text[])`,
  )

async function people() {
  const provider = await test.addUser('provider', { name: 'Ana Ribeiro' })
  const customer = await test.addUser('customer', { name: 'Jonas Meier', timeZone: 'Europe/Berlin' })
  return { provider, customer }
}

const news = (userId: string) => ({
  userId,
  kind: 'link_ready' as const,
  dedupeKey: 'link_ready:1',
  title: 'The link is ready',
  path: '/bookings',
  data: {},
})

describe('telling somebody', () => {
  it('happens once per key, with one mail to send', async () => {
    const { provider, customer } = await people()
    for (let time = 0; time < 2; time += 1)
      await test.core.db.transaction((tx) => notify(provider, tx, news(customer.userId)))
    const told = await toldTo(customer)
    expect(told).toMatchObject([{ kind: 'link_ready', mailedAt: null, mailOutcome: null }])
    expect(await mailJobs(told.map(({ id }) => id))).toBe(1)
  })

  it('is undone with the transaction it belongs to, and so is its mail', async () => {
    const { provider, customer } = await people()
    const before = await test.core.db.$count(sql`pgboss.job`, sql`name = 'notification.mail'`)
    const failing = test.core.db.transaction(async (tx) => {
      await notify(provider, tx, news(customer.userId))
      throw new Error('refused')
    })
    await expect(failing).rejects.toThrow('refused')
    expect(await toldTo(customer)).toEqual([])
    expect(await test.core.db.$count(sql`pgboss.job`, sql`name = 'notification.mail'`)).toBe(before)
  })
})

describe('a booking', () => {
  it('tells the other side of every step, and nobody of their own', async () => {
    const { provider, customer } = await people()
    const service = await offerService(provider)
    const { id } = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })
    expect(await toldTo(provider)).toMatchObject([
      { kind: 'booking_received', title: 'Jonas Meier asks for “Violin lesson”', path: '/dashboard/bookings' },
    ])
    expect(await toldTo(customer)).toEqual([])
    await confirmBooking(provider, { id })
    await rescheduleBooking(customer, { id, startsAt: MONDAY_12 })
    await cancelBooking(provider, { id })
    expect((await kindsToldTo(provider)).toSorted()).toEqual(['booking_received', 'session_moved'])
    expect((await kindsToldTo(customer)).toSorted()).toEqual(['booking_cancelled', 'booking_confirmed'])
    const moved = (await toldTo(provider)).find(({ kind }) => kind === 'session_moved')
    expect(moved).toMatchObject({
      title: 'Jonas Meier moved “Violin lesson”',
      data: { movedFrom: MONDAY_10, startsAt: MONDAY_12 },
    })
  })

  it('tells each move anew, and both sides when somebody else acts', async () => {
    const { provider, customer } = await people()
    const admin = await test.addUser('admin')
    const service = await offerService(provider, { confirmation: 'automatic' })
    const { id } = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })
    for (const startsAt of [MONDAY_12, MONDAY_10]) await rescheduleBooking(admin, { id, startsAt })
    const moves = ['session_moved', 'session_moved']
    expect((await kindsToldTo(provider)).toSorted()).toEqual(['booking_received', ...moves])
    expect((await kindsToldTo(customer)).toSorted()).toEqual(['booking_confirmed', ...moves])
  })

  it('tells the customer when it is declined', async () => {
    const { provider, customer } = await people()
    const service = await offerService(provider)
    const { id } = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })
    await declineBooking(provider, { id })
    expect(await kindsToldTo(customer)).toEqual(['booking_declined'])
  })
})

it('tells everybody who booked a group, and everybody in a course of which one session is off', async () => {
  const { provider, customer } = await people()
  const other = await test.addUser('customer')
  const group = await offerService(provider, { kind: 'group', capacity: 5, confirmation: 'automatic' })
  const session = await createSession(provider, { serviceId: group.id, startsAt: MONDAY_10 })
  for (const person of [customer, other]) await createBooking(person, { serviceId: group.id, sessionId: session.id })
  await cancelSession(provider, { id: session.id })
  const course = await offerService(provider, { kind: 'course', capacity: 5, confirmation: 'automatic' })
  const first = await createSession(provider, { serviceId: course.id, startsAt: MONDAY_12 })
  await createBooking(other, { serviceId: course.id })
  await cancelSession(provider, { id: first.id })
  expect((await kindsToldTo(customer)).toSorted()).toEqual(['booking_cancelled', 'booking_confirmed'])
  const twice = (kind: string) => [kind, kind]
  expect((await kindsToldTo(other)).toSorted()).toEqual([...twice('booking_cancelled'), ...twice('booking_confirmed')])
  expect(await kindsToldTo(provider)).not.toContain('booking_cancelled')
})
