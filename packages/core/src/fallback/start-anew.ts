import type { Transaction } from '@foyer/db/client'
import { meetingLeftovers, meetings, sessions } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { newGeneration } from '../meetings/new-generation.ts'
import { noLongerOnItsWay } from '../meetings/no-longer-on-its-way.ts'
import { auditChange, type MeetingChange } from '../meetings/record-change.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { onlyRow } from '../only-row.ts'

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
  if (before.externalId !== null || before.outcomeUnknown) await leaveBehind(ctx, tx, before)
  await tx
    .update(meetings)
    .set({
      ...newGeneration(before.generation),
      connectionId: null,
      claimedUntil: null,
      attemptEpoch: sql`${meetings.attemptEpoch} + 1`,
      ...change,
    })
    .where(eq(meetings.id, before.id))
  await auditChange(ctx, tx, before, { joinUrl: null, ...change })
  await wantMeeting(ctx, tx, { sessionId: before.sessionId, platform: change.platform ?? before.platform })
}

async function leaveBehind(ctx: Context, tx: Transaction, meeting: MeetingRow): Promise<void> {
  const now = ctx.now()
  const isHeld = meeting.claimedUntil !== null && meeting.claimedUntil > now
  const mayBeOnItsWay = isHeld || meeting.outcomeUnknown
  const nextAttemptAt = mayBeOnItsWay ? noLongerOnItsWay(ctx) : now
  const { platform, generation, roomAttempt, externalId } = meeting
  const { leftoverId } = onlyRow(
    await tx
      .insert(meetingLeftovers)
      .values({ meetingId: meeting.id, platform, generation, roomAttempt, externalId, nextAttemptAt, createdAt: now })
      .returning({ leftoverId: meetingLeftovers.id }),
  )
  const { providerId } = onlyRow(
    await tx.select({ providerId: sessions.providerId }).from(sessions).where(eq(sessions.id, meeting.sessionId)),
  )
  const startAfter = mayBeOnItsWay ? nextAttemptAt : undefined
  await ctx.queue.enqueue(tx, 'leftover.remove', { leftoverId, providerId }, { startAfter })
}
