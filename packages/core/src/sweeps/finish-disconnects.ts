import { connections } from '@foyer/db/schema'
import { and, eq, not } from 'drizzle-orm'
import type { Core } from '../context.ts'
import { hasJob } from './has-job.ts'
import { runSweep } from './run-sweep.ts'

const MOST_PER_SWEEP = 100

/**
 * Finds connections that are being ended while no job would give their permission back, and begins that anew. Returns
 * how many.
 */
export const finishDisconnects = (core: Core): Promise<number> =>
  runSweep(core, 'unfinished_disconnects', async (ctx) => {
    const unfinished = await ctx.db
      .select({ connectionId: connections.id })
      .from(connections)
      .where(
        and(eq(connections.status, 'disconnecting'), not(hasJob('connection.revoke', 'connectionId', connections.id))),
      )
      .limit(MOST_PER_SWEEP)
    for (const { connectionId } of unfinished)
      await ctx.queue.enqueue(ctx.db, 'connection.revoke', { connectionId, attempt: 1 })
    return unfinished.length
  })
