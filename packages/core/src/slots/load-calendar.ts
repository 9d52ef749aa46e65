import type { Queryable } from '@foyer/db/client'
import { availabilityOverrides, availabilityRules, providers, services, takenTimes } from '@foyer/db/schema'
import type { Availability, AvailabilityOverride, AvailabilityRule } from '@foyer/shared/availability'
import { FoyerError } from '@foyer/shared/errors'
import { LONGEST_BUFFER_MINUTES } from '@foyer/shared/services'
import { and, eq, gt, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { knownCalendars, type OwnCalendar } from '../own-calendar/known-calendars.ts'
import type { ServiceRow } from '../services/service-dto.ts'
import type { BusyInterval } from './find-slots.ts'

const MINUTE = 60_000

/** A service, the hours in which its provider works, and what is known of the provider's own calendar. */
export interface Offer {
  service: ServiceRow
  availability: Availability
  ownCalendar: OwnCalendar
}

/** One query for everything that does not depend on the span asked for. Throws `service_not_found`. */
export async function loadOffer(db: Queryable, serviceId: string): Promise<Offer> {
  const [row] = await db
    .select({
      service: services,
      timeZone: providers.timeZone,
      whenUnknown: providers.whenCalendarUnknown,
      calendars: knownCalendars,
      rules: sql<AvailabilityRule[]>`(
        select coalesce(json_agg(json_build_object('weekday', ${availabilityRules.weekday},
          'start', ${availabilityRules.start}, 'end', ${availabilityRules.end})), '[]')
        from ${availabilityRules} where ${availabilityRules.providerId} = ${providers.id}
      )`,
      overrides: sql<AvailabilityOverride[]>`(
        select coalesce(json_agg(json_build_object('date', ${availabilityOverrides.date},
          'intervals', ${availabilityOverrides.intervals})), '[]')
        from ${availabilityOverrides} where ${availabilityOverrides.providerId} = ${providers.id}
      )`,
    })
    .from(services)
    .innerJoin(providers, eq(providers.id, services.providerId))
    .where(eq(services.id, serviceId))
  if (!row) throw new FoyerError('service_not_found')
  const { service, timeZone, rules, overrides, whenUnknown, calendars } = row
  return { service, availability: { timeZone, rules, overrides }, ownCalendar: { whenUnknown, calendars } }
}

export interface BusyQuery {
  providerId: string
  /** Starts are sought in [from, to). */
  from: Date
  to: Date
  durationMinutes: number
  /** Requests that stopped holding their time before this moment do not count. */
  now: Date
  /** A booking that is about to move does not stand in its own way. */
  except?: { bookingId: string; sessionId: string | null } | undefined
}

/** What occupies the provider near the span, with the buffers it needs; one query, answered from the time index. */
export async function loadBusy(db: Queryable, query: BusyQuery): Promise<BusyInterval[]> {
  const { providerId, from, to, durationMinutes, now, except } = query
  const reach = LONGEST_BUFFER_MINUTES * MINUTE
  const earliest = new Date(from.getTime() - reach).toISOString()
  const latest = new Date(to.getTime() + durationMinutes * MINUTE + reach).toISOString()
  const near = sql`tstzrange(${takenTimes.startsAt}, ${takenTimes.endsAt}, '[)')
    && tstzrange(${earliest}::timestamptz, ${latest}::timestamptz, '[)')`
  const rows = await db
    .select()
    .from(takenTimes)
    .where(
      and(
        eq(takenTimes.providerId, providerId),
        near,
        or(isNull(takenTimes.expiresAt), gt(takenTimes.expiresAt, now)),
        except && notItself(except),
      ),
    )
  return rows.map(({ startsAt, endsAt, bufferBeforeMinutes, bufferAfterMinutes }) => ({
    startsAt: startsAt.getTime(),
    endsAt: endsAt.getTime(),
    bufferBeforeMinutes,
    bufferAfterMinutes,
  }))
}

/** A row names either a booking or a session, so each comparison has to let the other kind's null pass. */
function notItself({ bookingId, sessionId }: { bookingId: string; sessionId: string | null }): SQL | undefined {
  return and(
    or(isNull(takenTimes.bookingId), ne(takenTimes.bookingId, bookingId)),
    sessionId === null ? undefined : or(isNull(takenTimes.sessionId), ne(takenTimes.sessionId, sessionId)),
  )
}
