import { bookings, meetings, sessions } from '@foyer/db/schema'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { actAs } from '../context.ts'
import { repairMyMeetings } from '../meetings/repair-my-meetings.ts'
import { createSession } from '../sessions/create-session.ts'
import { getSession } from '../sessions/get-session.ts'
import { deliverJobs } from '../testing/deliver-jobs.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { offerService } from '../testing/offer-service.ts'
import { settle } from '../testing/settle.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const SEATS = 10
const CROWD = 30

describe('the last seats of a group', { timeout: 60_000 }, () => {
  it('go to exactly ten of thirty who book while the room is being made, and one room knows all who are in', async () => {
    const provider = await world.addProvider()
    const service = await offerService(provider, { kind: 'group', capacity: SEATS, confirmation: 'automatic' })
    const { id: sessionId } = await createSession(provider, {
      serviceId: service.id,
      startsAt: '2026-11-24T10:00:00.000Z',
    })
    const crowd = await Promise.all(Array.from({ length: CROWD }, () => world.addUser('customer')))
    world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, kind: 'delay', ms: 80 })
    const making = deliverJobs(world.core)
    const outcomes = await Promise.allSettled(
      crowd.map((customer) => createBooking(customer, { serviceId: service.id, sessionId })),
    )
    await making
    await settle(world)
    const won = crowd.filter((_customer, index) => outcomes[index]?.status === 'fulfilled')
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(won).toHaveLength(SEATS)
    expect(new Set(refused)).toEqual(new Set(['session_full']))
    const seated = await world.core.db.$count(
      bookings,
      and(eq(bookings.sessionId, sessionId), eq(bookings.status, 'confirmed')),
    )
    expect(seated).toBe(SEATS)
    const [event, ...others] = world.liveEvents(provider)
    expect(others).toEqual([])
    expect(new Set(event?.attendees?.map(({ email }) => email))).toEqual(new Set(won.map(({ email }) => email)))
    const links = await Promise.all(
      won.map(async (customer) => (await getSession(customer, { id: sessionId })).meeting?.joinUrl),
    )
    expect(new Set(links).size).toBe(1)
    expect(links[0]).toMatch(/^https:/)
    expect(world.countCalls('google.events.insert', provider)).toBe(1)

    const [leaver] = won
    const [late] = crowd.filter((customer) => !won.includes(customer))
    const [booking] = await world.core.db
      .select({ id: bookings.id })
      .from(bookings)
      .where(and(eq(bookings.sessionId, sessionId), eq(bookings.customerId, leaver?.userId ?? '')))
    await cancelBooking(actAs(world.core, { kind: 'customer', userId: leaver?.userId ?? '' }), {
      id: booking?.id ?? '',
    })
    if (late) await createBooking(late, { serviceId: service.id, sessionId })
    await settle(world)
    const emails = world.liveEvents(provider)[0]?.attendees?.map(({ email }) => email) ?? []
    expect([emails.length, emails.includes(leaver?.email ?? ''), emails.includes(late?.email ?? '')]).toEqual([
      SEATS,
      false,
      true,
    ])
  })

  it('leave the room as it is when the last customer cancels, and nobody in it', async () => {
    const provider = await world.addProvider()
    const customer = await world.addUser('customer')
    const service = await offerService(provider, { kind: 'group', capacity: 2, confirmation: 'automatic' })
    const { id: sessionId } = await createSession(provider, {
      serviceId: service.id,
      startsAt: '2026-11-24T12:00:00.000Z',
    })
    const { id } = await createBooking(customer, { serviceId: service.id, sessionId })
    await settle(world)
    await cancelBooking(customer, { id })
    await settle(world)
    expect(world.liveEvents(provider)).toMatchObject([{ status: 'confirmed' }])
    expect(world.liveEvents(provider)[0]?.attendees ?? []).toEqual([])
    expect((await getSession(provider, { id: sessionId })).meeting).toMatchObject({ status: 'ready' })
  })
})

describe('a course of twelve of which a few rooms fail', { timeout: 60_000 }, () => {
  it('has the failed ones repaired, and only those', async () => {
    const provider = await world.addProvider()
    const service = await offerService(provider, { kind: 'course', capacity: 5, confirmation: 'automatic' })
    for (let week = 0; week < 12; week += 1)
      await createSession(provider, {
        serviceId: service.id,
        startsAt: new Date(Date.UTC(2026, 11, 1 + 7 * week, 10)).toISOString(),
      })
    await createBooking(await world.addUser('customer'), { serviceId: service.id })
    const refusal = { operation: 'google.events.insert', account: provider.email, kind: 'status', status: 400 } as const
    for (const nth of [3, 7, 11]) world.sandbox.faults.add({ ...refusal, nth, reason: 'required' })
    await settle(world)
    const inCourse = () =>
      world.core.db
        .select({ id: meetings.id, status: meetings.status, joinUrl: meetings.joinUrl })
        .from(meetings)
        .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
        .where(eq(sessions.serviceId, service.id))
        .orderBy(sessions.startsAt)
    const before = await inCourse()
    expect(before.filter(({ status }) => status === 'ready')).toHaveLength(9)
    expect(before.filter(({ status }) => status === 'failed')).toHaveLength(3)

    world.sandbox.calls.clear()
    expect(await repairMyMeetings(provider)).toEqual({ count: 3 })
    await settle(world)
    const after = await inCourse()
    expect(after.every(({ status }) => status === 'ready')).toBe(true)
    for (const [index, { status, joinUrl }] of before.entries())
      if (status === 'ready') expect(after[index]?.joinUrl).toBe(joinUrl)
    expect(world.liveEvents(provider)).toHaveLength(12)
    expect(world.countCalls('google.events.insert', provider)).toBe(3)
    expect(world.countCalls('google.events.patch', provider)).toBe(0)
  })
})
