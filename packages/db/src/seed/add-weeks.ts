import type { Transaction } from '../client.ts'
import { bookings } from '../schema.ts'
import { addNews } from './add-news.ts'
import { addSessions, type DemoSession, isOver } from './add-sessions.ts'
import type { Calendar } from './calendar.ts'
import { demoId } from './demo-id.ts'
import { type Occurrence, occurrenceAt } from './occurrences.ts'
import { type PersonKey, personId } from './people.ts'
import { demoService, serviceId } from './services.ts'
import { WEEKLY, type WeeklySession } from './timetable.ts'

/** Two weeks of history and two weeks ahead. */
const WEEKS = [-2, -1, 0, 1, 2]
const HOUR_MS = 3_600_000

interface WeeklyDate extends DemoSession {
  weekly: WeeklySession
  week: number
}

/** Adds the weekly sessions around `now` with their bookings. */
export async function addWeeks(tx: Transaction, calendar: Calendar, now: Date): Promise<void> {
  const dates = WEEKS.flatMap((week) => WEEKLY.map((weekly) => dateOf(weekly, week, now)))
  const added = await addSessions(
    tx,
    dates.filter(({ occurrence }) => calendar.take(occurrence)),
    now,
  )
  if (added.length === 0) return
  const rows = added.flatMap((date) => date.weekly.customers.map((customer) => bookingOf(date, customer, now)))
  await tx.insert(bookings).values(rows).onConflictDoNothing()
  await addNews(tx, rows, now)
}

function dateOf(weekly: WeeklySession, week: number, now: Date): WeeklyDate {
  const occurrence = occurrenceAt(weekly.service, weekly, now, week)
  const id = demoId('session', weekly.service, occurrence.monday, weekly.weekday, weekly.start)
  return { id, occurrence, weekly, week, agreedAt: agreedAt(occurrence, now) }
}

/** Nine days ahead as a rule, and never in the future. */
const agreedAt = ({ startsAt, weekday }: Occurrence, now: Date): Date =>
  new Date(Math.min(startsAt.getTime() - 9 * 24 * HOUR_MS, now.getTime() - (5 + 3 * weekday) * HOUR_MS))

function bookingOf(date: WeeklyDate, customer: PersonKey, now: Date) {
  const { id: sessionId, occurrence, weekly, week, agreedAt: createdAt } = date
  const { service, startsAt, endsAt, timeZone } = occurrence
  const hasMissed = weekly.missedBy === customer && week === -1
  const end = hasMissed ? ('no_show' as const) : ('completed' as const)
  return {
    id: demoId('booking', sessionId, customer),
    serviceId: serviceId(service),
    providerId: personId(demoService(service).provider),
    customerId: personId(customer),
    sessionId,
    startsAt,
    endsAt,
    timeZone,
    status: isOver(occurrence, now) ? end : ('confirmed' as const),
    notes: weekly.notes ?? null,
    createdAt,
    updatedAt: createdAt,
  }
}
