import type { Transaction } from '@foyer/db/client'
import { busyCalendars, connections, providers } from '@foyer/db/schema'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { connectionWorks } from '../connections/connection-works.ts'

/** The permission to read busy times is held, whatever became of the connection. */
export const holdsBusyTimes = (): SQL => sql`'busy_times' = any(${connections.permissions})`

/** It was given once and not given up by the provider: held, or lost since. */
export const gaveBusyTimes = (): SQL =>
  sql`'busy_times' = any(${connections.permissions} || ${connections.lostPermissions})`

/** The calendar behind a connection may be read and is wanted; to be joined with `providers`. */
export const mayBeRead = (): SQL | undefined =>
  and(connectionWorks(), holdsBusyTimes(), eq(providers.usesOwnCalendar, true))

/** Wipes what was read of the calendar behind a connection, because the permission to know it has ended. */
export async function forgetBusyTimes(tx: Transaction, connectionId: string): Promise<void> {
  await tx.delete(busyCalendars).where(eq(busyCalendars.connectionId, connectionId))
}
