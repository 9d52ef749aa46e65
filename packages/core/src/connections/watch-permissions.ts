import { connectionRepairs, connections, sparePermissions } from '@foyer/db/schema'
import type { ConnectionStatus } from '@foyer/shared/connections'
import { and, asc, eq, gt, lt, lte, or } from 'drizzle-orm'
import type { Context, Core } from '../context.ts'
import { runSweep } from '../sweeps/run-sweep.ts'
import { connectionWorks } from './connection-works.ts'
import { markConnection } from './mark-connection.ts'
import { LONGEST_TOLD_MS } from './repair-progress.ts'
import { releaseSpares } from './spare-permissions.ts'
import { ENDS_SOON_MS } from './working-status.ts'

const MOST_PER_SWEEP = 500
/** A due try is left to its own job for this long. */
const JOB_LOST_AFTER_MS = 60_000

/**
 * Says of permissions that were given for a time that they end soon, while there is time to renew them, and then that
 * they have ended. Gives back the offered permissions that nobody decided on, and forgets repairs that are long over.
 * Returns how many permissions it found.
 */
export const watchPermissions = (core: Core): Promise<number> => runSweep(core, 'ending_permissions', watch)

async function watch(ctx: Context): Promise<number> {
  const now = ctx.now()
  const endsSoon = and(
    // A connection in other trouble says that first; it still works.
    eq(connections.status, 'connected'),
    gt(connections.permissionEndsAt, now),
    lt(connections.permissionEndsAt, new Date(now.getTime() + ENDS_SOON_MS)),
  )
  const isUsable = connectionWorks()
  const due = await ctx.db
    .select({ id: connections.id, permissionEndsAt: connections.permissionEndsAt })
    .from(connections)
    .where(or(endsSoon, and(isUsable, lte(connections.permissionEndsAt, now))))
    .orderBy(asc(connections.permissionEndsAt))
    .limit(MOST_PER_SWEEP)
  for (const { id, permissionEndsAt } of due) {
    const hasEnded = permissionEndsAt !== null && permissionEndsAt <= now
    const next: { status: ConnectionStatus; reason: string } = hasEnded
      ? { status: 'expired', reason: 'permission_ended' }
      : { status: 'expiring', reason: 'permission_ends_soon' }
    // In the WHERE again: somebody may have renewed it since it was read.
    await ctx.db.transaction((tx) => markConnection(ctx, tx, id, next, { permissionEndsAt }))
  }
  await ctx.db
    .delete(connectionRepairs)
    .where(lt(connectionRepairs.startedAt, new Date(now.getTime() - LONGEST_TOLD_MS)))
  return due.length + (await releaseOverdue(ctx))
}

/** Offers that nobody answered, and permissions whose job to be given back was lost. */
async function releaseOverdue(ctx: Context): Promise<number> {
  const now = ctx.now()
  const unanswered = await ctx.db
    .select({ connectionId: sparePermissions.connectionId })
    .from(sparePermissions)
    .where(and(eq(sparePermissions.status, 'offered'), lte(sparePermissions.expiresAt, now)))
    .limit(MOST_PER_SWEEP)
  for (const { connectionId } of unanswered)
    await ctx.db.transaction((tx) => releaseSpares(ctx, tx, connectionId, { onlyOverdue: true }))
  const stranded = await ctx.db
    .select({ sparePermissionId: sparePermissions.id })
    .from(sparePermissions)
    .where(
      and(
        eq(sparePermissions.status, 'ending'),
        lt(sparePermissions.expiresAt, new Date(now.getTime() - JOB_LOST_AFTER_MS)),
      ),
    )
    .limit(MOST_PER_SWEEP)
  for (const job of stranded) await ctx.queue.enqueue(ctx.db, 'connection.release', job)
  return unanswered.length + stranded.length
}
