import { meetings, sessions } from '@foyer/db/schema'
import { and, count, eq, gt, sql } from 'drizzle-orm'
import { isComing, withoutLink } from '../admin/without-link.ts'
import type { Core } from '../context.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export const LINK_QUANTILES = [0.5, 0.95, 0.99] as const

/** How the promise stands: how long links took, and how many coming sessions have none. */
export interface LinkMeasures {
  /** Seconds from wanting a link to having it, for each of `LINK_QUANTILES`, of those wanted in the last day; null where there were none. */
  seconds: number[] | null
  /** Coming sessions without a link, by how soon they begin. */
  withoutLink: Record<'1h' | '24h' | 'all', number>
}

/** Measures links; reads only what was wanted in the last day, and what has no link. */
export async function measureLinks({ db, now }: Pick<Core, 'db' | 'now'>): Promise<LinkMeasures> {
  const at = now().getTime()
  const took = sql`extract(epoch from ${meetings.readyAt} - ${meetings.createdAt})`
  const quantiles = sql.raw(`array[${LINK_QUANTILES.join(', ')}]`)
  const [delays] = await db
    .select({ seconds: sql<number[] | null>`percentile_cont(${quantiles}) within group (order by ${took})` })
    .from(meetings)
    .where(and(gt(meetings.createdAt, new Date(at - DAY_MS)), gt(meetings.readyAt, meetings.createdAt), isFromPlatform))
  const beginsWithin = (ms: number) => sql`${sessions.startsAt} < ${new Date(at + ms).toISOString()}`
  const [missing] = await db
    .select({
      hour: sql<number>`count(*) filter (where ${beginsWithin(HOUR_MS)})::int`,
      day: sql<number>`count(*) filter (where ${beginsWithin(DAY_MS)})::int`,
      all: count(),
    })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(and(withoutLink, isComing(now())))
  return {
    seconds: delays?.seconds ?? null,
    withoutLink: { '1h': missing?.hour ?? 0, '24h': missing?.day ?? 0, all: missing?.all ?? 0 },
  }
}

/** A link that was set by hand says nothing of how quick we are. */
const isFromPlatform = eq(meetings.source, 'platform')
