import type { Queryable } from '@foyer/db/client'
import { bookings, meetings, notifications, services, sessions } from '@foyer/db/schema'
import { and, asc, eq, gt, isNull, lte, not, notExists, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { isComing, withoutLink } from '../admin/without-link.ts'

/** Whoever offers a session, and those who run the installation, are told this long before it begins without a link. */
export const PROVIDER_LEAD_MS = 60 * 60_000
/** Whoever booked it is told this long before. */
export const CUSTOMER_LEAD_MS = 15 * 60_000
/** A link that was only just wanted is on its way. */
const JUST_WANTED_MS = 60_000

/** A session that begins soon, or has begun, and has no link. */
export type LateSession = Awaited<ReturnType<typeof listLateSessions>>[number]

/** Under this key the provider is told of a session at one time; a session that is moved is another matter. */
export const lateKeyOf = ({ id, startsAt }: { id: string; startsAt: Date }): string =>
  `link_trouble:${id}:${startsAt.getTime()}`

const LATE_KEY = sql`'link_trouble:' || ${sessions.id}::text || ':' || (extract(epoch from ${sessions.startsAt}) * 1000)::bigint::text`

/** The sessions that begin within the hour, or are under way, and have no link; the first one first. */
export const listLateSessions = (db: Queryable, now: Date, only?: SQL) =>
  db
    .select({
      id: sessions.id,
      startsAt: sessions.startsAt,
      providerId: sessions.providerId,
      title: services.title,
      meetingId: meetings.id,
      platform: meetings.platform,
      reason: meetings.reason,
      /** When the provider was told. */
      toldAt: notifications.createdAt,
      /** Whether somebody who booked it was not. */
      hasUntold: sql<boolean>`exists (${untold(db)})`,
    })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .leftJoin(notifications, and(eq(notifications.userId, sessions.providerId), eq(notifications.dedupeKey, LATE_KEY)))
    .where(
      and(
        withoutLink,
        isComing(now),
        lte(sessions.startsAt, new Date(now.getTime() + PROVIDER_LEAD_MS)),
        not(wasJustWanted(now)),
        only,
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))

/** The bookings of a late session whose customer has not been told. */
function untold(db: Queryable) {
  const notice = alias(notifications, 'notice')
  const told = db
    .select({ one: sql`1` })
    .from(notice)
    .where(and(eq(notice.userId, bookings.customerId), eq(notice.dedupeKey, LATE_KEY)))
  return db
    .select({ one: sql`1` })
    .from(bookings)
    .where(and(isBookedInto, notExists(told)))
}

/** Booked into a session by itself, or by the course that it is part of. */
export const isBookedInto = and(
  eq(bookings.status, 'confirmed'),
  // Says nothing new, but is indexed where the rest is not.
  eq(bookings.providerId, sessions.providerId),
  or(
    eq(bookings.sessionId, sessions.id),
    and(isNull(bookings.sessionId), eq(bookings.serviceId, sessions.serviceId), eq(services.kind, 'course')),
  ),
)

/** Nothing has gone wrong yet, and the first try is under way. */
const wasJustWanted = (now: Date): SQL =>
  sql`coalesce(${and(
    eq(meetings.status, 'pending'),
    isNull(meetings.reason),
    eq(meetings.attempts, 0),
    gt(meetings.nextAttemptAt, new Date(now.getTime() - JUST_WANTED_MS)),
    lte(meetings.nextAttemptAt, new Date(now.getTime() + JUST_WANTED_MS)),
  )}, false)`
