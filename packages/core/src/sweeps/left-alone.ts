import { connections, meetings, sessions } from '@foyer/db/schema'
import { USABLE_CONNECTION_STATUSES } from '@foyer/shared/connections'
import { and, eq, inArray, isNull, lte, or, type SQL } from 'drizzle-orm'

/** The connection that a meeting belongs to, to be joined with `meetings` and `sessions`. */
export const ofItsConnection = (): SQL | undefined =>
  and(eq(connections.userId, sessions.providerId), eq(connections.platform, meetings.platform))

export const connectionWorks = (): SQL => inArray(connections.status, [...USABLE_CONNECTION_STATUSES])

/** Nobody is at the meeting and nothing is planned for it. */
export const isLeftAlone = (now: Date): SQL | undefined =>
  and(isNull(meetings.nextAttemptAt), or(isNull(meetings.claimedUntil), lte(meetings.claimedUntil, now)))

/** It was not tried for so long; a fault that stays costs one round of tries in that time. */
export const notTriedFor = (ms: number, now: Date): SQL | undefined =>
  or(isNull(meetings.lastAttemptAt), lte(meetings.lastAttemptAt, new Date(now.getTime() - ms)))
