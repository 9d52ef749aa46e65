import { REQUEST_HOLD_HOURS } from '@foyer/shared/bookings'
import type { Transaction } from '../client.ts'
import { bookings, notifications } from '../schema.ts'
import type { Calendar } from './calendar.ts'
import { demoId } from './demo-id.ts'
import { occurrenceAt } from './occurrences.ts'
import { PEOPLE, personId } from './people.ts'
import { demoService, serviceId } from './services.ts'
import { type DemoRequest, REQUESTS } from './timetable.ts'

const HOUR_MS = 3_600_000

/** Adds next week's requests, which wait for an answer, and tells their providers. */
export async function addRequests(tx: Transaction, calendar: Calendar, now: Date): Promise<void> {
  for (const request of REQUESTS) await addRequest(tx, calendar, request, now)
}

async function addRequest(tx: Transaction, calendar: Calendar, request: DemoRequest, now: Date): Promise<void> {
  const { service, customer, askedHoursAgo, notes } = request
  const occurrence = occurrenceAt(service, request, now, 1)
  if (!calendar.take(occurrence)) return
  const { startsAt, endsAt, timeZone, monday } = occurrence
  const { provider, title } = demoService(service)
  const id = demoId('request', service, monday, customer)
  const createdAt = new Date(now.getTime() - askedHoursAgo * HOUR_MS)
  const held = Math.min(createdAt.getTime() + REQUEST_HOLD_HOURS * HOUR_MS, startsAt.getTime())
  const added = await tx
    .insert(bookings)
    .values({
      id,
      serviceId: serviceId(service),
      providerId: personId(provider),
      customerId: personId(customer),
      startsAt,
      endsAt,
      timeZone,
      status: 'pending',
      notes,
      holdExpiresAt: new Date(held),
      createdAt,
      updatedAt: createdAt,
    })
    .onConflictDoNothing()
    .returning({ id: bookings.id })
  if (added.length === 0) return
  await tx
    .insert(notifications)
    .values({
      id: demoId('news', id),
      userId: personId(provider),
      kind: 'booking_received',
      dedupeKey: `booking_received:${id}`,
      title: `${PEOPLE[customer].name} asks for “${title}”`,
      path: '/dashboard/bookings',
      mailedAt: createdAt,
      createdAt,
    })
    .onConflictDoNothing()
}
