import { meetings, sessions } from '@foyer/db/schema'
import { FoyerError } from '@foyer/shared/errors'
import { and, eq } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import { letProbeThrough } from '../breakers/let-probe-through.ts'
import type { Context } from '../context.ts'
import { wantMeeting } from './want-meeting.ts'

type MeetingRow = typeof meetings.$inferSelect

/**
 * Tries now instead of at the next planned time, even where calls are held back for a time that we set ourselves; for the
 * session's provider and for admins.
 */
export async function retryMeeting(ctx: Context, input: { sessionId: string }): Promise<{ ok: true }> {
  const { actor } = ctx
  if (actor.kind === 'system') throw new FoyerError('sign_in_required')
  await ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({
        meetingId: meetings.id,
        platform: meetings.platform,
        status: meetings.status,
        reason: meetings.reason,
        nextAttemptAt: meetings.nextAttemptAt,
        userId: sessions.providerId,
      })
      .from(sessions)
      .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
      .where(
        and(
          eq(sessions.id, input.sessionId),
          actor.kind === 'admin' ? undefined : eq(sessions.providerId, actor.userId),
        ),
      )
    if (!found) throw new FoyerError('meeting_not_found')
    if (isAtRest(found)) return
    await letProbeThrough(ctx, tx, found)
    await wantMeeting(ctx, tx, { sessionId: input.sessionId, platform: found.platform })
    await writeAudit(ctx, tx, { action: 'meeting.retry', subjectType: 'meeting', subjectId: found.meetingId })
  })
  return { ok: true }
}

/** A link that works can still wait for something: a new time at the platform, or the removal of an older room. */
const isAtRest = ({ status, reason, nextAttemptAt }: Pick<MeetingRow, 'status' | 'reason' | 'nextAttemptAt'>) =>
  status === 'cancelled' || (status === 'ready' && reason === null && nextAttemptAt === null)
