import type { Transaction } from '@foyer/db/client'
import { meetings, services, sessions } from '@foyer/db/schema'
import { and, eq, gt, inArray, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { Context, Core } from '../context.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { runSweep } from './run-sweep.ts'

const MOST_PER_SWEEP = 500
const MOST_PASSED_OVER = 5000

/** Spelled out, so that the partial index of the same words serves it. */
const isUnseen = sql`not ${sessions.isSeen}`

/**
 * Finds sessions that were inserted by something else than a use-case, SQL or an import, and wants a meeting for those
 * that are online and not over. Returns how many it wanted.
 */
export const adoptUnseenSessions = (core: Core): Promise<number> =>
  runSweep(core, 'unseen_sessions', async (ctx) => {
    await passOver(ctx)
    const unseen = await ctx.db
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(isUnseen, eq(sessions.status, 'scheduled'), gt(sessions.endsAt, ctx.now())))
      .orderBy(sessions.startsAt)
      .limit(MOST_PER_SWEEP)
    let wanted = 0
    for (const { id } of unseen) if (await ctx.db.transaction((tx) => adopt(ctx, tx, id))) wanted += 1
    return wanted
  })

/** What needs no link is told apart in one go: years of past sessions must not hold up what is to come. */
async function passOver({ db, now }: Context): Promise<void> {
  const needsNothing = or(
    isNotNull(meetings.id),
    isNull(services.platform),
    ne(sessions.status, 'scheduled'),
    lte(sessions.endsAt, now()),
  )
  const passed = db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .leftJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(and(isUnseen, needsNothing))
    .limit(MOST_PASSED_OVER)
  await db.update(sessions).set({ isSeen: true }).where(inArray(sessions.id, passed))
}

async function adopt(ctx: Context, tx: Transaction, sessionId: string): Promise<boolean> {
  const [found] = await tx
    .select({ session: sessions, platform: services.platform, meetingId: meetings.id })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .leftJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(eq(sessions.id, sessionId))
    .for('update', { of: sessions, skipLocked: true })
  if (!found || found.session.isSeen) return false
  const { session, platform, meetingId } = found
  if (!platform || meetingId || session.status !== 'scheduled' || session.endsAt <= ctx.now()) return false
  await tx.update(sessions).set({ isSeen: true }).where(eq(sessions.id, sessionId))
  await wantMeeting(ctx, tx, { sessionId, platform })
  return true
}
