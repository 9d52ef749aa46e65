import { notifications } from '@foyer/db/schema'
import { and, gt, isNull, lte, not } from 'drizzle-orm'
import type { Core } from '../context.ts'
import { hasJob } from './has-job.ts'
import { runSweep } from './run-sweep.ts'

const MOST_PER_SWEEP = 200
/** A due mail is left to its own job for this long before it is looked whether that still exists. */
const GRACE_MS = 15_000
/** Longer than a mail is tried for; what is older is no news any more. */
const NEWS_FOR_MS = 36 * 60 * 60_000

/**
 * Finds notices whose mail is due and has no job, and enqueues it; which was handed over already is left alone, even if
 * nobody knows whether it arrived. Returns how many.
 */
export const mailUnsentNotices = (core: Core): Promise<number> =>
  runSweep(core, 'unsent_mails', async (ctx) => {
    const now = ctx.now().getTime()
    const unsent = await ctx.db
      .select({ notificationId: notifications.id })
      .from(notifications)
      .where(
        and(
          isNull(notifications.mailedAt),
          isNull(notifications.mailOutcome),
          lte(notifications.mailDueAt, new Date(now - GRACE_MS)),
          gt(notifications.mailDueAt, new Date(now - NEWS_FOR_MS)),
          not(hasJob('notification.mail', 'notificationId', notifications.id)),
        ),
      )
      .orderBy(notifications.mailDueAt)
      .limit(MOST_PER_SWEEP)
    for (const job of unsent) await ctx.queue.enqueue(ctx.db, 'notification.mail', job)
    return unsent.length
  })
