import { busyCalendars, connections } from '@foyer/db/schema'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBooking } from '../bookings/create-booking.ts'
import { getBooking } from '../bookings/get-booking.ts'
import { rescheduleBooking } from '../bookings/reschedule-booking.ts'
import { lookAtChanges } from '../channels/look-at-changes.ts'
import { disconnectPlatform } from '../connections/disconnect-platform.ts'
import { revokeConnection } from '../connections/revoke-connection.ts'
import { switchAccount } from '../connections/switch-account.ts'
import { actAs, SYSTEM } from '../context.ts'
import { listSlots } from '../slots/list-slots.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { offerService } from '../testing/offer-service.ts'
import { settle } from '../testing/settle.ts'
import { getOwnCalendar } from './get-own-calendar.ts'
import { readCalendars } from './read-calendars.ts'
import { setOwnCalendar } from './set-own-calendar.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

const MINUTE = 60_000
const FREE_BUSY = 'https://www.googleapis.com/auth/calendar.freebusy'
const MONDAY = { from: '2026-11-23T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z', timeZone: 'UTC' }
/** 10:00 to 12:00 in Lisbon, which is UTC in winter. */
const DENTIST = { startsAt: '2026-11-23T10:00:00.000Z', endsAt: '2026-11-23T12:00:00.000Z', summary: 'Dentist' }
const EVERY_HOUR = ['09', '10', '11', '12', '13', '14', '15', '16']

/** A provider whose service is offered from nine to five and whose calendar may be read, but was not yet. */
async function withCalendar(rules: { slotStepMinutes?: number } = {}) {
  const provider = await world.addProvider({ isConnected: false })
  await world.connect(provider, undefined, 'google_meet', ['busy_times'])
  const service = await offerService(provider, {
    durationMinutes: 60,
    confirmation: 'automatic',
    platform: 'google_meet',
    ...rules,
  })
  return { provider, serviceId: service.id }
}

const read = () => readCalendars(world.core)
const passMinutes = (minutes: number) => world.setNow(new Date(world.core.now().getTime() + minutes * MINUTE))
const addPrivateEvent = (provider: Provider, event = DENTIST) =>
  world.sandbox.google.addEvent({ account: provider.email, ...event })

async function offered(serviceId: string) {
  const { slots, calendar } = await listSlots(actAs(world.core, SYSTEM), { serviceId, ...MONDAY })
  return { hours: slots.map(({ startsAt }) => startsAt.slice(11, 13)), ...calendar }
}

const without = (...hours: string[]) => EVERY_HOUR.filter((hour) => !hours.includes(hour))

async function stored(provider: Provider) {
  const [row] = await world.core.db
    .select({ calendar: busyCalendars })
    .from(busyCalendars)
    .innerJoin(
      connections,
      and(eq(connections.id, busyCalendars.connectionId), eq(connections.userId, provider.userId)),
    )
  return row?.calendar ?? null
}

const book = async (serviceId: string, startsAt: string) =>
  createBooking(await world.addUser('customer'), { serviceId, startsAt })

