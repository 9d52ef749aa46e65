import { repairRuns, users } from '@foyer/db/schema'
import type { PersonDto } from '@foyer/shared/accounts'
import type { RepairDto } from '@foyer/shared/repairs'
import { desc, eq, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Context } from '../context.ts'
import { countItems } from './count-items.ts'

type RunRow = typeof repairRuns.$inferSelect

export interface LoadedRepair {
  run: RunRow
  startedBy: PersonDto | null
  abortedBy: PersonDto | null
}

const starter = alias(users, 'starter')
const aborter = alias(users, 'aborter')

/** Repairs with who began and who ended them, the latest first. */
export const selectRepairs = ({ db }: Context, where: SQL | undefined, limit: number): Promise<LoadedRepair[]> =>
  db
    .select({
      run: repairRuns,
      startedBy: { id: starter.id, name: starter.name },
      abortedBy: { id: aborter.id, name: aborter.name },
    })
    .from(repairRuns)
    .leftJoin(starter, eq(starter.id, repairRuns.startedBy))
    .leftJoin(aborter, eq(aborter.id, repairRuns.abortedBy))
    .where(where)
    .orderBy(desc(repairRuns.startedAt), desc(repairRuns.id))
    .limit(limit)

/** The same as they are returned, with how far they are. */
export async function toRepairs(ctx: Context, loaded: LoadedRepair[]): Promise<RepairDto[]> {
  const standOf = await countItems(
    ctx,
    loaded.map(({ run }) => run.id),
  )
  return loaded.map(({ run: { id, name, filter, status, startedAt, finishedAt }, startedBy, abortedBy }) => ({
    id,
    name,
    filter,
    status,
    startedBy,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    abortedBy,
    ...standOf(id),
  }))
}
