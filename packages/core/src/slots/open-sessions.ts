import type { Queryable } from '@foyer/db/client'
import { bookings, sessions } from '@foyer/db/schema'
import { and, asc, eq, gt, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { ServiceRow } from '../services/service-dto.ts'

/** A session in which a place can be booked. */
export interface OpenSession {
  id: string
  startsAt: Date
  endsAt: Date
  seatsLeft: number
}

/** More than a page could show. */
const MOST = 500

/** Bookings that occupy a place: confirmed ones, and requests as long as they hold it. */
export const occupiesPlace = (now: Date): SQL | undefined =>
  or(
    inArray(bookings.status, ['confirmed', 'completed', 'no_show']),
    and(eq(bookings.status, 'pending'), gt(bookings.holdExpiresAt, now)),
  )

/**
 * The sessions of a group that have not begun, soonest first, of those that match; of a course only the first, and none
 * once it has begun. A full session has no seats left but is in the list.
 */
export async function listOpenSessions(
  db: Queryable,
  service: ServiceRow,
  now: Date,
  matching?: SQL,
): Promise<OpenSession[]> {
  const isCourse = service.kind === 'course'
  const itsBookings = isCourse
    ? and(eq(bookings.serviceId, service.id), isNull(bookings.sessionId))
    : eq(bookings.sessionId, sessions.id)
  const seatsTaken = sql<number>`(select count(*)::int from ${bookings} where ${and(itsBookings, occupiesPlace(now))})`
  const rows = await db
    .select({ id: sessions.id, startsAt: sessions.startsAt, endsAt: sessions.endsAt, seatsTaken })
    .from(sessions)
    .where(
      and(
        eq(sessions.serviceId, service.id),
        ne(sessions.status, 'cancelled'),
        isCourse ? undefined : and(gt(sessions.startsAt, now), matching),
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
    .limit(isCourse ? 1 : MOST)
  return rows
    .filter(({ startsAt }) => startsAt > now)
    .map(({ seatsTaken: taken, ...session }) => ({ ...session, seatsLeft: Math.max(0, service.capacity - taken) }))
}
