import { connections, meetings, sessions } from '@foyer/db/schema'
import { and, eq, gt, sql } from 'drizzle-orm'
import { connectionWorks } from '../connections/connection-works.ts'
import type { Core } from '../context.ts'
import { ofItsConnection } from '../meetings/conditions.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { isLeftAlone, notTriedFor } from './left-alone.ts'
import { runSweep } from './run-sweep.ts'

const MOST_PER_SWEEP = 100
const AGAIN_MS = 60 * 60_000

/**
 * Finds meetings of which nobody knows whether the platform made them, and which were given up or left alone all the
 * same: wanting them again begins with a look. Returns how many.
 */
export const lookUpUnknownOutcomes = (core: Core): Promise<number> =>
  runSweep(core, 'unknown_outcomes', async (ctx) => {
    const now = ctx.now()
    const unknown = await ctx.db
      .select({ sessionId: sessions.id, platform: meetings.platform })
      .from(meetings)
      .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
      .innerJoin(connections, ofItsConnection())
      .where(
        and(
          sql`${meetings.outcomeUnknown}`,
          isLeftAlone(now),
          notTriedFor(AGAIN_MS, now),
          connectionWorks(),
          gt(sessions.endsAt, now),
        ),
      )
      .orderBy(sessions.startsAt)
      .limit(MOST_PER_SWEEP)
    for (const wanted of unknown) await ctx.db.transaction((tx) => wantMeeting(ctx, tx, wanted))
    return unknown.length
  })
