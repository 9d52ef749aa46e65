import type { Transaction } from '@foyer/db/client'
import { connections, meetings, sessions } from '@foyer/db/schema'
import { isForProvider } from '@foyer/shared/meetings'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { onlyRow } from '../only-row.ts'
import { connectionProblem } from './plan-meeting-sync.ts'

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
  const { providerId, connection } = await findConnection(tx, wanted)
  const reason = connectionProblem(connection)
  const beginning = reason ? ({ status: 'blocked', reason } as const) : { nextAttemptAt: now }
  const [meeting] = await tx
    .insert(meetings)
    .values({ ...wanted, ...beginning })
    .onConflictDoUpdate({
      target: meetings.sessionId,
      set: {
        desiredVersion: sql`${meetings.desiredVersion} + 1`,
        attempts: 0,
        nextAttemptAt: now,
        sessionChanged: false,
        checkDue: false,
        updatedAt: now,
      },
    })
    .returning({ id: meetings.id })
  if (meeting) await ctx.queue.enqueue(tx, 'meeting.sync', { meetingId: meeting.id, providerId })
  // The connection may have been lost while nothing waited for it, so that there was nothing urgent to tell.
  if (isForProvider(reason)) await ctx.queue.enqueue(tx, 'notification.nudge', {})
}

/** From our own rows alone, so that a session without a connection never looks as if its link were on the way. */
async function findConnection(tx: Transaction, wanted: { sessionId: string; platform: Platform }) {
  const rows = await tx
    .select({ providerId: sessions.providerId, status: connections.status })
    .from(sessions)
    .leftJoin(connections, and(eq(connections.userId, sessions.providerId), eq(connections.platform, wanted.platform)))
    .where(eq(sessions.id, wanted.sessionId))
  const { providerId, status } = onlyRow(rows)
  return { providerId, connection: status && { status } }
}
