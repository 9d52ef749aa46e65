import type { SetManualLinkInput } from '@foyer/shared/meeting-schema'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { lockOwnMeeting } from './lock-own-meeting.ts'
import { takeOverMeeting } from './take-over-meeting.ts'

/**
 * Sets the link of a coming session by hand, for its provider and admins. It is never opened by us; what was made at
 * the platform before is removed there. Throws as `lockOwnMeeting`.
 */
export async function setManualLink(ctx: Context, input: SetManualLinkInput): Promise<{ ok: true }> {
  const { sessionId, joinUrl } = input
  await ctx.db.transaction(async (tx) => {
    const meeting = await lockOwnMeeting(ctx, tx, sessionId)
    await takeOverMeeting(ctx, tx, meeting, {
      source: 'manual',
      status: 'ready',
      reason: null,
      joinUrl,
      readyAt: ctx.now(),
      polls: 0,
    })
    await writeAudit(ctx, tx, {
      action: 'meeting.set_manual_link',
      subjectType: 'meeting',
      subjectId: meeting.id,
      data: { before: meeting.source },
    })
  })
  return { ok: true }
}
