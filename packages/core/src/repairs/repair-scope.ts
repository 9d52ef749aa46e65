import { createHash } from 'node:crypto'
import type { Queryable } from '@foyer/db/client'
import { meetings, sessions } from '@foyer/db/schema'
import type { PreviewRepairInput } from '@foyer/shared/repair-schema'
import type { RepairFilter } from '@foyer/shared/repairs'
import { and, eq, gt, inArray, ne, type SQL } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import { isComing, withoutLink } from '../admin/without-link.ts'

/** What a repair is about: everything that a filter shows, or single sessions. */
export type RepairScope = { filter: RepairFilter } | { sessionIds: string[] }

/** Nothing given means every coming session without a link. */
export const repairScopeOf = ({ filter, sessionIds }: PreviewRepairInput): RepairScope =>
  sessionIds ? { sessionIds: [...new Set(sessionIds)].toSorted() } : { filter: filter ?? {} }

/** One word for a scope, the same for the same choice. */
export function scopeKey(scope: RepairScope): string {
  if ('sessionIds' in scope) {
    return `sessions:${createHash('sha256').update(scope.sessionIds.join()).digest('hex')}`
  }
  const { problem = 'any', platform = 'any', providerId = 'any' } = scope.filter
  return `filter:${problem}:${platform}:${providerId}`
}

const columns = { sessionId: sessions.id, providerId: sessions.providerId, startsAt: sessions.startsAt }

/**
 * The sessions in a scope, in no order. A filter without a problem also takes sessions that were called off and whose
 * room is, or may be, still there: nobody lists them, but they have to go.
 */
export function sessionsInScope(db: Queryable, now: Date, scope: RepairScope) {
  const inScope = (condition: SQL | undefined) =>
    db.select(columns).from(sessions).innerJoin(meetings, eq(meetings.sessionId, sessions.id)).where(condition)
  if ('sessionIds' in scope) return inScope(inArray(sessions.id, scope.sessionIds))
  const { problem, platform, providerId } = scope.filter
  const fits = and(
    platform && eq(meetings.platform, platform),
    providerId === undefined ? undefined : eq(sessions.providerId, providerId),
  )
  if (problem) return inScope(and(isComing(now), withoutLink, eq(meetings.status, problem), fits))
  const isLeftOver = and(eq(sessions.status, 'cancelled'), gt(sessions.endsAt, now), ne(meetings.status, 'cancelled'))
  return unionAll(inScope(and(isComing(now), withoutLink, fits)), inScope(and(isLeftOver, fits)))
}
