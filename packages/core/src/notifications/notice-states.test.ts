import { bookings, connections, meetings, sessions } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { watchLinks } from '../alerts/watch-links.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { declineBooking } from '../bookings/decline-booking.ts'
import { actAs, SYSTEM } from '../context.ts'
import { onlyRow } from '../only-row.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { offerService } from '../testing/offer-service.ts'
import { listNotifications } from './list-notifications.ts'
import { nudgeProviders } from './nudge-providers.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
beforeEach(() => world.setNow(new Date('2026-11-21T09:00:00Z')))
afterAll(() => world[Symbol.asyncDispose]())

type Person = Parameters<typeof listNotifications>[0]

const statesFor = async (person: Person) =>
  Object.fromEntries((await listNotifications(person)).map(({ kind, state }) => [kind, state]))

it('says of a request whether it still waits for its answer', async () => {
  const provider = await world.addUser('provider')
  const customer = await world.addUser('customer')
  const service = await offerService(provider, { mode: 'in_person', platform: null })
  const { id } = await createBooking(customer, { serviceId: service.id, startsAt: '2026-11-24T10:00:00.000Z' })
  expect(await statesFor(provider)).toEqual({ booking_received: 'open' })
  await declineBooking(provider, { id })
  expect(await statesFor(provider)).toEqual({ booking_received: 'settled' })
  expect(await statesFor(customer)).toEqual({ booking_declined: null })
})

it('says of a lost connection and a late link whether they are mended, to everybody who was told', async () => {
  const admin = await world.addUser('admin')
  const provider = await world.addProvider()
  const { sessionId, meetingId } = await world.addSession(provider)
  world.sandbox.google.revokeGrant(provider.email)
  await world.sync(meetingId)
  await world.core.db
    .update(sessions)
    .set({ startsAt: new Date('2026-11-21T09:10:00Z'), endsAt: new Date('2026-11-21T10:10:00Z') })
    .where(eq(sessions.id, sessionId))
  await nudgeProviders(actAs(world.core, SYSTEM))
  await watchLinks(actAs(world.core, SYSTEM))
  const { customerId } = onlyRow(await world.core.db.select().from(bookings).where(eq(bookings.sessionId, sessionId)))
  const customer: Person = { ...world.core, actor: { kind: 'customer', userId: customerId } }
  expect(await statesFor(provider)).toEqual({ connection_lost: 'open', link_trouble: 'open' })
  expect(await statesFor(customer)).toEqual({ link_trouble: 'open' })
  expect(await statesFor(admin)).toEqual({ links_missing: 'open' })
  await world.core.db.update(connections).set({ status: 'connected' }).where(eq(connections.userId, provider.userId))
  expect(await statesFor(provider)).toEqual({ connection_lost: 'settled', link_trouble: 'open' })
  await world.core.db
    .update(meetings)
    .set({ status: 'ready', joinUrl: 'https://meet.example/x' })
    .where(eq(meetings.id, meetingId))
  expect(await statesFor(customer)).toEqual({ link_trouble: 'settled' })
  expect(await statesFor(admin)).toEqual({ links_missing: 'settled' })
})
