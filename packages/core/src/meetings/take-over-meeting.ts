import type { Transaction } from '@foyer/db/client'
import { meetings } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { noLongerOnItsWay } from './no-longer-on-its-way.ts'
import { auditChange, type MeetingChange } from './record-change.ts'
import { wantMeeting } from './want-meeting.ts'

type MeetingRow = typeof meetings.$inferSelect

/**
 * Writes a person's change over whatever a worker is about to write, and wants the meeting brought in line with it.
 * The worker loses its right to the row but not its time: its call may still be on the way, so the next one waits.
 */
export async function takeOverMeeting(
  ctx: Context,
  tx: Transaction,
  before: MeetingRow,
  change: MeetingChange,
): Promise<void> {
  const now = ctx.now()
  const isHeld = before.claimedUntil !== null && before.claimedUntil > now
  const claimedUntil = isHeld ? noLongerOnItsWay(ctx) : null
  await tx
    .update(meetings)
    .set({ ...change, claimedUntil, attemptEpoch: sql`${meetings.attemptEpoch} + 1` })
    .where(eq(meetings.id, before.id))
  await auditChange(ctx, tx, before, change)
  await wantMeeting(ctx, tx, { sessionId: before.sessionId, platform: before.platform })
}
