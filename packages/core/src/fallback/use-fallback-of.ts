import type { Queryable } from '@foyer/db/client'
import { meetings, services, sessions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import { actingProvider } from '../connections/acting-provider.ts'
import type { Context } from '../context.ts'
import { nextStep } from './plan-fallback.ts'
import { takeStep, usablePlatforms } from './take-step.ts'

type MeetingRow = typeof meetings.$inferSelect
type Chain = Pick<typeof services.$inferSelect, 'fallback'>

interface Whose {
  userId: string
  platform: Platform
}

/**
 * Has the backups of one's own coming sessions that wait for this platform take over now, whatever the time. Returns how
 * many did; sessions whose service has no room or platform left go on waiting. Throws `sign_in_required` and
 * `role_required`.
 */
export async function useFallbackOf(ctx: Context, { platform }: { platform: Platform }): Promise<{ count: number }> {
  const userId = actingProvider(ctx)
  return ctx.db.transaction(async (tx) => {
    const usable = await usablePlatforms(ctx, tx, userId)
    let count = 0
    for (const { meeting, service } of await waiting(ctx, tx, { userId, platform }).for('no key update', {
      of: meetings,
    })) {
      const next = nextLink(meeting, service, usable)
      if (!next) continue
      await takeStep(ctx, tx, meeting, next)
      count += 1
    }
    return { count }
  })
}

/** How many coming sessions that wait for this platform have a backup that could take over now. */
export async function countBackups(ctx: Context, whose: Whose): Promise<number> {
  const found = await waiting(ctx, ctx.db, whose)
  if (found.length === 0) return 0
  const usable = await usablePlatforms(ctx, ctx.db, whose.userId)
  return found.filter(({ meeting, service }) => nextLink(meeting, service, usable) !== null).length
}

/** A person brings no link by being named, so that step is left for when it is due. */
function nextLink(meeting: MeetingRow, { fallback }: Chain, usable: ReadonlySet<Platform>) {
  const next = nextStep(meeting, fallback, usable)
  return next && next.step.kind !== 'person' ? next : null
}

const waiting = (ctx: Context, db: Queryable, { userId, platform }: Whose) =>
  db
    .select({ meeting: meetings, service: { fallback: services.fallback } })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .where(
      and(
        eq(sessions.providerId, userId),
        eq(meetings.platform, platform),
        eq(meetings.source, 'platform'),
        inArray(meetings.status, ['pending', 'blocked', 'failed']),
        eq(sessions.status, 'scheduled'),
        gt(sessions.endsAt, ctx.now()),
      ),
    )
    .orderBy(asc(sessions.startsAt))
