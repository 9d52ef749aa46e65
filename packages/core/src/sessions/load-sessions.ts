import type { Queryable } from '@foyer/db/client'
import { bookings, meetings, providers, services, sessions, users } from '@foyer/db/schema'
import type { SessionDto } from '@foyer/shared/sessions'
import { and, asc, desc, eq, inArray, isNull, or, type SQL } from 'drizzle-orm'
import type { ActingUser } from '../accounts/signed-in.ts'
import { type Participation, type SessionRow, toSessionDto } from './session-dto.ts'

export interface SessionSelection {
  where: SQL | undefined
  order?: 'ascending' | 'descending'
  limit?: number
}

/**
 * The sessions that match and in which the reader has a part, in order of their start, as the reader may see them. Two
 * queries however many there are; bookings of others are not even read for a customer.
 */
export async function loadSessions(
  db: Queryable,
  reader: ActingUser,
  { where, order = 'ascending', limit }: SessionSelection,
): Promise<SessionDto[]> {
  const direction = order === 'ascending' ? asc : desc
  const query = db
    .select({
      session: sessions,
      service: {
        id: services.id,
        title: services.title,
        kind: services.kind,
        mode: services.mode,
        platform: services.platform,
        meetingSettings: services.meetingSettings,
        fallback: services.fallback,
        fallbackMinutesBefore: services.fallbackMinutesBefore,
      },
      provider: { id: users.id, name: users.name, timeZone: providers.timeZone },
      meeting: meetings,
    })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .innerJoin(providers, eq(providers.id, sessions.providerId))
    .innerJoin(users, eq(users.id, providers.id))
    .leftJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(where)
    .orderBy(direction(sessions.startsAt), direction(sessions.id))
  const rows: SessionRow[] = await (limit === undefined ? query : query.limit(limit))
  if (rows.length === 0) return []
  const participations = await loadParticipations(db, reader, rows)
  return rows.flatMap((row) => {
    const dto = toSessionDto(row, participations.of(row), reader)
    return dto ? [dto] : []
  })
}

async function loadParticipations(db: Queryable, reader: ActingUser, rows: SessionRow[]) {
  const courseIds = [
    ...new Set(rows.filter(({ service }) => service.kind === 'course').map(({ service }) => service.id)),
  ]
  const found = await db
    .select({ booking: bookings, customer: { id: users.id, name: users.name } })
    .from(bookings)
    .innerJoin(users, eq(users.id, bookings.customerId))
    .where(
      and(
        or(
          inArray(
            bookings.sessionId,
            rows.map(({ session }) => session.id),
          ),
          courseIds.length > 0 ? and(isNull(bookings.sessionId), inArray(bookings.serviceId, courseIds)) : undefined,
        ),
        reader.role === 'admin'
          ? undefined
          : or(eq(bookings.providerId, reader.userId), eq(bookings.customerId, reader.userId)),
      ),
    )
    .orderBy(asc(users.name), asc(bookings.createdAt))
  const bySession = Map.groupBy(found, ({ booking }) => booking.sessionId ?? booking.serviceId)
  return {
    of: ({ session, service }: SessionRow): Participation[] => [
      ...(bySession.get(session.id) ?? []),
      ...(service.kind === 'course' ? (bySession.get(service.id) ?? []) : []),
    ],
  }
}
