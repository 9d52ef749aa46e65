import type { Transaction } from '@foyer/db/client'
import { meetings } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { eq, sql } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { leaveRoomBehind } from '../fallback/leave-behind.ts'
import { noFallback } from '../fallback/no-fallback.ts'
import { newGeneration } from '../meetings/new-generation.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { placeOf } from './old-place.ts'
import { undoMeeting } from './undo-meeting.ts'

type MeetingRow = typeof meetings.$inferSelect

/**
 * Has a meeting made on another platform. A link that works stays the link until the new one is there; only then what it
 * leads to is removed. A worker at work loses its right to the row, which must be locked.
 */
export async function changeMeeting(
  ctx: Context,
  tx: Transaction,
  before: MeetingRow,
  { changeId, platform }: { changeId: string; platform: Platform },
): Promise<void> {
  const { id, sessionId, oldPlace } = before
  const isWayBack = oldPlace?.platform === platform && oldPlace.source === 'platform' && !oldPlace.fallbackFrom
  if (isWayBack) return undoMeeting(ctx, tx, before)
  if (before.fallbackFrom && before.source === 'platform' && before.platform === platform) {
    // Its backup is there already; it only ceases to be one.
    await tx.update(meetings).set(noFallback(ctx)).where(eq(meetings.id, id))
    await auditStart(ctx, tx, before, { changeId, platform })
    return
  }
  const hasLink = before.status === 'ready' && before.joinUrl !== null
  const kept = oldPlace ?? (hasLink ? placeOf(ctx, before) : null)
  // What was begun at a platform between the two goes; so does what a link of another kind has left.
  if (oldPlace || !kept || kept.source !== 'platform') await leaveRoomBehind(ctx, tx, before)
  await tx
    .update(meetings)
    .set({
      ...newGeneration({ ...before, oldPlace: kept }),
      ...noFallback(ctx),
      platform,
      source: 'platform',
      status: kept ? 'ready' : 'pending',
      reason: null,
      foundStartsAt: null,
      changeId,
      oldPlace: kept,
      connectionId: null,
      claimedUntil: null,
      attemptEpoch: sql`${meetings.attemptEpoch} + 1`,
    })
    .where(eq(meetings.id, id))
  await auditStart(ctx, tx, before, { changeId, platform })
  await wantMeeting(ctx, tx, { sessionId, platform })
}

const auditStart = (
  ctx: Context,
  tx: Transaction,
  { id, oldPlace, fallbackFrom, platform }: MeetingRow,
  to: { changeId: string; platform: Platform },
): Promise<void> =>
  writeAudit(ctx, tx, {
    action: 'meeting.change_platform',
    subjectType: 'meeting',
    subjectId: id,
    data: { changeId: to.changeId, from: oldPlace?.platform ?? fallbackFrom ?? platform, to: to.platform },
  })
