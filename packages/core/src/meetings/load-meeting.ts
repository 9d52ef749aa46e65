import type { Queryable } from '@foyer/db/client'
import { bookings, connections, meetings, services, sessions, users } from '@foyer/db/schema'
import { and, eq, inArray, isNull, or } from 'drizzle-orm'
import { ofItsConnection } from './conditions.ts'

type MeetingRow = typeof meetings.$inferSelect

/** Everything `syncMeeting` decides on, as it is in the database now. */
export interface LoadedMeeting {
  meeting: MeetingRow
  session: typeof sessions.$inferSelect
  service: typeof services.$inferSelect
  connection: typeof connections.$inferSelect | null
  attendees: { email: string; name: string }[]
}

/** Reads a meeting with its session, people and connection; null when it does not exist. */
export async function findLoadedMeeting(db: Queryable, meetingId: string): Promise<LoadedMeeting | null> {
  const [row] = await db
    .select({ meeting: meetings, session: sessions, service: services, connection: connections })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .leftJoin(connections, ofItsConnection())
    .where(eq(meetings.id, meetingId))
  if (!row) return null
  const { session } = row
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
  return { ...row, attendees: [...booked, ...invited] }
}
