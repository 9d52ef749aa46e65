import type { Queryable } from '@foyer/db/client'
import { meetings, services, sessions } from '@foyer/db/schema'
import { FoyerError } from '@foyer/shared/errors'
import { type ChangeObstacle, MOST_CHANGED } from '@foyer/shared/platform-changes'
import type { Platform } from '@foyer/shared/platforms'
import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { changeObstacle } from './plan-change.ts'

/** Which coming sessions are to meet elsewhere: single ones, those of one service, or all of a provider. */
export interface ChangeScope {
  sessionIds?: readonly string[] | undefined
  serviceId?: string | undefined
  all?: true | undefined
}

export interface WantedChange extends ChangeScope {
  platform: Platform
  includeSoon?: boolean | undefined
}

/** A session in the scope, and why it is left as it is. */
export interface Candidate {
  sessionId: string
  startsAt: Date
  obstacle: ChangeObstacle | null
}

/**
 * Whose sessions these are: a provider's own; an admin may choose single ones of anybody. Throws `sign_in_required`,
 * `role_required`, `service_not_found`, `meeting_not_found` where a session is not theirs or has no room, and
 * `input_invalid` for sessions of several providers.
 */
export async function providerOf(ctx: Context, db: Queryable, scope: ChangeScope): Promise<string> {
  const { actor } = ctx
  if (actor.kind === 'system') throw new FoyerError('sign_in_required')
  if (actor.kind === 'customer') throw new FoyerError('role_required')
  if (scope.serviceId) await requireOwnService(db, actor.userId, scope.serviceId)
  if (!scope.sessionIds) return actor.userId
  const ids = [...new Set(scope.sessionIds)]
  const isTheirs = actor.kind === 'admin' ? undefined : eq(sessions.providerId, actor.userId)
  const found = await db
    .select({ providerId: sessions.providerId })
    .from(sessions)
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(and(inArray(sessions.id, ids), isTheirs))
  const [first] = found
  if (!first || found.length < ids.length) throw new FoyerError('meeting_not_found')
  if (found.some(({ providerId }) => providerId !== first.providerId))
    throw new FoyerError('input_invalid', {
      field: 'sessionIds',
      message: 'Choose sessions of one provider at a time.',
    })
  return first.providerId
}

async function requireOwnService(db: Queryable, userId: string, serviceId: string): Promise<void> {
  const [service] = await db
    .select({ id: services.id })
    .from(services)
    .where(and(eq(services.id, serviceId), eq(services.providerId, userId)))
  if (!service) throw new FoyerError('service_not_found')
}

/** The coming sessions of a provider in the scope, the soonest first, each with what speaks against changing it. */
export async function listCandidates(
  ctx: Context,
  db: Queryable,
  providerId: string,
  { platform, includeSoon = false, ...scope }: WantedChange,
): Promise<Candidate[]> {
  const now = ctx.now()
  const rows = await db
    .select({ sessionId: sessions.id, startsAt: sessions.startsAt, meeting: meetings })
    .from(sessions)
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(
      and(
        eq(sessions.providerId, providerId),
        eq(sessions.status, 'scheduled'),
        gt(sessions.endsAt, now),
        scope.sessionIds && inArray(sessions.id, [...scope.sessionIds]),
        scope.serviceId ? eq(sessions.serviceId, scope.serviceId) : undefined,
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
    .limit(MOST_CHANGED)
  const wanted = { platform, includeSoon, isChosen: scope.sessionIds !== undefined }
  return rows.map(({ meeting, sessionId, startsAt }) => ({
    sessionId,
    startsAt,
    obstacle: changeObstacle(startsAt, meeting, wanted, now),
  }))
}
