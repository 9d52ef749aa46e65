import type { Context } from '../context.ts'
import { releaseExpiredHolds } from './release-expired-holds.ts'
import { remindOfRequests } from './remind-of-requests.ts'

/**
 * The sweep over unanswered requests: cancels those whose hold ran out, and reminds of those whose hold soon does. Returns
 * how many were cancelled, at most one batch.
 */
export async function expireRequests(ctx: Context): Promise<number> {
  const released = await ctx.db.transaction((tx) => releaseExpiredHolds(ctx, tx))
  await remindOfRequests(ctx)
  return released
}