describe('a provider’s own calendar that may be read', () => {
  it('closes the times at which it is busy, and nothing of what is in it is kept', async () => {
    const { provider, serviceId } = await withCalendar()
    addPrivateEvent(provider)
    await read()
    const checkedAt = world.core.now().toISOString()
    expect(await offered(serviceId)).toEqual({ hours: without('10', '11'), state: 'checked', checkedAt })
    expect(JSON.stringify(await stored(provider))).not.toContain('Dentist')
    await expect(book(serviceId, DENTIST.startsAt)).rejects.toMatchObject({ code: 'slot_taken' })
    expect(await getOwnCalendar(provider)).toEqual({
      platform: 'google_meet',
      accountEmail: provider.email,
      isAllowed: true,
      isUsed: true,
      whenUnknown: 'offer',
      state: 'checked',
      checkedAt,
      unansweredSince: null,
    })
  })

  it('is not asked by whoever looks for a time or books one', async () => {
    const { provider, serviceId } = await withCalendar()
    await read()
    const calls = world.countCalls('google.freeBusy.query', provider)
    await offered(serviceId)
    await book(serviceId, '2026-11-23T09:00:00.000Z')
    expect(world.countCalls('google.freeBusy.query', provider)).toBe(calls)
  })

  it('is read again every few minutes, and follows what the provider does there', async () => {
    const { provider, serviceId } = await withCalendar()
    await read()
    const event = addPrivateEvent(provider)
    await read()
    expect((await offered(serviceId)).hours).toEqual(EVERY_HOUR)
    passMinutes(2)
    await read()
    expect((await offered(serviceId)).hours).toEqual(without('10', '11'))
    world.sandbox.google.deleteEvent({ account: provider.email, id: event.id })
    passMinutes(2)
    await read()
    expect((await offered(serviceId)).hours).toEqual(EVERY_HOUR)
  })

  it('is read before its turn when Google tells of a change, though not more often than is good', async () => {
    const { provider, serviceId } = await withCalendar()
    await read()
    addPrivateEvent(provider)
    const [connection] = await world.core.db.select().from(connections).where(eq(connections.userId, provider.userId))
    const ring = () => lookAtChanges(world.core, { connectionId: connection?.id ?? '', attempt: 1 })
    await ring()
    await read()
    expect((await offered(serviceId)).hours).toEqual(EVERY_HOUR)
    passMinutes(0.2)
    await ring()
    await read()
    expect((await offered(serviceId)).hours).toEqual(without('10', '11'))
  })

  it('does not let a session of ours stand in its own way, nor hide what lies beside it', async () => {
    const { provider, serviceId } = await withCalendar({ slotStepMinutes: 30 })
    addPrivateEvent(provider, { ...DENTIST, startsAt: '2026-11-23T11:00:00.000Z' })
    const customer = await world.addUser('customer')
    const { id } = await createBooking(customer, { serviceId, startsAt: '2026-11-23T10:00:00.000Z' })
    await settle(world)
    expect(world.liveEvents(provider)).toHaveLength(2)
    passMinutes(2)
    await read()
    const move = (startsAt: string) => rescheduleBooking(customer, { id, startsAt })
    await expect(move('2026-11-23T10:30:00.000Z')).rejects.toMatchObject({ code: 'slot_taken' })
    expect(await move('2026-11-23T09:30:00.000Z')).toMatchObject({ status: 'confirmed' })
    await settle(world)
    passMinutes(2)
    await read()
    expect((await stored(provider))?.busy).toEqual([
      [Date.parse('2026-11-23T11:00:00.000Z'), Date.parse('2026-11-23T12:00:00.000Z')],
    ])
  })
})

describe('a calendar that does not answer', () => {
  const silence = (provider: Provider) =>
    world.sandbox.faults.add({
      operation: 'google.freeBusy.query',
      account: provider.email,
      kind: 'status',
      status: 503,
      times: 100,
    })

  it('goes on closing what it said before, is said to be unreachable, and comes back by itself', async () => {
    const { provider, serviceId } = await withCalendar()
    addPrivateEvent(provider)
    await read()
    const checkedAt = world.core.now().toISOString()
    const { id } = silence(provider)
    passMinutes(3)
    await read()
    const unansweredSince = world.core.now().toISOString()
    passMinutes(3)
    await read()
    expect(await offered(serviceId)).toEqual({ hours: without('10', '11'), state: 'unreachable', checkedAt })
    expect(await getOwnCalendar(provider)).toMatchObject({ state: 'unreachable', checkedAt, unansweredSince })
    world.sandbox.faults.remove(id)
    passMinutes(10)
    await read()
    expect(await offered(serviceId)).toMatchObject({ state: 'checked' })
    expect(await getOwnCalendar(provider)).toMatchObject({ state: 'checked', unansweredSince: null })
  })

  it('marks for the provider what is booked meanwhile, until it is moved to a time that is known', async () => {
    const { provider, serviceId } = await withCalendar()
    const customer = await world.addUser('customer')
    const { id, calendarUnknown } = await createBooking(customer, { serviceId, startsAt: DENTIST.startsAt })
    expect(calendarUnknown).toBe(false)
    expect(await getBooking(provider, { id })).toMatchObject({ calendarUnknown: true })
    await read()
    await rescheduleBooking(customer, { id, startsAt: '2026-11-23T14:00:00.000Z' })
    expect(await getBooking(provider, { id })).toMatchObject({ calendarUnknown: false })
  })

  it('closes everything where the provider wants it so, from before it first answered', async () => {
    const { provider, serviceId } = await withCalendar()
    expect(await offered(serviceId)).toEqual({ hours: EVERY_HOUR, state: 'unreachable', checkedAt: null })
    await setOwnCalendar(provider, { whenUnknown: 'close' })
    expect(await offered(serviceId)).toMatchObject({ hours: [], state: 'unreachable' })
    await expect(book(serviceId, DENTIST.startsAt)).rejects.toMatchObject({ code: 'slot_unavailable' })
    await read()
    expect(await offered(serviceId)).toMatchObject({ hours: EVERY_HOUR, state: 'checked' })
  })
})

