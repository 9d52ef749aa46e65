import type { BookingDto } from '@foyer/shared/bookings'
import type { SessionDto } from '@foyer/shared/sessions'
import { bookFirst, makeService, makeSession, type Person } from './people.ts'
import type { GoogleAccountControls } from './sandbox.ts'

const MEETING_MS = 20_000

/** Addresses of one of everything: what there is to book, and a session behind every kind of door. */
export interface Places {
  slug: string
  serviceId: string
  groupId: string
  courseId: string
  courseBookingId: string
  /** A booking that waits for its answer. */
  requestId: string
  /** A confirmed booking that can still be moved. */
  movableId: string
  /** A service with a backup. */
  safeId: string
  sessions: Record<'open' | 'ready' | 'preparing' | 'needs' | 'failed' | 'cancelled' | 'planned' | 'backup', string>
}

/** Fills a connected provider's calendar with one of everything, all of it booked by the one customer. */
export async function furnish(provider: Person, customer: Person, google: GoogleAccountControls): Promise<Places> {
  const service = await makeService(provider, { minimumNoticeMinutes: 0, description: 'Half an hour to meet.' })
  await provider.mutate('connections.setRoom', { kind: 'generated' })
  const bookInHours = (fromHours: number) => bookFirst(customer, service.id, { fromHours })
  const open = await makeSession(provider, { serviceId: service.id, inMinutes: 4, customerEmail: customer.email })
  await untilMeeting(provider, open.id, 'ready')
  const movable = await bookInHours(24)
  const ready = sessionOf(movable)
  await untilMeeting(provider, ready, 'ready')
  const cancelled = await bookInHours(30)
  await untilMeeting(provider, sessionOf(cancelled), 'ready')
  await customer.mutate('bookings.cancel', { id: cancelled.id })

  const failing = async (
    status: number,
    reason: string,
    fromHours: number,
    becomes: 'blocked' | 'failed',
    serviceId = service.id,
  ) => {
    await google.addFault({ operation: 'google.events.insert', kind: 'status', status, reason })
    const id = sessionOf(await bookFirst(customer, serviceId, { fromHours }))
    await untilMeeting(provider, id, becomes)
    return id
  }
  const needs = await failing(403, 'forbidden', 36, 'blocked')
  const failed = await failing(400, 'badRequest', 42, 'failed')
  const safe = await makeService(provider, {
    title: 'With a backup',
    minimumNoticeMinutes: 0,
    fallback: [
      { kind: 'room', joinUrl: 'https://rooms.example/ines' },
      { kind: 'person', contact: '+351 912 345 678' },
    ],
  })
  const planned = await failing(403, 'forbidden', 72, 'blocked', safe.id)
  const backup = await failing(403, 'forbidden', 78, 'blocked', safe.id)
  await provider.mutate('meetings.useFallback', { sessionId: backup })
  await google.keepPending(1000)
  const preparing = sessionOf(await bookInHours(48))
  await untilMeeting(provider, preparing, 'pending', ({ meeting }) => meeting?.reason === 'room_pending')
  await google.keepPending(0)

  const inPerson = await makeService(provider, { title: 'At the practice', mode: 'in_person', confirmation: 'manual' })
  const request = await bookFirst(customer, inPerson.id, { fromHours: 54 })
  const group = await makeService(provider, { title: 'Evening group', kind: 'group', capacity: 8 })
  await makeSession(provider, { serviceId: group.id, inMinutes: 60 * 60 })
  const course = await makeService(provider, { title: 'Four evenings', kind: 'course', capacity: 8 })
  for (const day of [4, 5, 6, 7]) await makeSession(provider, { serviceId: course.id, inMinutes: day * 24 * 60 + 30 })
  const enrolment = await customer.mutate<BookingDto>('bookings.create', { serviceId: course.id })
  return {
    slug: service.provider.slug,
    serviceId: service.id,
    groupId: group.id,
    courseId: course.id,
    courseBookingId: enrolment.id,
    requestId: request.id,
    movableId: movable.id,
    safeId: safe.id,
    sessions: { open: open.id, ready, preparing, needs, failed, cancelled: sessionOf(cancelled), planned, backup },
  }
}

function sessionOf({ sessions: [session] }: BookingDto): string {
  if (!session) throw new Error('The booking has no session.')
  return session.id
}

async function untilMeeting(
  person: Person,
  id: string,
  status: NonNullable<SessionDto['meeting']>['status'],
  isSo: (session: SessionDto) => boolean = () => true,
): Promise<void> {
  const giveUpAt = performance.now() + MEETING_MS
  let session: SessionDto
  do {
    session = await person.query<SessionDto>('sessions.get', { id })
    if (session.meeting?.status === status && isSo(session)) return
    await new Promise((resolve) => setTimeout(resolve, 80))
  } while (performance.now() < giveUpAt)
  throw new Error(`The meeting is ${JSON.stringify(session.meeting)}, not ${status}.`)
}
