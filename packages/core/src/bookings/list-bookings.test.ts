import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { PAGE_SIZE } from '../paging.ts'
import { listSessions } from '../sessions/list-sessions.ts'
import { offerService } from '../testing/offer-service.ts'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { cancelBooking } from './cancel-booking.ts'
import { confirmBooking } from './confirm-booking.ts'
import { createBooking } from './create-booking.ts'
import { listIncomingBookings } from './list-incoming-bookings.ts'
import { listMyBookings } from './list-my-bookings.ts'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore()
})
beforeEach(() => test.setNow(new Date('2026-11-21T09:00:00Z')))
afterAll(() => test[Symbol.asyncDispose]())

async function bookMany(count: number) {
  const [provider, customer] = [await test.addUser('provider'), await test.addUser('customer')]
  const service = await offerService(provider, {
    durationMinutes: 10,
    slotStepMinutes: 10,
    confirmation: 'automatic',
  })
  const nine = Date.parse('2026-11-23T09:00:00Z')
  const starts = Array.from({ length: count }, (_, index) => new Date(nine + index * 600_000).toISOString())
  const ids: string[] = []
  for (const startsAt of starts) ids.push((await createBooking(customer, { serviceId: service.id, startsAt })).id)
  return { provider, customer, service, starts, ids }
}

it('pages through everything once, in order, on both sides', async () => {
  const { provider, customer, starts } = await bookMany(PAGE_SIZE + 5)
  const lists = [
    (cursor?: string) => listMyBookings(customer, { when: 'upcoming', cursor }),
    (cursor?: string) => listSessions(customer, { when: 'upcoming', cursor }),
    (cursor?: string) => listSessions(provider, { when: 'upcoming', cursor }),
  ]
  for (const list of lists) {
    const first = await list()
    expect(first.items).toHaveLength(PAGE_SIZE)
    const second = await list(first.nextCursor ?? undefined)
    expect(second.nextCursor).toBeNull()
    expect([...first.items, ...second.items].map(({ startsAt }) => startsAt)).toEqual(starts)
  }
  const newest = await listIncomingBookings(provider, {})
  expect(newest.items[0]?.startsAt).toBe(starts.at(-1))
})

it('has each booking and session on exactly one side of now', async () => {
  const { provider, customer, ids } = await bookMany(6)
  await cancelBooking(customer, { id: ids[5] ?? '' })
  test.setNow(new Date('2026-11-23T09:20:00Z'))
  const idsOf = ({ items }: { items: { id: string; bookingId?: string | null }[] }) =>
    items.map(({ id, bookingId }) => ids.indexOf(bookingId ?? id))
  expect(idsOf(await listMyBookings(customer, { when: 'upcoming' }))).toEqual([2, 3, 4])
  expect(idsOf(await listMyBookings(customer, { when: 'past' }))).toEqual([5, 1, 0])
  for (const reader of [customer, provider]) {
    expect(idsOf(await listSessions(reader, { when: 'upcoming' }))).toEqual([2, 3, 4])
    expect(idsOf(await listSessions(reader, { when: 'past' }))).toEqual([5, 1, 0])
  }
})

it('lists as pending only what can still be answered', async () => {
  const [provider, customer] = [await test.addUser('provider'), await test.addUser('customer')]
  const service = await offerService(provider)
  const request = (startsAt: string) => createBooking(customer, { serviceId: service.id, startsAt })
  await request('2026-11-24T10:00:00.000Z')
  const answered = await request('2026-11-25T09:00:00.000Z')
  await confirmBooking(provider, { id: answered.id })
  test.setNow(new Date('2026-11-23T09:00:01Z'))
  const late = await request('2026-11-26T10:00:00.000Z')
  const early = await request('2026-11-25T10:00:00.000Z')
  const pending = await listIncomingBookings(provider, { status: 'pending' })
  expect(pending.items.map(({ id }) => id)).toEqual([early.id, late.id])
  const confirmed = await listIncomingBookings(provider, { status: 'confirmed' })
  expect(confirmed.items.map(({ id }) => id)).toEqual([answered.id])
})

it('needs the same few queries for a full page as for one entry', async () => {
  const { customer, provider } = await bookMany(PAGE_SIZE)
  let queries = 0
  const counting: typeof customer.db = new Proxy(customer.db, {
    get(db, property) {
      if (property === 'select') queries += 1
      return Reflect.get(db, property)
    },
  })
  await listMyBookings({ ...customer, db: counting }, { when: 'upcoming' })
  expect(queries).toBe(3)
  expect((await listSessions(provider, { when: 'upcoming' })).items).toHaveLength(PAGE_SIZE)
})

it('refuses a cursor that it has not given out', async () => {
  const customer = await test.addUser('customer')
  for (const cursor of ['', 'x', Buffer.from('2026-99-99T00:00:00.000Z,1').toString('base64url')]) {
    await expect(listMyBookings(customer, { when: 'upcoming', cursor })).rejects.toMatchObject({
      code: 'input_invalid',
      field: 'cursor',
    })
  }
})
