import type { Transaction } from '@foyer/db/client'
import { meetings, services, sessions } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import type { Context, Core } from '../context.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { runSweep } from './run-sweep.ts'

const MOST_PER_SWEEP = 500

/**
 * Finds sessions that were inserted by something else than a use-case, SQL or an import, and wants a meeting for those
 * that are online and not over. Returns how many it wanted.
 */
export const adoptUnseenSessions = (core: Core): Promise<number> =>
  runSweep(core, 'unseen_sessions', async (ctx) => {
    const unseen = await ctx.db
      .select({ id: sessions.id })
      .from(sessions)
      .where(sql`not ${sessions.isSeen}`)
      .orderBy(sessions.startsAt)
      .limit(MOST_PER_SWEEP)
    let wanted = 0
    for (const { id } of unseen) if (await ctx.db.transaction((tx) => adopt(ctx, tx, id))) wanted += 1
    return wanted
  })

async function adopt(ctx: Context, tx: Transaction, sessionId: string): Promise<boolean> {
  const [found] = await tx
    .select({ session: sessions, platform: services.platform, meetingId: meetings.id })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .leftJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(eq(sessions.id, sessionId))
    .for('no key update', { of: sessions, skipLocked: true })
  if (!found || found.session.isSeen) return false
  await tx.update(sessions).set({ isSeen: true }).where(eq(sessions.id, sessionId))
  const { session, platform, meetingId } = found
  if (!platform || meetingId || session.status !== 'scheduled' || session.endsAt <= ctx.now()) return false
  await wantMeeting(ctx, tx, { sessionId, platform })
  return true
}
