import { meetings, sessions } from '@foyer/db/schema'
import { and, eq, gt, type SQL, sql } from 'drizzle-orm'

/** Spelled out rather than as parameters, so that the partial index of the same words serves it. */
export const withoutLink: SQL = sql`${meetings.status} in ('pending', 'blocked', 'failed')`

/** Scheduled and not over. */
export const isComing = (now: Date): SQL | undefined => and(eq(sessions.status, 'scheduled'), gt(sessions.endsAt, now))
