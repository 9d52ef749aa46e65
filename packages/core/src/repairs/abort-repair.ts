import { repairRuns } from '@foyer/db/schema'
import type { ById } from '@foyer/shared/common-schema'
import type { RepairDto } from '@foyer/shared/repairs'
import { and, eq } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { getRepair } from './get-repair.ts'

/**
 * Asks for nothing more; what was asked for goes on. Whoever aborts a repair that has ended changes nothing. Throws
 * `role_required` or `repair_not_found`.
 */
export async function abortRepair(ctx: Context, { id }: ById): Promise<RepairDto> {
  const admin = requireRole(ctx, 'admin')
  await ctx.db.transaction(async (tx) => {
    const aborted = await tx
      .update(repairRuns)
      .set({ status: 'aborted', finishedAt: ctx.now(), abortedBy: admin.userId })
      .where(and(eq(repairRuns.id, id), eq(repairRuns.status, 'running')))
      .returning({ id: repairRuns.id })
    if (aborted.length === 0) return
    await writeAudit(ctx, tx, { action: 'repair.abort', subjectType: 'repair', subjectId: id })
  })
  return getRepair(ctx, { id })
}
