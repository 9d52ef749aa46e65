import { randomUUID } from 'node:crypto'
import { type MeetingWorld, openMeetingWorld } from '@foyer/core/testing/meeting-world'
import { bookings, sessions } from '@foyer/db/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from './testing/test-app.ts'

interface Ids {
  booking: string
  session: string
  service: string
}

const startsAt = '2026-12-01T10:00:00.000Z'

/** Every procedure that takes the id of something that belongs to somebody. */
const TAKES_AN_ID: Record<string, (ids: Ids) => object> = {
  'bookings.get': ({ booking }) => ({ id: booking }),
  'bookings.confirm': ({ booking }) => ({ id: booking }),
  'bookings.decline': ({ booking }) => ({ id: booking }),
  'bookings.cancel': ({ booking }) => ({ id: booking }),
  'bookings.reschedule': ({ booking }) => ({ id: booking, startsAt }),
  'sessions.get': ({ session }) => ({ id: session }),
  'sessions.cancel': ({ session }) => ({ id: session }),
  'sessions.create': ({ service }) => ({ serviceId: service, startsAt }),
  'meetings.retry': ({ session }) => ({ sessionId: session }),
  'meetings.setManualLink': ({ session }) => ({ sessionId: session, joinUrl: 'https://rooms.example/mine' }),
  'meetings.removeManualLink': ({ session }) => ({ sessionId: session }),
  'services.update': ({ service }) => ({ id: service, title: 'Mine now' }),
  'services.archive': ({ service }) => ({ id: service }),
}

const QUERIES = new Set(['bookings.get', 'sessions.get'])

describe('what belongs to somebody else', () => {
  let world: MeetingWorld
  let test: TestApp
  let foreign: Ids
  const strangers = { customer: '', provider: '' }
  beforeAll(async () => {
    world = await openMeetingWorld()
    test = await openTestApp({ testCore: world })
    const { sessionId } = await world.addSession(await world.addProvider())
    const [booking] = await world.core.db.select().from(bookings)
    const [session] = await world.core.db.select().from(sessions)
    foreign = { booking: booking?.id ?? '', session: sessionId, service: session?.serviceId ?? '' }
    strangers.customer = (await test.signUp()).cookie
    strangers.provider = (await test.signUp({ role: 'provider' })).cookie
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const cases = Object.keys(TAKES_AN_ID).flatMap((procedure) =>
    (['customer', 'provider'] as const).map((role) => ({ procedure, role })),
  )

  it.each(cases)(
    '$procedure tells a $role as little of it as of something that does not exist',
    async ({ procedure, role }) => {
      const ask = async (ids: Ids) => {
        const input = TAKES_AN_ID[procedure]?.(ids)
        const answer = await test.call(procedure, { input, cookie: strangers[role], mutation: !QUERIES.has(procedure) })
        const { message, data } = answer.json().error
        return { status: answer.statusCode, message, reason: data.reason }
      }
      const nothing: Ids = { booking: randomUUID(), session: randomUUID(), service: randomUUID() }
      const refusal = await ask(foreign)
      expect(refusal).toEqual(await ask(nothing))
      expect([403, 404]).toContain(refusal.status)
    },
  )
})
