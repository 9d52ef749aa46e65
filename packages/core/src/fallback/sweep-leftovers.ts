import { connections, meetingLeftovers, meetings, sessions } from '@foyer/db/schema'
import { USABLE_CONNECTION_STATUSES } from '@foyer/shared/connections'
import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import type { Context, Core } from '../context.ts'
import { runSweep } from '../sweeps/run-sweep.ts'

const MOST_PER_SWEEP = 500

/**
 * Enqueues the removal of leftovers that are due and whose platform can be asked (again). Safe to run twice. Returns
 * how many those are.
 */
export const sweepLeftovers = (core: Core): Promise<number> => runSweep(core, 'leftovers', enqueueDue)

async function enqueueDue(ctx: Context): Promise<number> {
  const due = await ctx.db
    .select({ leftoverId: meetingLeftovers.id, providerId: sessions.providerId })
    .from(meetingLeftovers)
    .innerJoin(meetings, eq(meetings.id, meetingLeftovers.meetingId))
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .innerJoin(
      connections,
      and(eq(connections.userId, sessions.providerId), eq(connections.platform, meetingLeftovers.platform)),
    )
    .where(
      and(
        lte(meetingLeftovers.nextAttemptAt, ctx.now()),
        inArray(connections.status, [...USABLE_CONNECTION_STATUSES, 'disconnecting']),
      ),
    )
    .orderBy(asc(meetingLeftovers.nextAttemptAt))
    .limit(MOST_PER_SWEEP)
  for (const job of due) await ctx.queue.enqueue(ctx.db, 'leftover.remove', job)
  return due.length
}
