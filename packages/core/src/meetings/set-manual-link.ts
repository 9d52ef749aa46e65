import type { SetManualLinkInput } from '@foyer/shared/meeting-schema'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { noFallback } from '../fallback/no-fallback.ts'
import { startAnew } from '../fallback/start-anew.ts'
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
    const link = { source: 'manual', status: 'ready', reason: null, joinUrl, readyAt: ctx.now(), polls: 0 } as const
    // From its fallback the meeting returns to its own platform first, where it stays when the link is taken back.
    if (meeting.fallbackFrom)
      await startAnew(ctx, tx, meeting, { ...link, ...noFallback(ctx), platform: meeting.fallbackFrom })
    else await takeOverMeeting(ctx, tx, meeting, link)
    await writeAudit(ctx, tx, {
      action: 'meeting.set_manual_link',
      subjectType: 'meeting',
      subjectId: meeting.id,
      data: { before: meeting.source },
    })
  })
  return { ok: true }
}
