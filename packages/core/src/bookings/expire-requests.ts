import type { Core } from '../context.ts'
import { runSweep } from '../sweeps/run-sweep.ts'
import { releaseExpiredHolds } from './release-expired-holds.ts'
import { remindOfRequests } from './remind-of-requests.ts'

/**
 * The sweep over unanswered requests: cancels those whose hold ran out, and reminds of those whose hold soon does. Returns
 * how many were cancelled, at most one batch.
 */
export const expireRequests = (core: Core): Promise<number> =>
  runSweep(core, 'unanswered_requests', async (ctx) => {
    const released = await ctx.db.transaction((tx) => releaseExpiredHolds(ctx, tx))
    await remindOfRequests(ctx)
    return released
  })
