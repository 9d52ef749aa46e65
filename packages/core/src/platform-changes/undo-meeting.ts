import type { Transaction } from '@foyer/db/client'
import { meetings, platformChangeItems } from '@foyer/db/schema'
import { and, eq, sql } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { leaveRoomBehind } from '../fallback/leave-behind.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { backAt } from './old-place.ts'

type MeetingRow = typeof meetings.$inferSelect

/**
 * Gives up a change of platform whose new link is not there yet: the old room, whose link never ceased to hold, is the
 * room again. What was begun at the new platform is removed there. Nothing happens to a meeting that is in no change. The
 * row must be locked.
 */
export async function undoMeeting(ctx: Context, tx: Transaction, before: MeetingRow): Promise<void> {
  const { id, sessionId, oldPlace, changeId } = before
  if (!oldPlace) return
  await leaveRoomBehind(ctx, tx, before)
  await tx
    .update(meetings)
    .set({
      ...backAt(oldPlace),
      // A key that was used for the other platform must not be used once more.
      lastGeneration: Math.max(before.generation, before.lastGeneration),
      status: 'ready',
      reason: null,
      outcomeUnknown: false,
      polls: 0,
      droppedSettings: [],
      changeId: null,
      oldPlace: null,
      connectionId: null,
      claimedUntil: null,
      attemptEpoch: sql`${meetings.attemptEpoch} + 1`,
    })
    .where(eq(meetings.id, id))
  if (changeId)
    await tx
      .update(platformChangeItems)
      .set({ state: 'undone' })
      .where(and(eq(platformChangeItems.changeId, changeId), eq(platformChangeItems.sessionId, sessionId)))
  await writeAudit(ctx, tx, {
    action: 'meeting.undo_change',
    subjectType: 'meeting',
    subjectId: id,
    data: { changeId, from: before.platform, to: oldPlace.platform },
  })
  await wantMeeting(ctx, tx, { sessionId, platform: oldPlace.platform })
}
