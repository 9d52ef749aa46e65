import type { Queryable } from '@foyer/db/client'
import { bookings, connections, meetings, services, sessions, users } from '@foyer/db/schema'
import type { TemplateFacts } from '@foyer/shared/meeting-template'
import { and, count, eq, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { ofItsConnection } from './conditions.ts'

type MeetingRow = typeof meetings.$inferSelect

/** Everything `syncMeeting` decides on, as it is in the database now. */
export interface LoadedMeeting {
  meeting: MeetingRow
  session: typeof sessions.$inferSelect
  service: typeof services.$inferSelect
  connection: typeof connections.$inferSelect | null
  attendees: { email: string; name: string }[]
  /** What the room may be named after; the customer only where it is one person's session. */
  textFacts: Pick<TemplateFacts, 'provider' | 'customer' | 'sessionNumber' | 'numberOfSessions'>
}

/** Reads a meeting with its session, people and connection; null when it does not exist. */
export async function findLoadedMeeting(db: Queryable, meetingId: string): Promise<LoadedMeeting | null> {
  const [row] = await db
    .select({ meeting: meetings, session: sessions, service: services, connection: connections, provider: users.name })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .innerJoin(users, eq(users.id, sessions.providerId))
    .leftJoin(connections, ofItsConnection())
    .where(eq(meetings.id, meetingId))
  if (!row) return null
  const { provider, ...found } = row
  const { session, service } = row
  const booked = await db
    .select({ email: users.email, name: users.name })
    .from(bookings)
    .innerJoin(users, eq(users.id, bookings.customerId))
    .where(
      and(
        inArray(bookings.status, ['confirmed', 'completed']),
        or(
          eq(bookings.sessionId, session.id),
          and(isNull(bookings.sessionId), eq(bookings.serviceId, session.serviceId)),
        ),
      ),
    )
    .orderBy(users.email)
  const invited = session.invitedEmail ? [{ email: session.invitedEmail, name: session.invitedEmail }] : []
  const customer = service.kind === 'private' && booked.length === 1 ? (booked[0]?.name ?? null) : null
  const place = service.kind === 'course' ? await placeInCourse(db, session) : ALONE
  return { ...found, attendees: [...booked, ...invited], textFacts: { provider, customer, ...place } }
}

const ALONE = { sessionNumber: 1, numberOfSessions: 1 }

/** Which of the course's sessions it is; those that were called off do not count. */
async function placeInCourse(db: Queryable, session: LoadedMeeting['session']): Promise<typeof ALONE> {
  const [place] = await db
    .select({
      sessionNumber: sql`count(*) filter (where ${lte(sessions.startsAt, session.startsAt)})`.mapWith(Number),
      numberOfSessions: count(),
    })
    .from(sessions)
    .where(
      and(eq(sessions.serviceId, session.serviceId), or(ne(sessions.status, 'cancelled'), eq(sessions.id, session.id))),
    )
  return place ?? ALONE
}
