import { connections, meetings, sessions } from '@foyer/db/schema'
import { and, eq, isNull, lt, lte, ne, not, or, sql } from 'drizzle-orm'
import { connectionWorks } from '../connections/connection-works.ts'
import type { Context, Core } from '../context.ts'
import { isUnclaimed, ofItsConnection } from '../meetings/conditions.ts'
import { hasDueJob } from './has-job.ts'
import { runSweep } from './run-sweep.ts'

const MOST_PER_SWEEP = 500
/** A due try is left to its own job for this long before it is looked whether that still exists. */
const GRACE_MS = 10_000

/**
 * Finds meetings that are wanted while no job would bring them up, whatever became of it: their try is overdue, or they
 * are out of line with nothing planned and nobody to wait for. Enqueues each once. Returns how many.
 */
export const findLostJobs = (core: Core): Promise<number> =>
  runSweep(core, 'lost_jobs', async (ctx) => {
    const overdue = await listOverdue(ctx)
    const stalled = await planStalled(ctx)
    for (const job of [...overdue, ...stalled]) await ctx.queue.enqueue(ctx.db, 'meeting.sync', job)
    return overdue.length + stalled.length
  })

const lacksJob = not(hasDueJob('meeting.sync', 'meetingId', meetings.id))

function listOverdue({ db, now }: Context) {
  const at = now()
  return db
    .select({ meetingId: meetings.id, providerId: sessions.providerId })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(and(lt(meetings.nextAttemptAt, new Date(at.getTime() - GRACE_MS)), isUnclaimed(at), lacksJob))
    .orderBy(meetings.nextAttemptAt)
    .limit(MOST_PER_SWEEP)
}

/** Plans a try for what nobody would try: blocked by a connection that works again, or by nothing at all. */
async function planStalled({ db, now }: Context) {
  const at = now()
  const isOver = and(ne(sessions.status, 'cancelled'), lte(sessions.endsAt, at))
  const stalled = db
    .select({ id: meetings.id, providerId: sessions.providerId })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .leftJoin(connections, ofItsConnection())
    .where(
      and(
        // Spelled out, so that the partial index of the same words serves it.
        sql`${meetings.isUnsynced}`,
        isNull(meetings.nextAttemptAt),
        isUnclaimed(at),
        or(connectionWorks(), isOver),
        lacksJob,
      ),
    )
    .limit(MOST_PER_SWEEP)
    .as('stalled')
  return db
    .update(meetings)
    .set({ nextAttemptAt: at })
    .from(stalled)
    .where(and(eq(meetings.id, stalled.id), isNull(meetings.nextAttemptAt), isUnclaimed(at)))
    .returning({ meetingId: meetings.id, providerId: stalled.providerId })
}