describe('what was read of a calendar', () => {
  it('is wiped at once when the provider stops using it or disconnects', async () => {
    const { provider, serviceId } = await withCalendar()
    addPrivateEvent(provider)
    await read()
    expect(await setOwnCalendar(provider, { isUsed: false })).toMatchObject({ isUsed: false, state: 'not_connected' })
    expect(await stored(provider)).toBeNull()
    await read()
    expect(await stored(provider)).toBeNull()
    expect(await offered(serviceId)).toEqual({ hours: EVERY_HOUR, state: 'not_connected', checkedAt: null })
    await setOwnCalendar(provider, { isUsed: true })
    await read()
    expect((await offered(serviceId)).hours).toEqual(without('10', '11'))
    await disconnectPlatform(provider, { platform: 'google_meet', futureMeetings: 'keep' })
    const [connection] = await world.core.db.select().from(connections).where(eq(connections.userId, provider.userId))
    await revokeConnection(provider, { connectionId: connection?.id ?? '', attempt: 1 })
    expect(await stored(provider)).toBeNull()
    expect(await offered(serviceId)).toMatchObject({ hours: EVERY_HOUR, state: 'not_connected' })
  })

  it('is wiped with the account that it belongs to, and read from the next one', async () => {
    const { provider, serviceId } = await withCalendar()
    addPrivateEvent(provider)
    await read()
    const other = { ...provider, email: `other.${provider.email}` }
    const offer = await world.connect(other, undefined, 'google_meet')
    expect(offer).toMatchObject({ outcome: 'other_account' })
    expect(await switchAccount(provider, { platform: 'google_meet' })).toMatchObject({ accountEmail: other.email })
    expect(await stored(provider)).toBeNull()
    await read()
    expect(await offered(serviceId)).toMatchObject({ hours: EVERY_HOUR, state: 'checked' })
  })

  it('is wiped when Google takes the permission back, and the connection goes on', async () => {
    const { provider, serviceId } = await withCalendar()
    addPrivateEvent(provider)
    await read()
    world.sandbox.google.withdrawScope({ account: provider.email, scope: FREE_BUSY })
    passMinutes(2)
    await read()
    expect(await stored(provider)).toBeNull()
    expect(await offered(serviceId)).toMatchObject({ hours: EVERY_HOUR, state: 'unreachable' })
    expect(await getOwnCalendar(provider)).toMatchObject({ isAllowed: false, state: 'unreachable' })
    const [connection] = await world.core.db.select().from(connections).where(eq(connections.userId, provider.userId))
    expect(connection).toMatchObject({ status: 'connected', lostPermissions: ['busy_times'] })
  })

  it('is wiped when the whole permission was refused', async () => {
    const { provider } = await withCalendar()
    await read()
    world.sandbox.google.revokeGrant(provider.email)
    passMinutes(2)
    await read()
    await read()
    expect(await stored(provider)).toBeNull()
    expect(await getOwnCalendar(provider)).toMatchObject({
      isAllowed: false,
      state: 'unreachable',
      unansweredSince: world.core.now().toISOString(),
    })
  })
})

it('is for providers only', async () => {
  const customer = await world.addUser('customer')
  await expect(getOwnCalendar(customer)).rejects.toMatchObject({ code: 'role_required' })
  await expect(setOwnCalendar(customer, { isUsed: false })).rejects.toMatchObject({ code: 'role_required' })
})
