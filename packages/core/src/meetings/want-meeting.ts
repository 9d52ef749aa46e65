import type { Transaction } from '@foyer/db/client'
import { meetings } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'

/**
 * Says that the session's meeting has to be brought in line again, in the transaction that changed the session:
 * makes the row if there is none, raises the wanted version and enqueues the work.
 */
export async function wantMeeting(
  ctx: Context,
  tx: Transaction,
  wanted: { sessionId: string; platform: Platform },
): Promise<void> {
  const now = ctx.now()
  const [meeting] = await tx
    .insert(meetings)
    .values({ ...wanted, nextAttemptAt: now })
    .onConflictDoUpdate({
      target: meetings.sessionId,
      set: { desiredVersion: sql`${meetings.desiredVersion} + 1`, attempts: 0, nextAttemptAt: now, updatedAt: now },
    })
    .returning({ id: meetings.id })
  if (meeting) await ctx.queue.enqueue(tx, 'meeting.sync', { meetingId: meeting.id })
}
