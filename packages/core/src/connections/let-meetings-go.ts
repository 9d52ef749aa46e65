import type { Transaction } from '@foyer/db/client'
import { type connections, meetingLeftovers, meetings, sessions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, gt, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { comesFrom, giveUpOldPlaces } from '../platform-changes/end-changes-of.ts'

type Whose = Pick<typeof connections.$inferSelect, 'userId' | 'platform'>

const sessionsOf = (ctx: Context, userId: string) =>
  ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.providerId, userId), gt(sessions.startsAt, ctx.now())))

const belongsTo = (ctx: Context, { userId, platform }: Whose) =>
  and(eq(meetings.platform, platform), inArray(meetings.sessionId, sessionsOf(ctx, userId)))

const mayExist = or(isNotNull(meetings.externalId), eq(meetings.outcomeUnknown, true))

/**
 * Wants every coming meeting of a connection to leave its platform, in the transaction that ends the connection. What
 * was not made yet goes to the other platform at once; what may be there goes once it was removed.
 */
export async function letMeetingsGo(ctx: Context, tx: Transaction, whose: Whose, to: Platform | null): Promise<void> {
  await giveUpOldPlaces(ctx, tx, whose)
  if (to)
    await tx
      .update(meetings)
      // A worker that is about to make the room at the old platform loses its right to the row.
      .set({
        platform: to,
        connectionId: null,
        status: 'pending',
        reason: null,
        attemptEpoch: sql`${meetings.attemptEpoch} + 1`,
      })
      .where(
        and(
          belongsTo(ctx, whose),
          isNull(meetings.externalId),
          eq(meetings.outcomeUnknown, false),
          eq(meetings.source, 'platform'),
          ne(meetings.status, 'cancelled'),
        ),
      )
  const platforms = to ? [whose.platform, to] : [whose.platform]
  const wanted = await tx
    .select({ sessionId: meetings.sessionId, platform: meetings.platform })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(
      and(
        inArray(meetings.platform, platforms),
        inArray(meetings.sessionId, sessionsOf(ctx, whose.userId)),
        or(mayExist, eq(meetings.source, 'platform')),
        ne(meetings.status, 'cancelled'),
      ),
    )
    // In the order in which repairs take them, so that neither waits for what the other holds.
    .orderBy(sessions.startsAt, sessions.id)
  for (const meeting of wanted) await wantMeeting(ctx, tx, meeting)
}

/** How many coming meetings still are, or may be, at the platform and are to leave it; one that is being made counts too. */
export async function countLeaving(ctx: Context, whose: Whose): Promise<number> {
  const leaving = await ctx.db.$count(
    meetings,
    and(
      belongsTo(ctx, whose),
      or(mayExist, gt(meetings.claimedUntil, ctx.now())),
      lt(meetings.syncedVersion, meetings.desiredVersion),
    ),
  )
  const meetingIds = ctx.db
    .select({ id: meetings.id })
    .from(meetings)
    .where(inArray(meetings.sessionId, sessionsOf(ctx, whose.userId)))
  const left = await ctx.db.$count(
    meetingLeftovers,
    and(eq(meetingLeftovers.platform, whose.platform), inArray(meetingLeftovers.meetingId, meetingIds)),
  )
  return leaving + left
}

/** How many coming sessions have, or may have, a room on this platform, also while they are on their way to another. */
export const countAhead = (ctx: Context, whose: Whose): Promise<number> =>
  ctx.db.$count(
    meetings,
    and(
      or(
        and(belongsTo(ctx, whose), mayExist),
        and(comesFrom(whose), inArray(meetings.sessionId, sessionsOf(ctx, whose.userId))),
      ),
      eq(meetings.source, 'platform'),
      ne(meetings.status, 'cancelled'),
    ),
  )
