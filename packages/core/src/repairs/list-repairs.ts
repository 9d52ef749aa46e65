import { repairRuns } from '@foyer/db/schema'
import type { Page } from '@foyer/shared/common-schema'
import type { ListRepairsInput } from '@foyer/shared/repair-schema'
import type { RepairDto } from '@foyer/shared/repairs'
import { requireRole } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { behind, PAGE_SIZE, toPage } from '../paging.ts'
import { selectRepairs, toRepairs } from './load-repairs.ts'

/** Every repair, the latest first. Throws `role_required`, or `input_invalid` for a foreign cursor. */
export async function listRepairs(ctx: Context, { cursor }: ListRepairsInput): Promise<Page<RepairDto>> {
  requireRole(ctx, 'admin')
  const where = behind(cursor, { at: repairRuns.startedAt, id: repairRuns.id }, 'descending')
  const rows = await selectRepairs(ctx, where, PAGE_SIZE + 1)
  const { items, nextCursor } = toPage(rows, ({ run }) => ({ at: run.startedAt, id: run.id }))
  return { items: await toRepairs(ctx, items), nextCursor }
}
