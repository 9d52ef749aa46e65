import type { Queryable, Transaction } from '@foyer/db/client'
import { connections, meetings } from '@foyer/db/schema'
import { connectionIsUsable } from '@foyer/shared/connections'
import type { Platform } from '@foyer/shared/platforms'
import type { FallbackStep } from '@foyer/shared/services'
import { eq } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { startAnew } from './start-anew.ts'

type MeetingRow = typeof meetings.$inferSelect

/** The platforms on which meetings of a provider can be made now. */
export async function usablePlatforms(ctx: Context, db: Queryable, userId: string): Promise<ReadonlySet<Platform>> {
  const rows = await db
    .select({ platform: connections.platform, status: connections.status })
    .from(connections)
    .where(eq(connections.userId, userId))
  const usable = rows.filter(({ platform, status }) => ctx.platforms[platform] && connectionIsUsable(status))
  return new Set(usable.map(({ platform }) => platform))
}

/** Takes a step of the chain with a meeting whose row is locked; why its platform was left is kept beside it. */
export async function takeStep(
  ctx: Context,
  tx: Transaction,
  meeting: MeetingRow,
  { step, taken }: { step: FallbackStep; taken: number },
): Promise<void> {
  const from = meeting.fallbackFrom ?? meeting.platform
  const reason = meeting.fallbackFrom ? meeting.fallbackReason : meeting.reason
  const now = ctx.now()
  const mark = { fallbackStep: taken, fallbackFrom: from, fallbackReason: reason, fallbackSince: now }
  await writeAudit(ctx, tx, {
    action: 'meeting.fallback',
    subjectType: 'meeting',
    subjectId: meeting.id,
    data: { step: step.kind, from: meeting.platform, to: step.kind === 'platform' ? step.platform : null, reason },
  })
  switch (step.kind) {
    case 'platform':
      return startAnew(ctx, tx, meeting, { ...mark, platform: step.platform, status: 'pending', reason: null })
    case 'room':
      return startAnew(ctx, tx, meeting, {
        ...mark,
        platform: from,
        source: 'fallback',
        status: 'ready',
        reason: null,
        joinUrl: step.joinUrl,
        readyAt: meeting.readyAt ?? now,
      })
    case 'person':
      // Its platform is tried on; everybody is told that a person has to help.
      await tx.update(meetings).set(mark).where(eq(meetings.id, meeting.id))
  }
}
