import { breakers, connections, meetings, sessions, users } from '@foyer/db/schema'
import {
  BREAKER_KINDS,
  BREAKER_STATES,
  type BreakerDto,
  type BreakerKind,
  type BreakerState,
} from '@foyer/shared/breakers'
import type { Platform } from '@foyer/shared/platforms'
import { and, asc, count, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm'
import type { Core } from '../context.ts'
import { ofItsConnection } from '../meetings/conditions.ts'
import { readScope, toBreaker } from './scopes.ts'
import { WAITS_FOR_PLATFORM } from './wake-meetings.ts'

type Db = Pick<Core, 'db'>

/** Everything that holds calls back now: platforms before accounts, the longest hold first. */
export async function listBreakers({ db }: Db): Promise<BreakerDto[]> {
  const rows = await db
    .select({
      breaker: breakers,
      connectionId: connections.id,
      platform: connections.platform,
      provider: { id: users.id, name: users.name, email: users.email },
    })
    .from(breakers)
    .leftJoin(connections, eq(breakers.scope, sql`'connection:' || ${connections.id}`))
    .leftJoin(users, eq(users.id, connections.userId))
    .where(ne(breakers.state, 'closed'))
    .orderBy(sql`${breakers.scope} like 'platform:%' desc`, asc(breakers.openedAt))
  if (rows.length === 0) return []
  const waiting = await countWaiting({ db })
  return rows.flatMap(({ breaker: row, ...joined }) => {
    const { kind, state, reason, openedAt, openUntil, isNamed, opens } = toBreaker(row)
    const scope = readScope(row.scope)
    const platform = scope.kind === 'platform' ? scope.platform : joined.platform
    // The account of a connection that was deleted meanwhile holds nobody back.
    if (!platform || state === 'closed' || !reason || !openedAt || !openUntil) return []
    const isTheirs = (one: Waiting) =>
      one.platform === platform && (kind === 'platform' || one.connectionId === joined.connectionId)
    return {
      kind,
      platform,
      provider: kind === 'platform' ? null : joined.provider,
      state,
      reason,
      openedAt: openedAt.toISOString(),
      openUntil: openUntil.toISOString(),
      isNamed,
      opens,
      waiting: waiting.filter(isTheirs).reduce((sum, one) => sum + one.count, 0),
    }
  })
}

interface Waiting {
  connectionId: string
  platform: Platform
  count: number
}

const countWaiting = ({ db }: Db): Promise<Waiting[]> =>
  db
    .select({ connectionId: connections.id, platform: connections.platform, count: count() })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .innerJoin(connections, ofItsConnection())
    .where(and(isNotNull(meetings.nextAttemptAt), inArray(meetings.reason, WAITS_FOR_PLATFORM)))
    .groupBy(connections.id, connections.platform)

/** How many breakers of each kind are in each state; those that are closed count while they remember a failure. */
export async function countBreakers({ db }: Db): Promise<{ kind: BreakerKind; state: BreakerState; count: number }[]> {
  const rows = await db
    .select({ kind: sql<string>`split_part(${breakers.scope}, ':', 1)`, state: breakers.state, count: count() })
    .from(breakers)
    .groupBy(sql`1`, breakers.state)
  return BREAKER_KINDS.flatMap((kind) =>
    BREAKER_STATES.map((state) => ({
      kind,
      state,
      count: rows.find((row) => row.kind === kind && row.state === state)?.count ?? 0,
    })),
  )
}
