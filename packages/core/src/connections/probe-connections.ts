import { connections } from '@foyer/db/schema'
import { and, asc, eq, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm'
import type { Context, Core } from '../context.ts'
import { runSweep } from '../sweeps/run-sweep.ts'
import { connectionWorks } from './connection-works.ts'
import { probeConnection } from './probe-connection.ts'

/** A connection that works is looked at this often; one in trouble with every sweep, so that it is seen to recover. */
const CALM_MS = 6 * 60 * 60_000
/** One sweep asks for so many, one after the other, so that a large installation is spread over the day. */
const MOST_PER_SWEEP = 25

/**
 * Looks at the connections that were not looked at for longest: a permission that was taken back is noticed before a
 * session needs it, and one that recovered is called connected again. Returns how many it asked for.
 */
export const probeConnections = (core: Core): Promise<number> => runSweep(core, 'stale_connections', probeDue)

async function probeDue(ctx: Context): Promise<number> {
  const due = await ctx.db
    .select({ id: connections.id, platform: connections.platform })
    .from(connections)
    .where(
      and(
        connectionWorks(),
        or(
          inArray(connections.status, ['degraded', 'rate_limited']),
          isNull(connections.checkedAt),
          isNotNull(connections.setUpRefusedAt),
          lt(connections.checkedAt, new Date(ctx.now().getTime() - CALM_MS)),
        ),
      ),
    )
    .orderBy(asc(connections.checkedAt))
    .limit(MOST_PER_SWEEP)
  for (const { id, platform } of due) {
    const adapter = ctx.platforms[platform]
    if (adapter && (await isStillUsable(ctx, id))) await probeConnection(ctx, adapter, id)
  }
  return due.length
}

/** A provider may have disconnected while the ones before were asked for. */
async function isStillUsable(ctx: Context, id: string): Promise<boolean> {
  const usable = connectionWorks()
  return (await ctx.db.$count(connections, and(eq(connections.id, id), usable))) > 0
}
