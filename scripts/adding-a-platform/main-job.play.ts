import { randomBytes } from 'node:crypto'
import { cancelBooking } from '@foyer/core/bookings/cancel-booking'
import { confirmBooking } from '@foyer/core/bookings/confirm-booking'
import { createBooking } from '@foyer/core/bookings/create-booking'
import { getBooking } from '@foyer/core/bookings/get-booking'
import { rescheduleBooking } from '@foyer/core/bookings/reschedule-booking'
import { completeConnection } from '@foyer/core/connections/complete-connection'
import { listConnections } from '@foyer/core/connections/list-connections'
import { startConnection } from '@foyer/core/connections/start-connection'
import { coreVariables, credentialsFrom, readEnvironment } from '@foyer/core/environment'
import { deliverJobs } from '@foyer/core/testing/deliver-jobs'
import { offerService } from '@foyer/core/testing/offer-service'
import { openTestCore } from '@foyer/core/testing/test-core'
import { createPlatforms } from '@foyer/meetings/platforms'
import { expect, test } from 'vitest'
import { startParlour } from './parlour.ts'
import { findParlour } from './parlour-platform.ts'

const MONDAY_10 = '2026-11-23T10:00:00.000Z'
const TUESDAY_11 = '2026-11-24T11:00:00.000Z'

/** What an operator sets, read as the apps read it. */
function credentials({ clientId, clientSecret, origin }: { clientId: string; clientSecret: string; origin: string }) {
  const values = readEnvironment(coreVariables, {
    DATABASE_URL: 'postgres://localhost/unused',
    APP_URL: 'http://localhost:3000',
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('hex')}`,
    PARLOUR_CLIENT_ID: clientId,
    PARLOUR_CLIENT_SECRET: clientSecret,
    PARLOUR_ORIGIN: origin,
  })
  return credentialsFrom(values)
}

test('whoever connects Parlour gets a link for every confirmed session, moved and removed with it', async () => {
  const parlour = await startParlour()
  const platform = findParlour()
  const now = () => new Date('2026-11-21T09:00:00Z')
  await using world = await openTestCore({ platforms: createPlatforms(credentials(parlour.credentials), { now }) })
  const provider = await world.addUser('provider')
  const customer = await world.addUser('customer')
  const card = async () => (await listConnections(provider)).find((one) => one.platform === platform)
  expect(await card()).toMatchObject({ status: 'not_connected', available: true })

  const { authorizationUrl, cookie } = await startConnection(provider, { platform })
  const consent = await fetch(authorizationUrl, { redirect: 'manual' })
  const query = Object.fromEntries(new URL(consent.headers.get('location') ?? '').searchParams)
  expect(await completeConnection(provider, { platform, query, cookie })).toMatchObject({ outcome: 'connected' })
  expect(await card()).toMatchObject({ status: 'connected', accountEmail: parlour.books.account.email })

  const service = await offerService(provider, { platform })
  const { id } = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })
  await confirmBooking(provider, { id })
  await deliverJobs(world.core)
  const meeting = async () => (await getBooking(customer, { id })).sessions[0]?.meeting
  const rooms = () => [...parlour.books.rooms.values()].map(({ url, starts_at }) => ({ url, starts_at }))
  const [room] = rooms()
  expect(rooms()).toMatchObject([{ starts_at: MONDAY_10 }])
  expect(await meeting()).toMatchObject({ status: 'ready', platform, joinUrl: room?.url })

  await rescheduleBooking(provider, { id, startsAt: TUESDAY_11 })
  await deliverJobs(world.core)
  expect(rooms()).toEqual([{ url: room?.url, starts_at: TUESDAY_11 }])
  expect(await meeting()).toMatchObject({ status: 'ready', joinUrl: room?.url })

  await cancelBooking(customer, { id })
  await deliverJobs(world.core)
  expect(rooms()).toEqual([])
  await parlour.close()
})
