import type { Transaction } from '@foyer/db/client'
import { meetings, sessions } from '@foyer/db/schema'
import { HAND_EDIT_REASONS } from '@foyer/shared/meetings'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, gt, isNull, notInArray, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { wantMeeting } from './want-meeting.ts'

const lacksSettings = sql`${meetings.droppedSettings} <> '[]'`

/**
 * Wants the coming rooms of a service brought in line with what it says of its rooms, the next one first: all of them, or
 * those that lack a setting, for which the platform is asked once more. What waits for its provider's word waits on.
 */
export const followService = (
  ctx: Context,
  tx: Transaction,
  { serviceId, which }: { serviceId: string; which: 'all' | 'lacking' },
): Promise<void> =>
  askAgain(ctx, tx, and(eq(sessions.serviceId, serviceId), which === 'lacking' ? lacksSettings : undefined))

/** Asks a platform once more for what it dropped at a provider's coming sessions: it may hold another permission now. */
export const askForDroppedSettings = (
  ctx: Context,
  tx: Transaction,
  { userId, platform }: { userId: string; platform: Platform },
): Promise<void> =>
  askAgain(ctx, tx, and(eq(sessions.providerId, userId), eq(meetings.platform, platform), lacksSettings))

async function askAgain(ctx: Context, tx: Transaction, which: SQL | undefined): Promise<void> {
  const coming = await tx
    .select({ id: meetings.id, sessionId: meetings.sessionId, platform: meetings.platform })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(
      and(
        which,
        eq(sessions.status, 'scheduled'),
        gt(sessions.endsAt, ctx.now()),
        eq(meetings.source, 'platform'),
        or(isNull(meetings.reason), notInArray(meetings.reason, [...HAND_EDIT_REASONS])),
      ),
    )
    .orderBy(sessions.startsAt)
  for (const { id, sessionId, platform } of coming) {
    await tx.update(meetings).set({ droppedSettings: [] }).where(eq(meetings.id, id))
    await wantMeeting(ctx, tx, { sessionId, platform })
  }
}
