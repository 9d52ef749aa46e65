import type { Transaction } from '@foyer/db/client'
import { connectionRepairs, connections, meetings, services, sessions } from '@foyer/db/schema'
import type { RepairProgress } from '@foyer/shared/connections'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, gt } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { connectionWorks } from './connection-works.ts'

/** A repair that does not come to an end is told of for so long; what is left then stands on the sessions. */
export const LONGEST_TOLD_MS = 24 * 60 * 60_000
/** That all is well again is told for so long. */
const DONE_TOLD_MS = 10 * 60_000

/** Remembers which links are being made, so that the progress can be told by anyone, any time, from the rows. */
export async function noteRepair(
  ctx: Context,
  tx: Transaction,
  userId: string,
  missing: { sessionId: string; platform: Platform }[],
): Promise<void> {
  if (missing.length === 0) return
  const usable = await tx
    .select({ connectionId: connections.id, platform: connections.platform })
    .from(connections)
    .where(and(eq(connections.userId, userId), connectionWorks()))
  const startedAt = ctx.now()
  for (const { connectionId, platform } of usable) {
    const rows = missing
      .filter((one) => one.platform === platform)
      .map(({ sessionId }) => ({ connectionId, sessionId, startedAt }))
    if (rows.length === 0) continue
    await tx.delete(connectionRepairs).where(eq(connectionRepairs.connectionId, connectionId))
    await tx.insert(connectionRepairs).values(rows)
  }
}

/** How far the newest repair of a connection is; null when there was none, or it is over and was told. */
export async function findRepair(ctx: Context, connectionId: string): Promise<RepairProgress | null> {
  const now = ctx.now().getTime()
  const rows = await ctx.db
    .select({
      sessionId: sessions.id,
      title: services.title,
      startsAt: sessions.startsAt,
      endsAt: sessions.endsAt,
      startedAt: connectionRepairs.startedAt,
      status: meetings.status,
      reason: meetings.reason,
      readyAt: meetings.readyAt,
      nextAttemptAt: meetings.nextAttemptAt,
    })
    .from(connectionRepairs)
    .innerJoin(sessions, eq(sessions.id, connectionRepairs.sessionId))
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(
      and(
        eq(connectionRepairs.connectionId, connectionId),
        gt(connectionRepairs.startedAt, new Date(now - LONGEST_TOLD_MS)),
        eq(sessions.status, 'scheduled'),
      ),
    )
    .orderBy(sessions.startsAt, sessions.id)
  const [first] = rows
  if (!first) return null
  const ready = rows.filter(({ status }) => status === 'ready')
  const isUnderWay = rows.some(({ status, endsAt }) => status !== 'ready' && endsAt.getTime() > now)
  const doneAt = Math.max(first.startedAt.getTime(), ...ready.map(({ readyAt }) => readyAt?.getTime() ?? 0))
  if (!isUnderWay && now - doneAt >= DONE_TOLD_MS) return null
  return {
    total: rows.length,
    ready: ready.length,
    startedAt: first.startedAt.toISOString(),
    stuck: rows
      // With a next try it is wanted again, and only looks as it did before.
      .filter(({ status, nextAttemptAt }) => (status === 'blocked' || status === 'failed') && nextAttemptAt === null)
      .map(({ sessionId, title, startsAt, reason }) => ({
        sessionId,
        title,
        startsAt: startsAt.toISOString(),
        reason,
      })),
  }
}
