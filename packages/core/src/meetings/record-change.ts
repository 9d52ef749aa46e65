import type { Transaction } from '@foyer/db/client'
import { meetingAttempts, type meetings } from '@foyer/db/schema'
import { isForProvider, isHandEdit } from '@foyer/shared/meetings'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { tellOfHandEdit } from '../notifications/tell-of-hand-edit.ts'
import { tellOfLink } from '../notifications/tell-of-session.ts'
import { endChange, endsChange } from '../platform-changes/old-place.ts'
import { claimedJob, type MeetingClaim, writeMeeting } from './claim-meeting.ts'

type MeetingRow = typeof meetings.$inferSelect
export type MeetingChange = Partial<typeof meetings.$inferInsert>
export type AttemptRow = Omit<typeof meetingAttempts.$inferInsert, 'id' | 'meetingId' | 'at'>

/** Writes the row, the attempt behind it, the audit entry of a changed status, and the next job, all or nothing. */
export async function recordChange(
  ctx: Context,
  claim: MeetingClaim,
  before: MeetingRow,
  change: MeetingChange,
  attempt?: AttemptRow,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await writeMeeting(tx, claim, change)
    if (attempt) await tx.insert(meetingAttempts).values({ ...attempt, meetingId: before.id, at: ctx.now() })
    await auditChange(ctx, tx, before, change)
    const { nextAttemptAt } = change
    if (nextAttemptAt && nextAttemptAt > ctx.now())
      await ctx.queue.enqueue(tx, 'meeting.sync', claimedJob(claim), { startAfter: nextAttemptAt })
  })
}

/** Every change of a meeting's status, reason or link comes through here, in the transaction that makes it. */
export async function auditChange(
  ctx: Context,
  tx: Transaction,
  before: MeetingRow,
  change: MeetingChange,
): Promise<void> {
  const status = change.status ?? before.status
  const reason = change.reason === undefined ? before.reason : change.reason
  const joinUrlChanged = change.joinUrl !== undefined && change.joinUrl !== before.joinUrl
  if (endsChange(before, change)) await endChange(ctx, tx, before)
  if (status === before.status && reason === before.reason && !joinUrlChanged) return
  await writeAudit(ctx, tx, {
    action: `meeting.${status}`,
    subjectType: 'meeting',
    subjectId: before.id,
    data: { reason, before: before.status },
  })
  if (reason !== before.reason && isHandEdit(reason)) await tellOfHandEdit(ctx, tx, before, reason)
  // As with a meeting that is wanted anew: its connection may have been lost before.
  if (reason !== before.reason && isForProvider(reason)) await ctx.queue.enqueue(tx, 'notification.nudge', {})
  if (joinUrlChanged)
    await tellOfLink(ctx, tx, before, {
      status,
      source: change.source ?? before.source,
      joinUrl: change.joinUrl ?? null,
    })
}
