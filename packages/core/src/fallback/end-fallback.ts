import type { Transaction } from '@foyer/db/client'
import { meetings, services, sessions } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import { hasUsableConnection, requireConnection } from '../connections/require-connection.ts'
import type { Context } from '../context.ts'
import { lockOwnMeeting } from '../meetings/lock-own-meeting.ts'
import { noFallback } from './no-fallback.ts'
import { startAnew } from './start-anew.ts'

type MeetingRow = typeof meetings.$inferSelect

/**
 * Gives a session that is with its fallback back to its own platform, which makes a link again. Nothing happens where
 * no fallback is in use. Throws as `lockOwnMeeting`, and `connection_required` while the platform could not make one.
 */
export async function endFallback(ctx: Context, input: { sessionId: string }): Promise<{ ok: true }> {
  await ctx.db.transaction(async (tx) => {
    const meeting = await lockOwnMeeting(ctx, tx, input.sessionId)
    if (!meeting.fallbackFrom || meeting.source === 'manual') return
    const { providerId } = await readChain(tx, input.sessionId)
    await requireConnection(ctx, tx, { userId: providerId, platform: meeting.fallbackFrom })
    await goBack(ctx, tx, meeting)
  })
  return { ok: true }
}

/**
 * Lets the platform try again where a session was moved away from the time at which its fallback took over, in the
 * transaction that moves it. While the platform cannot be used, people keep the link that works.
 */
export async function endFallbackOfMoved(ctx: Context, tx: Transaction, sessionId: string): Promise<void> {
  const [meeting] = await tx.select().from(meetings).where(eq(meetings.sessionId, sessionId)).for('no key update')
  if (!meeting?.fallbackFrom || meeting.source === 'manual') return
  const { providerId, startsAt, status, minutesBefore } = await readChain(tx, sessionId)
  if (status !== 'scheduled') return
  const isNear = startsAt.getTime() - ctx.now().getTime() <= minutesBefore * 60_000
  if (isNear || !(await hasUsableConnection(tx, providerId, meeting.fallbackFrom))) return
  await goBack(ctx, tx, meeting)
}

async function goBack(ctx: Context, tx: Transaction, meeting: MeetingRow): Promise<void> {
  const { fallbackFrom, platform, source } = meeting
  await writeAudit(ctx, tx, {
    action: 'meeting.end_fallback',
    subjectType: 'meeting',
    subjectId: meeting.id,
    data: { to: fallbackFrom },
  })
  const mark = noFallback(ctx)
  if (source === 'platform' && platform === fallbackFrom) {
    // Only a person was named: the platform never stopped trying.
    await tx.update(meetings).set(mark).where(eq(meetings.id, meeting.id))
    return
  }
  await startAnew(ctx, tx, meeting, {
    ...mark,
    platform: fallbackFrom ?? platform,
    source: 'platform',
    status: 'pending',
    reason: null,
  })
}

async function readChain(tx: Transaction, sessionId: string) {
  const [found] = await tx
    .select({
      providerId: sessions.providerId,
      startsAt: sessions.startsAt,
      status: sessions.status,
      minutesBefore: services.fallbackMinutesBefore,
    })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .where(eq(sessions.id, sessionId))
  if (!found) throw new Error('The session of a locked meeting is gone.')
  return found
}
