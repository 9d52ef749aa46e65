import type { Transaction } from '@foyer/db/client'
import { meetings, sessions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, gt, ne } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'

const waitsFor = (ctx: Context, userId: string, platform: Platform) =>
  and(
    eq(sessions.providerId, userId),
    eq(sessions.status, 'scheduled'),
    gt(sessions.endsAt, ctx.now()),
    eq(meetings.platform, platform),
    eq(meetings.source, 'platform'),
    ne(meetings.status, 'ready'),
  )

/** Wants every coming meeting again that has no link on this platform, in the transaction that mended the connection. */
export async function repairMeetings(
  ctx: Context,
  tx: Transaction,
  whose: { userId: string; platform: Platform },
): Promise<number> {
  const waiting = await tx
    .select({ sessionId: sessions.id })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(waitsFor(ctx, whose.userId, whose.platform))
    .orderBy(sessions.startsAt)
  for (const { sessionId } of waiting) await wantMeeting(ctx, tx, { sessionId, platform: whose.platform })
  return waiting.length
}

/** The coming sessions whose link waits for this platform: start times, the first one first. */
export async function listWaitingStarts(ctx: Context, userId: string, platform: Platform): Promise<Date[]> {
  const waiting = await ctx.db
    .select({ startsAt: sessions.startsAt })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(waitsFor(ctx, userId, platform))
    .orderBy(sessions.startsAt)
  return waiting.map(({ startsAt }) => startsAt)
}
