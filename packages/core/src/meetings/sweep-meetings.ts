import { meetings, services, sessions } from '@foyer/db/schema'
import { and, eq, gt, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { type Context, SYSTEM } from '../context.ts'
import { wantMeeting } from './want-meeting.ts'

const MOST_PER_SWEEP = 500
/** A due try is left to its own job for this long before the sweep takes it for lost. */
const GRACE_MS = 10_000
/** A dead worker's meetings wait for this at most, on top of its claim; the schedule begins it anew should it end. */
const AGAIN_MS = 8_000

/**
 * Finds meetings whose job was lost, and online sessions that were inserted without a meeting, and enqueues them.
 * Safe to run at any time and twice; asks for the next sweep itself. Returns how many it found.
 */
export async function sweepMeetings(core: Context): Promise<{ enqueued: number; added: number }> {
  const ctx: Context = { ...core, actor: SYSTEM }
  const now = ctx.now()
  const overdue = await ctx.db
    .select({ meetingId: meetings.id, providerId: sessions.providerId })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(
      and(
        lt(meetings.nextAttemptAt, new Date(now.getTime() - GRACE_MS)),
        or(isNull(meetings.claimedUntil), lt(meetings.claimedUntil, now)),
      ),
    )
    .orderBy(meetings.nextAttemptAt)
    .limit(MOST_PER_SWEEP)
  for (const job of overdue) await ctx.queue.enqueue(ctx.db, 'meeting.sync', job)

  const bare = await ctx.db
    .select({ sessionId: sessions.id, platform: services.platform })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .leftJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(
      and(
        isNull(meetings.id),
        eq(sessions.status, 'scheduled'),
        gt(sessions.endsAt, now),
        isNotNull(services.platform),
      ),
    )
    .orderBy(sessions.startsAt)
    .limit(MOST_PER_SWEEP)
  for (const { sessionId, platform } of bare)
    if (platform) await ctx.db.transaction((tx) => wantMeeting(ctx, tx, { sessionId, platform }))
  await ctx.queue.enqueue(ctx.db, 'meeting.sweep', {}, { startAfter: new Date(now.getTime() + AGAIN_MS) })
  return { enqueued: overdue.length, added: bare.length }
}
