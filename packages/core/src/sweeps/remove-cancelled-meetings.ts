import { connections, meetings, sessions } from '@foyer/db/schema'
import { and, eq, gt, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import { connectionWorks } from '../connections/connection-works.ts'
import type { Core } from '../context.ts'
import { ofItsConnection } from '../meetings/conditions.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { isLeftAlone, notTriedFor } from './left-alone.ts'
import { runSweep } from './run-sweep.ts'

const MOST_PER_SWEEP = 100
const AGAIN_MS = 10 * 60_000

/**
 * Finds cancelled sessions, as long as they are not over, whose room is or may be there still while nobody is about to
 * remove it. Returns how many.
 */
export const removeCancelledMeetings = (core: Core): Promise<number> =>
  runSweep(core, 'cancelled_alive', async (ctx) => {
    const now = ctx.now()
    const mayExist = or(isNotNull(meetings.externalId), eq(meetings.outcomeUnknown, true))
    const neverMade = and(isNull(meetings.externalId), eq(meetings.outcomeUnknown, false))
    const alive = await ctx.db
      .select({ sessionId: sessions.id, platform: meetings.platform })
      .from(sessions)
      .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
      .leftJoin(connections, ofItsConnection())
      .where(
        and(
          // Spelled out, so that the partial index of the same words serves it.
          sql`${sessions.status} = 'cancelled'`,
          gt(sessions.endsAt, now),
          or(ne(meetings.status, 'cancelled'), mayExist),
          isLeftAlone(now),
          notTriedFor(AGAIN_MS, now),
          // Without a connection there is nothing to be done but to settle what was never made.
          or(connectionWorks(), neverMade),
        ),
      )
      .orderBy(sessions.endsAt)
      .limit(MOST_PER_SWEEP)
    for (const wanted of alive) await ctx.db.transaction((tx) => wantMeeting(ctx, tx, wanted))
    return alive.length
  })
