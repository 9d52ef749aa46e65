import type { Queryable } from '@foyer/db/client'
import { bookings, providers, services, sessions, users } from '@foyer/db/schema'
import type { BookingDto } from '@foyer/shared/bookings'
import type { SessionDto } from '@foyer/shared/sessions'
import { asc, desc, eq, inArray, or, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { ActingUser } from '../accounts/signed-in.ts'
import { loadSessions } from '../sessions/load-sessions.ts'
import { type BookingWithPeople, partIn, toBookingDto } from './booking-dto.ts'

export interface BookingSelection {
  where: SQL | undefined
  order?: 'ascending' | 'descending'
  limit?: number
}

const providerUsers = alias(users, 'provider_users')
const customerUsers = alias(users, 'customer_users')

/**
 * The bookings that match and in which the reader has a part, in order of their start, with their sessions as the reader
 * may see them. Three queries however many there are.
 */
export async function loadBookings(
  db: Queryable,
  reader: ActingUser,
  { where, order = 'ascending', limit }: BookingSelection,
): Promise<BookingDto[]> {
  const direction = order === 'ascending' ? asc : desc
  const query = db
    .select({
      booking: bookings,
      service: { id: services.id, title: services.title, kind: services.kind, mode: services.mode },
      provider: {
        id: providerUsers.id,
        name: providerUsers.name,
        timeZone: providers.timeZone,
        slug: providers.slug,
      },
      customer: { id: customerUsers.id, name: customerUsers.name, timeZone: customerUsers.timeZone },
    })
    .from(bookings)
    .innerJoin(services, eq(services.id, bookings.serviceId))
    .innerJoin(providers, eq(providers.id, bookings.providerId))
    .innerJoin(providerUsers, eq(providerUsers.id, bookings.providerId))
    .innerJoin(customerUsers, eq(customerUsers.id, bookings.customerId))
    .where(where)
    .orderBy(direction(bookings.startsAt), direction(bookings.id))
  const rows: BookingWithPeople[] = await (limit === undefined ? query : query.limit(limit))
  const sessionsOf = await loadTheirSessions(db, reader, rows)
  return rows.flatMap((row) => {
    const viewer = partIn(row.booking, reader)
    return viewer ? [toBookingDto(row, sessionsOf(row), viewer)] : []
  })
}

async function loadTheirSessions(db: Queryable, reader: ActingUser, rows: BookingWithPeople[]) {
  const sessionIds = rows.flatMap(({ booking }) => booking.sessionId ?? [])
  const courseIds = rows.flatMap(({ service }) => (service.kind === 'course' ? service.id : []))
  const isTheirs = or(
    sessionIds.length > 0 ? inArray(sessions.id, sessionIds) : undefined,
    courseIds.length > 0 ? inArray(sessions.serviceId, [...new Set(courseIds)]) : undefined,
  )
  const found = isTheirs ? await loadSessions(db, reader, { where: isTheirs }) : []
  const byId = new Map(found.map((session) => [session.id, session]))
  const byService = Map.groupBy(found, ({ service }) => service.id)
  return ({ booking, service }: BookingWithPeople): SessionDto[] => {
    if (service.kind === 'course') return byService.get(service.id) ?? []
    const session = booking.sessionId ? byId.get(booking.sessionId) : undefined
    return session ? [session] : []
  }
}
