import { repairRuns } from '@foyer/db/schema'
import type { ById } from '@foyer/shared/common-schema'
import { FoyerError } from '@foyer/shared/errors'
import type { RepairDto } from '@foyer/shared/repairs'
import { eq } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { selectRepairs, toRepairs } from './load-repairs.ts'

/** One repair and how far it is. Throws `role_required` or `repair_not_found`. */
export async function getRepair(ctx: Context, { id }: ById): Promise<RepairDto> {
  requireRole(ctx, 'admin')
  const [repair] = await toRepairs(ctx, await selectRepairs(ctx, eq(repairRuns.id, id), 1))
  if (!repair) throw new FoyerError('repair_not_found')
  return repair
}
