import { meetings, services, sessions } from '@foyer/db/schema'
import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import type { Context, Core } from '../context.ts'
import { runSweep } from '../sweeps/run-sweep.ts'
import { planFallback } from './plan-fallback.ts'
import { takeStep, usablePlatforms } from './take-step.ts'

const MOST_PER_SWEEP = 1000

/**
 * Takes the next step of the service's chain for every session that begins soon and has no link. Safe to run at any
 * time and twice: each meeting is looked at again behind its lock. Returns how many steps were taken.
 */
export const useFallbacks = (core: Core): Promise<number> => runSweep(core, 'due_fallbacks', takeOver)

async function takeOver(ctx: Context): Promise<number> {
  const now = ctx.now()
  const near = await ctx.db
    .select({ id: meetings.id })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .where(
      and(
        inArray(meetings.status, ['pending', 'blocked', 'failed']),
        eq(meetings.source, 'platform'),
        eq(sessions.status, 'scheduled'),
        gt(sessions.endsAt, now),
        lte(
          sessions.startsAt,
          sql`${now.toISOString()}::timestamptz + make_interval(mins => ${services.fallbackMinutesBefore})`,
        ),
        sql`jsonb_array_length(${services.fallback}) > ${meetings.fallbackStep}`,
      ),
    )
    .orderBy(asc(sessions.startsAt))
    .limit(MOST_PER_SWEEP)
  let taken = 0
  for (const { id } of near) if (await useNext(ctx, id)) taken += 1
  return taken
}

async function useNext(ctx: Context, meetingId: string): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .select({ meeting: meetings, session: sessions, service: services })
      .from(meetings)
      .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
      .innerJoin(services, eq(services.id, sessions.serviceId))
      .where(eq(meetings.id, meetingId))
      .for('no key update', { of: meetings })
    if (!row) return false
    const usable = await usablePlatforms(ctx, tx, row.session.providerId)
    const plan = planFallback(row.session, row.meeting, row.service, usable, ctx.now())
    if (plan.action !== 'use') return false
    await takeStep(ctx, tx, row.meeting, plan)
    return true
  })
}
