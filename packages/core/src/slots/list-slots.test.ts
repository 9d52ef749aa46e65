import { availabilityOverrides, services } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBooking } from '../bookings/create-booking.ts'
import type { Context } from '../context.ts'
import { createSession } from '../sessions/create-session.ts'
import { offerService } from '../testing/offer-service.ts'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { listSlots } from './list-slots.ts'

const MONDAY = { from: '2026-11-23T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z', timeZone: 'Asia/Tokyo' }
const WEEKS = { ...MONDAY, to: '2026-12-31T00:00:00.000Z' }
const IN_PERSON = { mode: 'in_person', platform: null } as const

let test: TestCore
beforeAll(async () => {
  test = await openTestCore()
})
beforeEach(() => test.setNow(new Date('2026-11-21T09:00:00Z')))
afterAll(() => test[Symbol.asyncDispose]())

const startsFor = async (serviceId: string, span = MONDAY) => {
  const visitor: Context = { ...test.core, actor: { kind: 'system' } }
  const { slots } = await listSlots(visitor, { serviceId, ...span })
  return slots.map(({ startsAt, seatsLeft }) => `${startsAt.slice(5, 16)} ${seatsLeft}`)
}

describe('listSlots', () => {
  it('offers a visitor the free starts of the hours in the provider’s zone, day overrides included', async () => {
    const provider = await test.addUser('provider', { timeZone: 'America/New_York' })
    const { id } = await offerService(provider, { durationMinutes: 240, slotStepMinutes: 240 })
    expect(await startsFor(id)).toEqual(['11-23T14:00 1', '11-23T18:00 1'])
    await provider.db
      .insert(availabilityOverrides)
      .values({ providerId: provider.userId, date: '2026-11-23', intervals: [{ start: '12:00', end: '16:00' }] })
    expect(await startsFor(id)).toEqual(['11-23T17:00 1'])
  })

  it('leaves out what is taken, with the pauses both sides need, until a hold runs out', async () => {
    const provider = await test.addUser('provider')
    const busy = await offerService(provider, { bufferAfterMinutes: 30 })
    const { id } = await offerService(provider, { durationMinutes: 60, slotStepMinutes: 30, bufferAfterMinutes: 15 })
    const customer = await test.addUser('customer')
    await createBooking(customer, { serviceId: busy.id, startsAt: '2026-11-23T12:00:00.000Z' })
    const starts = ['09:00', '09:30', '10:00', '10:30', '13:30', '14:00', '14:30', '15:00', '15:30', '16:00']
    expect(await startsFor(id)).toEqual(starts.map((start) => `11-23T${start} 1`))
    test.setNow(new Date('2026-11-23T09:00:00.000Z'))
    expect(await startsFor(id)).toContain('11-23T12:00 1')
  })

  it('sees a long session that lies around the whole span', async () => {
    const provider = await test.addUser('provider')
    const long = await offerService(provider, { ...IN_PERSON, durationMinutes: 1440 })
    const { id } = await offerService(provider)
    await createSession(provider, { serviceId: long.id, startsAt: '2026-11-22T20:00:00.000Z' })
    expect(await startsFor(id)).toEqual([])
  })

  it('offers the coming sessions of a group with the places that are left, and full ones no more', async () => {
    const provider = await test.addUser('provider')
    const service = await offerService(provider, {
      ...IN_PERSON,
      kind: 'group',
      capacity: 2,
      confirmation: 'automatic',
    })
    const schedule = (startsAt: string) => createSession(provider, { serviceId: service.id, startsAt })
    await schedule('2026-11-23T10:00:00.000Z')
    const second = await schedule('2026-11-24T10:00:00.000Z')
    expect(await startsFor(service.id)).toEqual(['11-23T10:00 2'])
    const book = async () =>
      createBooking(await test.addUser('customer'), { serviceId: service.id, sessionId: second.id })
    await book()
    expect(await startsFor(service.id, WEEKS)).toEqual(['11-23T10:00 2', '11-24T10:00 1'])
    await book()
    expect(await startsFor(service.id, WEEKS)).toEqual(['11-23T10:00 2'])
    test.setNow(new Date('2026-11-23T10:00:00.000Z'))
    expect(await startsFor(service.id, WEEKS)).toEqual([])
  })

  it('offers a course by its first session until it begins', async () => {
    const provider = await test.addUser('provider')
    const service = await offerService(provider, { ...IN_PERSON, kind: 'course', capacity: 5 })
    for (const day of ['23', '30']) {
      await createSession(provider, { serviceId: service.id, startsAt: `2026-11-${day}T10:00:00.000Z` })
    }
    await createBooking(await test.addUser('customer'), { serviceId: service.id })
    expect(await startsFor(service.id, WEEKS)).toEqual(['11-23T10:00 4'])
    test.setNow(new Date('2026-11-23T10:00:00.000Z'))
    expect(await startsFor(service.id, WEEKS)).toEqual([])
  })

  it('is refused for a service that is offered no longer', async () => {
    const provider = await test.addUser('provider')
    const { id } = await offerService(provider)
    await provider.db.update(services).set({ archivedAt: new Date() }).where(eq(services.id, id))
    await expect(listSlots(provider, { serviceId: id, ...MONDAY })).rejects.toMatchObject({ code: 'service_archived' })
  })
})
