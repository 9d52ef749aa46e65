import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { lockOwnMeeting } from './lock-own-meeting.ts'
import { takeOverMeeting } from './take-over-meeting.ts'

/**
 * Gives a session whose link was set by hand back to its platform, which makes one again. Nothing happens where no
 * link was set by hand. Throws as `lockOwnMeeting`.
 */
export async function removeManualLink(ctx: Context, input: { sessionId: string }): Promise<{ ok: true }> {
  await ctx.db.transaction(async (tx) => {
    const meeting = await lockOwnMeeting(ctx, tx, input.sessionId)
    if (meeting.source !== 'manual') return
    await takeOverMeeting(ctx, tx, meeting, {
      source: 'platform',
      status: 'pending',
      reason: null,
      joinUrl: null,
      fallbackSince: ctx.now(),
    })
    await writeAudit(ctx, tx, {
      action: 'meeting.remove_manual_link',
      subjectType: 'meeting',
      subjectId: meeting.id,
    })
  })
  return { ok: true }
}
