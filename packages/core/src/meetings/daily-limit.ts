import { connections, meetings, sessions } from '@foyer/db/schema'
import type { PlatformFailure } from '@foyer/meetings/platform'
import { and, asc, count, eq, gt, lt, lte, or } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { PlatformAction } from './carry-out.ts'
import type { MeetingClaim } from './claim-meeting.ts'
import type { LoadedMeeting } from './load-meeting.ts'
import { recordChange } from './record-change.ts'

type ConnectionRow = typeof connections.$inferSelect

/** About what it takes to make a room. */
const TURN_MS = 1000
/** Whoever is due within this time stands in line; who is not is waiting for something else. */
const IN_LINE_MS = 5 * 60_000

/** Until when the account may make and change no rooms; null: it may. */
export const writesHeldUntil = (connection: ConnectionRow | null, now: Date): Date | null =>
  connection?.writesHeldUntil && connection.writesHeldUntil > now ? connection.writesHeldUntil : null

/**
 * When a room may be made or changed that waits for the platform's daily limit: once the day is over, and after those
 * whose sessions begin sooner, because the next day's limit may not suffice for all. Null: now.
 */
export async function turnOf(ctx: Context, loaded: LoadedMeeting, action: PlatformAction): Promise<Date | null> {
  const { meeting, session, connection } = loaded
  if (action !== 'create' && action !== 'update') return null
  const now = ctx.now()
  const heldUntil = writesHeldUntil(connection, now)
  // To look whether there is anything to change is not counted, and may find the room gone.
  if (heldUntil) return action === 'update' && meeting.reason !== 'daily_limit' ? null : heldUntil
  if (meeting.reason !== 'daily_limit') return null
  const isNearer = or(
    lt(sessions.startsAt, session.startsAt),
    and(eq(sessions.startsAt, session.startsAt), lt(sessions.id, session.id)),
  )
  const [line] = await ctx.db
    .select({ ahead: count() })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(
      and(
        eq(sessions.providerId, session.providerId),
        eq(sessions.status, 'scheduled'),
        gt(sessions.endsAt, now),
        isNearer,
        eq(meetings.platform, meeting.platform),
        eq(meetings.source, 'platform'),
        eq(meetings.reason, 'daily_limit'),
        lte(meetings.nextAttemptAt, new Date(now.getTime() + IN_LINE_MS)),
      ),
    )
  return line && line.ahead > 0 ? new Date(now.getTime() + line.ahead * TURN_MS) : null
}

/** Writes that the meeting waits for its turn. No call was made, so no try is counted. */
export async function awaitTurn(
  ctx: Context,
  claim: MeetingClaim,
  { meeting }: LoadedMeeting,
  nextAttemptAt: Date,
): Promise<void> {
  const status = meeting.joinUrl ? 'ready' : 'pending'
  await recordChange(ctx, claim, meeting, { status, reason: 'daily_limit', nextAttemptAt })
}

/** Remembers that an account has used up its day, and dates a failure that only says that it still has. */
export async function noteDailyLimit(
  ctx: Context,
  connection: ConnectionRow | null,
  failure: PlatformFailure,
): Promise<PlatformFailure> {
  if (!failure.isDailyLimit || !connection) return failure
  const heldUntil = writesHeldUntil(connection, ctx.now())
  if (heldUntil) return { ...failure, retryAt: heldUntil }
  if (failure.retryAt) await holdWrites(ctx, connection, failure.retryAt)
  return failure
}

/** For everybody who is connected to the account. */
async function holdWrites(ctx: Context, connection: ConnectionRow, writesHeldUntil: Date): Promise<void> {
  const { id, platform, accountSubject } = connection
  await ctx.db.transaction(async (tx) => {
    const isOfAccount = accountSubject
      ? and(eq(connections.platform, platform), eq(connections.accountSubject, accountSubject))
      : eq(connections.id, id)
    // Locked in one order, so that two who share the account do not wait for each other.
    await tx
      .select({ id: connections.id })
      .from(connections)
      .where(isOfAccount)
      .orderBy(asc(connections.id))
      .for('no key update')
    await tx.update(connections).set({ writesHeldUntil }).where(isOfAccount)
  })
}
