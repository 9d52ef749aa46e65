import { meetings } from '@foyer/db/schema'
import { and, isNull, lte, or, type SQL } from 'drizzle-orm'
import { isUnclaimed } from '../meetings/conditions.ts'

/** Nobody is at the meeting and nothing is planned for it. */
export const isLeftAlone = (now: Date): SQL | undefined => and(isNull(meetings.nextAttemptAt), isUnclaimed(now))

/** It was not tried for so long; a fault that stays costs one round of tries in that time. */
export const notTriedFor = (ms: number, now: Date): SQL | undefined =>
  or(isNull(meetings.lastAttemptAt), lte(meetings.lastAttemptAt, new Date(now.getTime() - ms)))
