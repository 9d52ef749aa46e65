import type { Transaction } from '@foyer/db/client'
import { repairRuns } from '@foyer/db/schema'
import type { StartRepairInput } from '@foyer/shared/repair-schema'
import { MOST_REPAIRED, type RepairDto } from '@foyer/shared/repairs'
import { and, eq, sql } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { getRepair } from './get-repair.ts'
import { type RepairScope, repairScopeOf, scopeKey, sessionsInScope } from './repair-scope.ts'

/** Often enough to get past a repair that ends at that very moment. */
const TRIES = 3

/**
 * Writes down which sessions are to be repaired and answers; a job asks for them one after the other. Of the same choice
 * one repair is under way at most: a second start gives back the first. Throws `role_required`.
 */
export async function startRepair(ctx: Context, input: StartRepairInput): Promise<RepairDto> {
  const admin = requireRole(ctx, 'admin')
  const scope = repairScopeOf(input)
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const id = (await insertRun(ctx, admin.userId, scope, input.name)) ?? (await findUnderWay(ctx, scope))
    if (id) return getRepair(ctx, { id })
  }
  throw new Error('A repair was neither begun nor found.')
}

const insertRun = (ctx: Context, adminId: string, scope: RepairScope, name: string | undefined) =>
  ctx.db.transaction(async (tx) => {
    const [run] = await tx
      .insert(repairRuns)
      .values({
        name: name ?? null,
        filter: 'filter' in scope ? scope.filter : null,
        scope: scopeKey(scope),
        startedBy: adminId,
        startedAt: ctx.now(),
      })
      .onConflictDoNothing({ target: repairRuns.scope, where: sql`status = 'running'` })
      .returning({ id: repairRuns.id })
    if (!run) return null
    const count = await freezeItems(ctx, tx, run.id, scope)
    await writeAudit(ctx, tx, {
      action: 'repair.start',
      subjectType: 'repair',
      subjectId: run.id,
      data: { count },
    })
    if (count > 0) await ctx.queue.enqueue(tx, 'repair.run', {})
    else await tx.update(repairRuns).set({ status: 'done', finishedAt: ctx.now() }).where(eq(repairRuns.id, run.id))
    return run.id
  })

/** The list as it is now; what comes later is not part of this repair. Returns how many there are. */
async function freezeItems(ctx: Context, tx: Transaction, runId: string, scope: RepairScope): Promise<number> {
  const chosen = sessionsInScope(tx, ctx.now(), scope).getSQL()
  const inserted = await tx.execute(sql`
    insert into repair_items (run_id, session_id, provider_id, position)
    select ${runId}::uuid, id, provider_id, row_number() over (order by starts_at, id)
    from (${chosen}) chosen order by starts_at, id limit ${MOST_REPAIRED}
    returning session_id`)
  return inserted.length
}

async function findUnderWay({ db }: Context, scope: RepairScope): Promise<string | undefined> {
  const [run] = await db
    .select({ id: repairRuns.id })
    .from(repairRuns)
    .where(and(eq(repairRuns.scope, scopeKey(scope)), eq(repairRuns.status, 'running')))
  return run?.id
}
