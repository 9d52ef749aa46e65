import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Context } from '../context.ts'
import { archiveService } from '../services/archive-service.ts'
import { getService } from '../services/get-service.ts'
import { updateService } from '../services/update-service.ts'
import { cancelSession } from '../sessions/cancel-session.ts'
import { createSession } from '../sessions/create-session.ts'
import { getSession } from '../sessions/get-session.ts'
import { listSlots } from '../slots/list-slots.ts'
import { offerService } from '../testing/offer-service.ts'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { cancelBooking } from './cancel-booking.ts'
import { confirmBooking } from './confirm-booking.ts'
import { createBooking } from './create-booking.ts'
import { declineBooking } from './decline-booking.ts'
import { getBooking } from './get-booking.ts'
import { rescheduleBooking } from './reschedule-booking.ts'

const startsAt = '2026-11-23T10:00:00.000Z'
const NOBODY = '00000000-0000-4000-8000-000000000000'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore()
})
afterAll(() => test[Symbol.asyncDispose]())

type Ids = { bookingId: string; sessionId: string; serviceId: string }

const USE_CASES: Record<string, (ctx: Context, ids: Ids) => Promise<unknown>> = {
  'booking_not_found: getBooking': (ctx, { bookingId }) => getBooking(ctx, { id: bookingId }),
  'booking_not_found: confirmBooking': (ctx, { bookingId }) => confirmBooking(ctx, { id: bookingId }),
  'booking_not_found: declineBooking': (ctx, { bookingId }) => declineBooking(ctx, { id: bookingId }),
  'booking_not_found: cancelBooking': (ctx, { bookingId }) => cancelBooking(ctx, { id: bookingId }),
  'booking_not_found: rescheduleBooking': (ctx, { bookingId }) => rescheduleBooking(ctx, { id: bookingId, startsAt }),
  'session_not_found: getSession': (ctx, { sessionId }) => getSession(ctx, { id: sessionId }),
  'session_not_found: cancelSession': (ctx, { sessionId }) => cancelSession(ctx, { id: sessionId }),
  'service_not_found: updateService': (ctx, { serviceId }) => updateService(ctx, { id: serviceId, title: 'Mine' }),
  'service_not_found: archiveService': (ctx, { serviceId }) => archiveService(ctx, { id: serviceId }),
  'service_not_found: createSession': (ctx, { serviceId }) => createSession(ctx, { serviceId, startsAt }),
}

it.each(Object.entries(USE_CASES))(
  'a stranger gets %s, for what exists as for what does not',
  async (name, useCase) => {
    const [provider, customer, stranger] = [
      await test.addUser('provider'),
      await test.addUser('customer'),
      await test.addUser('provider'),
    ]
    const service = await offerService(provider, { confirmation: 'automatic' })
    const booking = await createBooking(customer, { serviceId: service.id, startsAt })
    const ids = { bookingId: booking.id, sessionId: booking.sessions[0]?.id ?? '', serviceId: service.id }
    const [code] = name.split(':')
    await expect(useCase(stranger, ids)).rejects.toMatchObject({ code })
    await expect(useCase(stranger, { bookingId: NOBODY, sessionId: NOBODY, serviceId: NOBODY })).rejects.toMatchObject({
      code,
    })
    expect(await getBooking(customer, { id: booking.id })).toMatchObject({ status: 'confirmed', startsAt })
  },
)

it('a service that is not there is neither shown, listed nor booked', async () => {
  const customer = await test.addUser('customer')
  const span = { from: startsAt, to: '2026-11-24T00:00:00.000Z', timeZone: 'UTC' }
  await expect(getService(customer, { id: NOBODY })).rejects.toMatchObject({ code: 'service_not_found' })
  await expect(listSlots(customer, { serviceId: NOBODY, ...span })).rejects.toMatchObject({ code: 'service_not_found' })
  await expect(createBooking(customer, { serviceId: NOBODY, startsAt })).rejects.toMatchObject({
    code: 'service_not_found',
  })
})
