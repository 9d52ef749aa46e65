import { meetings } from '@foyer/db/schema'
import { createPlatforms } from '@foyer/meetings/platforms'
import { startAnotherMicrosoft } from '@foyer/meetings/testing/another-microsoft'
import { startAnotherZoom } from '@foyer/meetings/testing/another-zoom'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { confirmBooking } from '../bookings/confirm-booking.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { rescheduleBooking } from '../bookings/reschedule-booking.ts'
import { onlyRow } from '../only-row.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { offerService } from '../testing/offer-service.ts'
import { settle } from '../testing/settle.ts'

const CLIENT = { clientId: 'foyer-test', clientSecret: 'canary+client/secret' }
const MONDAY = '2026-11-23T'

interface Server {
  origin: string
  meetings(): { id: string; startsAt: Date }[]
  countCalls(call: 'create'): number
  disturb(call: 'create', disturbance: 'lost_after'): void
}

let world: MeetingWorld
let servers: Record<'zoom' | 'teams', Server>
const closing: (() => Promise<void>)[] = []
beforeAll(async () => {
  const [zoom, microsoft] = [await startAnotherZoom(CLIENT), await startAnotherMicrosoft(CLIENT)]
  closing.push(zoom.close, microsoft.close)
  servers = { zoom, teams: microsoft }
  const platforms = createPlatforms({
    zoom: { ...CLIENT, origin: zoom.origin },
    teams: { ...CLIENT, origin: microsoft.origin },
  })
  world = await openMeetingWorld({ platforms })
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  for (const close of closing) await close()
})

describe.each(['zoom', 'teams'] as const)('%s at a server of somebody else that speaks its paths', (platform) => {
  it('connects, books, confirms, links, moves and cancels, through an answer that was lost', async () => {
    const server = servers[platform]
    const provider = await world.addProvider({ isConnected: false })
    const customer = await world.addUser('customer')
    expect(await world.connect(provider, undefined, platform)).toMatchObject({ outcome: 'connected' })
    const service = await offerService(provider, { platform })
    const { id } = await createBooking(customer, { serviceId: service.id, startsAt: `${MONDAY}10:00:00.000Z` })

    server.disturb('create', 'lost_after')
    const confirmed = await confirmBooking(provider, { id })
    const sessionId = confirmed.sessions[0]?.id ?? ''
    const meeting = async () =>
      onlyRow(await world.core.db.select().from(meetings).where(eq(meetings.sessionId, sessionId)))
    await settle(world)
    const made = await meeting()
    expect(made).toMatchObject({ status: 'ready', joinUrl: expect.stringMatching(/^https:/), outcomeUnknown: false })
    const startsAt = new Date(`${MONDAY}10:00:00.000Z`)
    expect(server.meetings()).toEqual([{ id: made.externalId, startsAt }])

    await rescheduleBooking(customer, { id, startsAt: `${MONDAY}12:00:00.000Z` })
    await settle(world)
    expect(server.meetings()).toEqual([{ id: made.externalId, startsAt: new Date(`${MONDAY}12:00:00.000Z`) }])
    expect(await meeting()).toMatchObject({ status: 'ready', joinUrl: made.joinUrl })

    await cancelBooking(customer, { id })
    await settle(world)
    expect(server.meetings()).toEqual([])
    expect(await meeting()).toMatchObject({ status: 'cancelled', joinUrl: null })
  })
})
