import { busyCalendars, connections, providers } from '@foyer/db/schema'
import type { UnknownCalendarPolicy } from '@foyer/shared/calendars'
import { type SQL, sql } from 'drizzle-orm'
import { gaveBusyTimes, mayBeRead } from './calendar-access.ts'

/** What is stored of one calendar of a provider; instants are epoch milliseconds. */
export interface KnownCalendar {
  /** It may be read now; what was read before is wiped otherwise. */
  mayBeRead: boolean
  readAt: number | null
  coversUntil: number | null
  busy: [startsAt: number, endsAt: number][]
}

/** The calendars that a provider wants used, readable or not, and what holds while they are not known. */
export interface OwnCalendar {
  whenUnknown: UnknownCalendarPolicy
  calendars: KnownCalendar[]
}

/** A column for queries of `providers`: their own calendars, empty where they are not to be used or never were allowed. */
export const knownCalendars: SQL<KnownCalendar[]> = sql<KnownCalendar[]>`(
  select coalesce(json_agg(json_build_object(
    'mayBeRead', ${mayBeRead()},
    'readAt', extract(epoch from ${busyCalendars.readAt}) * 1000,
    'coversUntil', extract(epoch from ${busyCalendars.coversUntil}) * 1000,
    'busy', coalesce(${busyCalendars.busy}, '[]'))), '[]')
  from ${connections} left join ${busyCalendars} on ${busyCalendars.connectionId} = ${connections.id}
  where ${connections.userId} = ${providers.id} and ${providers.usesOwnCalendar} and ${gaveBusyTimes()}
)`
