import { bookings, notifications } from '@foyer/db/schema'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createBooking } from '../bookings/create-booking.ts'
import { onlyRow } from '../only-row.ts'
import { changePlatform } from '../platform-changes/change-platform.ts'
import { createSession } from '../sessions/create-session.ts'
import { getSession } from '../sessions/get-session.ts'
import { type ChangeWorld, openChangeWorld } from '../testing/change-world.ts'
import { offerService } from '../testing/offer-service.ts'
import { composeMail } from './compose-mail.ts'

let world: ChangeWorld
beforeAll(async () => {
  world = await openChangeWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const noticesOf = (userId: string) =>
  world.core.db
    .select()
    .from(notifications)
    .where(and(eq(notifications.userId, userId), eq(notifications.kind, 'platform_changed')))
    .orderBy(notifications.createdAt)

const mailOf = async (userId: string) => {
  const [notice] = await noticesOf(userId)
  if (!notice) throw new Error('Nobody was told.')
  return world.core.db.transaction((tx) => composeMail({ ...world.core, actor: { kind: 'system' } }, tx, notice))
}

it('tells whoever booked a course once of all its dates, with the addresses they have', async () => {
  const provider = await world.addBoth()
  const customer = await world.addUser('customer', { timeZone: 'Europe/Berlin' })
  const course = await offerService(provider, { kind: 'course', capacity: 5, confirmation: 'automatic', title: 'Yoga' })
  const dates = ['2026-11-24T10:00:00.000Z', '2026-11-25T10:00:00.000Z', '2026-11-26T10:00:00.000Z']
  const made = []
  for (const startsAt of dates) made.push(await createSession(provider, { serviceId: course.id, startsAt }))
  await createBooking(customer, { serviceId: course.id })
  await world.settle()
  await changePlatform(provider, { serviceId: course.id, platform: 'zoom' })
  await world.settle()
  expect(await world.told(customer.userId)).toEqual(['platform_changed'])
  const composed = await mailOf(customer.userId)
  expect(composed?.mail.subject).toMatch(/^Your sessions with .+ meet on Zoom now$/)
  for (const { id } of made) {
    const { joinPath, meeting } = await getSession(provider, { id })
    expect(composed?.mail.text).toContain(joinPath)
    expect(composed?.mail.text).not.toContain(meeting?.joinUrl)
  }
})

it('writes of one session what has changed and what has not, and nothing once that is overtaken', async () => {
  const provider = await world.addBoth()
  const { sessionId, customerId } = await world.addReady(provider)
  await changePlatform(provider, { sessionIds: [sessionId], platform: 'zoom' })
  await world.settle()
  const composed = await mailOf(customerId)
  expect(composed?.mail.subject).toBe('“First conversation” meets on Zoom now')
  expect(composed?.mail.text).toContain('meets on Zoom now. The address below leads there, as it always did.')
  const { joinPath } = await getSession(provider, { id: sessionId })
  expect(composed?.mail.text).toContain(joinPath)
  // What Google takes out of calendars is put back by ours.
  expect(composed?.mail.calendar).toContain(joinPath)

  await changePlatform(provider, { sessionIds: [sessionId], platform: 'google_meet' })
  await world.settle()
  expect(await mailOf(customerId)).toBeNull()
  expect(await noticesOf(customerId)).toHaveLength(2)
})

it('is one of all sessions that somebody has booked', async () => {
  const provider = await world.addBoth()
  const [first, second] = [await world.addReady(provider), await world.addReady(provider)]
  const { db } = world.core
  const customerId = first.customerId
  await db.update(bookings).set({ customerId }).where(eq(bookings.sessionId, second.sessionId))
  await changePlatform(provider, { all: true, platform: 'zoom' })
  await world.settle()
  const notice = onlyRow(await noticesOf(customerId))
  expect(notice).toMatchObject({ path: '/bookings', title: expect.stringContaining('meet on Zoom now') })
  const text = (await mailOf(customerId))?.mail.text ?? ''
  expect(text.match(/“First conversation”/g)).toHaveLength(2)
})
