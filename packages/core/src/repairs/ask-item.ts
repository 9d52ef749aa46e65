import { connections, meetings, repairItems, repairRuns, sessions } from '@foyer/db/schema'
import { and, eq } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import { actAs, type Context } from '../context.ts'
import { ofItsConnection } from '../meetings/conditions.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import type { RepairItem } from './next-items.ts'
import { isAsked, planRepair } from './plan-repair.ts'

/** Wants one meeting in the name of whoever began the repair, or passes it over; `gone` when another worker was faster or the repair was aborted. */
export const askItem = (ctx: Context, { runId, sessionId }: RepairItem): Promise<'asked' | 'skipped' | 'gone'> =>
  ctx.db.transaction(async (tx) => {
    // Held until the end: an abort comes either before this item or after it.
    const [run] = await tx.select().from(repairRuns).where(eq(repairRuns.id, runId)).for('share')
    if (run?.status !== 'running') return 'gone'
    const mine = and(eq(repairItems.runId, runId), eq(repairItems.sessionId, sessionId))
    const [item] = await tx
      .select({ state: repairItems.state })
      .from(repairItems)
      .where(mine)
      .for('no key update', { skipLocked: true })
    if (item?.state !== 'waiting') return 'gone'
    const [loaded] = await tx
      .select({ session: sessions, meeting: meetings, connection: connections })
      .from(sessions)
      .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
      .leftJoin(connections, ofItsConnection())
      .where(eq(sessions.id, sessionId))
    if (!loaded || !isAsked(planRepair(loaded.session, loaded.meeting, loaded.connection, ctx.now()).step)) {
      await tx.update(repairItems).set({ state: 'skipped' }).where(mine)
      return 'skipped'
    }
    const { platform, id: meetingId } = loaded.meeting
    const acting = run.startedBy ? actAs(ctx, { kind: 'admin', userId: run.startedBy }) : ctx
    await wantMeeting(acting, tx, { sessionId, platform })
    await tx.update(repairItems).set({ state: 'asked', askedAt: ctx.now() }).where(mine)
    const data = { repairId: runId, name: run.name }
    await writeAudit(acting, tx, { action: 'meeting.repair', subjectType: 'meeting', subjectId: meetingId, data })
    return 'asked'
  })
