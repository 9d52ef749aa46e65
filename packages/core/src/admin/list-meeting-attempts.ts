import { meetingAttempts, meetings } from '@foyer/db/schema'
import type { MeetingAttemptDto } from '@foyer/shared/admin'
import type { ListMeetingAttemptsInput } from '@foyer/shared/admin-schema'
import { FoyerError } from '@foyer/shared/errors'
import { desc, eq } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'

/** As many as tell how it went lately; a meeting that is tried for days has hundreds. */
const MOST = 50

/** What was tried for a session's meeting, latest first. Throws `role_required`, or `meeting_not_found`. */
export async function listMeetingAttempts(ctx: Context, input: ListMeetingAttemptsInput): Promise<MeetingAttemptDto[]> {
  requireRole(ctx, 'admin')
  const [meeting] = await ctx.db
    .select({ id: meetings.id })
    .from(meetings)
    .where(eq(meetings.sessionId, input.sessionId))
  if (!meeting) throw new FoyerError('meeting_not_found')
  const rows = await ctx.db
    .select({
      id: meetingAttempts.id,
      at: meetingAttempts.at,
      operation: meetingAttempts.operation,
      outcome: meetingAttempts.outcome,
      httpStatus: meetingAttempts.httpStatus,
      code: meetingAttempts.code,
      requestId: meetingAttempts.requestId,
      durationMs: meetingAttempts.durationMs,
      nextAttemptAt: meetingAttempts.nextAttemptAt,
    })
    .from(meetingAttempts)
    .where(eq(meetingAttempts.meetingId, meeting.id))
    .orderBy(desc(meetingAttempts.at), desc(meetingAttempts.id))
    .limit(MOST)
  return rows.map(({ at, nextAttemptAt, ...attempt }) => ({
    ...attempt,
    at: at.toISOString(),
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
  }))
}
