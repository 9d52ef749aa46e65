import type { Context } from '../context.ts'
import { releaseExpiredHolds } from './release-expired-holds.ts'

/** The sweep over unanswered requests: cancels those whose hold ran out; returns how many, at most one batch. */
export const expireRequests = (ctx: Context): Promise<number> =>
  ctx.db.transaction((tx) => releaseExpiredHolds(ctx, tx))
