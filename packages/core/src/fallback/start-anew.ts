import type { Transaction } from '@foyer/db/client'
import { meetings } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { newGeneration } from '../meetings/new-generation.ts'
import { auditChange, type MeetingChange } from '../meetings/record-change.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { leaveRoomBehind } from './leave-behind.ts'

type MeetingRow = typeof meetings.$inferSelect

/**
 * Has a meeting begin anew under the next key, elsewhere or in the same place, without waiting for the platform it
 * leaves: what is or may be there is written down as a leftover and removed when the platform can be reached. A worker
 * at work loses its right to the row. The row must be locked.
 */
export async function startAnew(
  ctx: Context,
  tx: Transaction,
  before: MeetingRow,
  change: MeetingChange,
): Promise<void> {
  await leaveRoomBehind(ctx, tx, before)
  await tx
    .update(meetings)
    .set({
      ...newGeneration(before),
      joinUrl: null,
      connectionId: null,
      claimedUntil: null,
      attemptEpoch: sql`${meetings.attemptEpoch} + 1`,
      ...change,
    })
    .where(eq(meetings.id, before.id))
  await auditChange(ctx, tx, before, { joinUrl: null, ...change })
  await wantMeeting(ctx, tx, { sessionId: before.sessionId, platform: change.platform ?? before.platform })
}
