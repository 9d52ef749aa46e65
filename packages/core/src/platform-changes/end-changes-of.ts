import type { Transaction } from '@foyer/db/client'
import { meetings, sessions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, gt, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { auditChange } from '../meetings/record-change.ts'
import { undoMeeting } from './undo-meeting.ts'

type MeetingRow = typeof meetings.$inferSelect

interface Whose {
  userId: string
  platform: Platform
}

/** Leaves every coming session where its link leads that is on its way to a platform which is being disconnected. */
export async function undoChangesTo(ctx: Context, tx: Transaction, { userId, platform }: Whose): Promise<void> {
  for (const meeting of await changing(ctx, tx, userId, eq(meetings.platform, platform)))
    await undoMeeting(ctx, tx, meeting)
}

/**
 * Gives up the links that still lead to a platform whose rooms are to leave it, while the new ones are being made
 * elsewhere: they go at once, with the permission that is still there to remove them.
 */
export async function giveUpOldPlaces(ctx: Context, tx: Transaction, { userId, platform }: Whose): Promise<void> {
  for (const meeting of await changing(ctx, tx, userId, comesFrom({ platform }))) {
    const change = { status: 'pending', joinUrl: null } as const
    await tx.update(meetings).set(change).where(eq(meetings.id, meeting.id))
    await auditChange(ctx, tx, meeting, change)
  }
}

/** Its link still leads to a room of ours on this platform, while one is being made on another. */
export const comesFrom = ({ platform }: Pick<Whose, 'platform'>): SQL =>
  sql`(${meetings.oldPlace} ->> 'platform' = ${platform} and ${meetings.oldPlace} ->> 'source' = 'platform')`

const changing = async (
  ctx: Context,
  tx: Transaction,
  userId: string,
  condition: SQL | undefined,
): Promise<MeetingRow[]> => {
  const rows = await tx
    .select({ meeting: meetings })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(
      and(
        eq(sessions.providerId, userId),
        eq(sessions.status, 'scheduled'),
        gt(sessions.startsAt, ctx.now()),
        isNotNull(meetings.oldPlace),
        condition,
      ),
    )
    // In the order in which repairs take them, so that neither waits for what the other holds.
    .orderBy(sessions.startsAt, sessions.id)
    .for('no key update', { of: meetings })
  return rows.map(({ meeting }) => meeting)
}
