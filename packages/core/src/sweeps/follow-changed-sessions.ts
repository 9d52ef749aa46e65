import { meetings } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import type { Core } from '../context.ts'
import { endFallbackOfMoved } from '../fallback/end-fallback.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { runSweep } from './run-sweep.ts'

const MOST_PER_SWEEP = 500

/**
 * Finds sessions that were moved, cancelled or taken up again by something else than a use-case, and wants their
 * meetings brought in line. A trigger marks them, wanting takes the mark away. Returns how many.
 */
export const followChangedSessions = (core: Core): Promise<number> =>
  runSweep(core, 'changed_sessions', async (ctx) => {
    const changed = await ctx.db
      .select({ sessionId: meetings.sessionId, platform: meetings.platform })
      .from(meetings)
      .where(sql`${meetings.sessionChanged}`)
      .orderBy(meetings.id)
      .limit(MOST_PER_SWEEP)
    for (const { sessionId, platform } of changed)
      await ctx.db.transaction(async (tx) => {
        const [marked] = await tx
          .select({ isChanged: meetings.sessionChanged })
          .from(meetings)
          .where(eq(meetings.sessionId, sessionId))
          .for('no key update')
        if (!marked?.isChanged) return
        await wantMeeting(ctx, tx, { sessionId, platform })
        await endFallbackOfMoved(ctx, tx, sessionId)
      })
    return changed.length
  })
