import { repairItems, repairRuns } from '@foyer/db/schema'
import { and, eq, exists, not, sql } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import { actAs, type Core, SYSTEM } from '../context.ts'
import { askItem } from './ask-item.ts'
import { nextItems } from './next-items.ts'

const AGAIN_MS = 1000
/** What is passed over costs no call, so the next ones take its place; bounded, because the job must end. */
const MOST_ROUNDS = 50

/**
 * Asks for the meetings of every repair under way, as many as a second allows, and enqueues itself for the next second.
 * Whatever a job leaves behind is in the rows: the schedule takes it up. Safe to run twice and at once.
 */
export async function runRepairs(core: Core): Promise<{ asked: number; skipped: number }> {
  const ctx = actAs(core, SYSTEM)
  const done = { asked: 0, skipped: 0, gone: 0 }
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const items = await nextItems(ctx)
    if (items.length === 0) break
    for (const item of items) done[await askItem(ctx, item)] += 1
  }
  if (await finishRepairs(core)) {
    const startAfter = new Date(ctx.now().getTime() + AGAIN_MS)
    await ctx.queue.enqueue(ctx.db, 'repair.run', {}, { startAfter })
  }
  return { asked: done.asked, skipped: done.skipped }
}

/** Ends the repairs that have nothing left to ask for; true when others have. */
async function finishRepairs(core: Core): Promise<boolean> {
  const ctx = actAs(core, SYSTEM)
  const isUnderWay = eq(repairRuns.status, 'running')
  const waiting = ctx.db
    .select({ one: sql`1` })
    .from(repairItems)
    .where(and(eq(repairItems.runId, repairRuns.id), eq(repairItems.state, 'waiting')))
  await ctx.db.transaction(async (tx) => {
    const finished = await tx
      .update(repairRuns)
      .set({ status: 'done', finishedAt: ctx.now() })
      .where(and(isUnderWay, not(exists(waiting))))
      .returning({ id: repairRuns.id })
    for (const { id } of finished)
      await writeAudit(ctx, tx, { action: 'repair.finish', subjectType: 'repair', subjectId: id })
  })
  const [left] = await ctx.db.select({ id: repairRuns.id }).from(repairRuns).where(isUnderWay).limit(1)
  return left !== undefined
}
