import { connections, meetings, sessions } from '@foyer/db/schema'
import { and, eq, isNull, lte, or, type SQL } from 'drizzle-orm'

/** The connection that a meeting belongs to, to be joined with `meetings` and `sessions`. */
export const ofItsConnection = (): SQL | undefined =>
  and(eq(connections.userId, sessions.providerId), eq(connections.platform, meetings.platform))

/** No worker is at the meeting. */
export const isUnclaimed = (now: Date): SQL | undefined =>
  or(isNull(meetings.claimedUntil), lte(meetings.claimedUntil, now))
