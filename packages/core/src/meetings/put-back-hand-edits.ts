import type { Transaction } from '@foyer/db/client'
import { meetings, sessions } from '@foyer/db/schema'
import { HAND_EDIT_REASONS } from '@foyer/shared/meetings'
import { and, eq, gt, inArray } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { wantMeeting } from './want-meeting.ts'

/** Wants every room of a provider put back that was changed by hand and waits for an answer. */
export async function putBackHandEdits(ctx: Context, tx: Transaction, providerId: string): Promise<void> {
  const waiting = await tx
    .select({ sessionId: sessions.id, platform: meetings.platform })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(
      and(
        eq(sessions.providerId, providerId),
        gt(sessions.endsAt, ctx.now()),
        inArray(meetings.reason, [...HAND_EDIT_REASONS]),
      ),
    )
    .orderBy(sessions.startsAt)
  for (const meeting of waiting) await wantMeeting(ctx, tx, meeting)
}
