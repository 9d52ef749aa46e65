import { connections, meetings, sessions } from '@foyer/db/schema'
import { and, eq, gt, isNull, lte, or, type SQL } from 'drizzle-orm'
import { connectionWorks } from '../connections/connection-works.ts'

/** The connection that a meeting belongs to, to be joined with `meetings` and `sessions`. */
export const ofItsConnection = (): SQL | undefined =>
  and(eq(connections.userId, sessions.providerId), eq(connections.platform, meetings.platform))

/** No worker is at the meeting. */
export const isUnclaimed = (now: Date): SQL | undefined =>
  or(isNull(meetings.claimedUntil), lte(meetings.claimedUntil, now))

/**
 * A room in use that somebody may have changed at its platform. One that is to be written anyway, or is being left for
 * another platform, is compared then, and not before its time.
 */
export const isComparable = (now: Date): SQL | undefined =>
  and(
    eq(meetings.status, 'ready'),
    eq(meetings.source, 'platform'),
    isNull(meetings.nextAttemptAt),
    isNull(meetings.oldPlace),
    eq(sessions.status, 'scheduled'),
    gt(sessions.endsAt, now),
    connectionWorks(),
  )
