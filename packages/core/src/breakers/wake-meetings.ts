import { breakers, connections, meetings, sessions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, asc, eq, gt, inArray, ne, notExists, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { isUnclaimed, ofItsConnection } from '../meetings/conditions.ts'
import { readScope } from './scopes.ts'

/** The nearest ones; those behind them come by themselves soon after the time that was told. */
const MOST_WOKEN = 200
/** Time between two that are woken. */
const STEP_MS = 100

/** Reasons of a meeting that waits for its platform to answer. */
export const WAITS_FOR_PLATFORM = ['platform_unreachable', 'platform_rate_limited', 'outcome_unknown'] as const

/**
 * Brings forward what waited for a breaker that has closed, one after the other, nearest sessions first. Whoever is
 * locked or claimed is busy already. Nothing is lost should this never run: each of them has a next try of its own.
 */
export async function wakeMeetings(ctx: Context, scope: string): Promise<number> {
  const now = ctx.now()
  const what = readScope(scope)
  if (what.kind === 'platform') await lookAtConnections(ctx, what.platform)
  return ctx.db.transaction(async (tx) => {
    const waiting = await tx
      .select({ meetingId: meetings.id, providerId: sessions.providerId })
      .from(meetings)
      .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
      .innerJoin(connections, ofItsConnection())
      .where(
        and(
          what.kind === 'platform' ? eq(meetings.platform, what.platform) : eq(connections.id, what.connectionId),
          inArray(meetings.reason, WAITS_FOR_PLATFORM),
          gt(meetings.nextAttemptAt, now),
          isUnclaimed(now),
          notExists(
            tx
              .select({ one: sql`1` })
              .from(breakers)
              .where(and(isConnectionScope, eq(breakers.isNamed, true), ne(breakers.state, 'closed'))),
          ),
        ),
      )
      .orderBy(asc(sessions.startsAt))
      .limit(MOST_WOKEN)
      .for('no key update', { of: meetings, skipLocked: true })
    for (const [place, job] of waiting.entries()) {
      const nextAttemptAt = new Date(now.getTime() + place * STEP_MS)
      await tx.update(meetings).set({ nextAttemptAt }).where(eq(meetings.id, job.meetingId))
      await ctx.queue.enqueue(tx, 'meeting.sync', job, { startAfter: nextAttemptAt })
    }
    return waiting.length
  })
}

const isConnectionScope = eq(breakers.scope, sql`'connection:' || ${connections.id}`)

/** What held an account back may have been the platform: each may find out with its next call. */
async function lookAtConnections({ db, now }: Context, platform: Platform): Promise<void> {
  await db
    .update(breakers)
    .set({ openUntil: now() })
    .from(connections)
    .where(
      and(
        isConnectionScope,
        eq(connections.platform, platform),
        eq(breakers.state, 'open'),
        eq(breakers.isNamed, false),
        gt(breakers.openUntil, now()),
      ),
    )
}
