import { writeAudit } from '../audit/write-audit.ts'
import { letProbeThrough } from '../breakers/let-probe-through.ts'
import { actingProvider } from '../connections/acting-provider.ts'
import { repairMeetings } from '../connections/repair-meetings.ts'
import type { Context } from '../context.ts'

/**
 * Tries now, instead of at the next planned time, every link that one's own coming sessions still lack. Returns how many
 * those are. Throws `sign_in_required` and `role_required`.
 */
export async function repairMyMeetings(ctx: Context): Promise<{ count: number }> {
  const userId = actingProvider(ctx)
  const count = await ctx.db.transaction(async (tx) => {
    await letProbeThrough(ctx, tx, { userId })
    const wanted = await repairMeetings(ctx, tx, { userId })
    if (wanted > 0)
      await writeAudit(ctx, tx, {
        action: 'meeting.repair_mine',
        subjectType: 'user',
        subjectId: userId,
        data: { count: wanted },
      })
    return wanted
  })
  return { count }
}
