import type { Transaction } from '../client.ts'
import { bookings } from '../schema.ts'
import { addSessions } from './add-sessions.ts'
import type { Calendar } from './calendar.ts'
import { demoId } from './demo-id.ts'
import { occurrenceAt } from './occurrences.ts'
import { personId } from './people.ts'
import { demoService, serviceId } from './services.ts'
import { COURSES, type CourseDates } from './timetable.ts'

const DAY_MS = 86_400_000

/** Adds the evenings of each course, and who is enrolled in it. */
export async function addCourses(tx: Transaction, calendar: Calendar, now: Date): Promise<void> {
  for (const course of COURSES) await addCourse(tx, calendar, course, now)
}

async function addCourse(tx: Transaction, calendar: Calendar, course: CourseDates, now: Date): Promise<void> {
  const { service, firstWeek, lessons, customers } = course
  const agreedAt = new Date(now.getTime() - 18 * DAY_MS)
  const evenings = Array.from({ length: lessons }, (_, lesson) => ({
    id: demoId('session', service, lesson),
    occurrence: occurrenceAt(service, course, now, firstWeek + lesson),
    agreedAt,
  }))
  const added = await addSessions(
    tx,
    evenings.filter(({ occurrence }) => calendar.take(occurrence)),
    now,
  )
  const [first, last] = [added.at(0)?.occurrence, added.at(-1)?.occurrence]
  if (!first || !last) return
  await tx.insert(bookings).values(
    customers.map((customer, position) => {
      const createdAt = new Date(agreedAt.getTime() + (position + 1) * DAY_MS)
      return {
        id: demoId('booking', service, customer),
        serviceId: serviceId(service),
        providerId: personId(demoService(service).provider),
        customerId: personId(customer),
        startsAt: first.startsAt,
        endsAt: last.endsAt,
        timeZone: first.timeZone,
        status: 'confirmed' as const,
        createdAt,
        updatedAt: createdAt,
      }
    }),
  )
}
