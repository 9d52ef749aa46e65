import { alerts } from '@foyer/db/schema'
import { gt, sql } from 'drizzle-orm'
import type { Core } from '../context.ts'
import type { AlertFacts } from './judge-alerts.ts'

const DAY_MS = 86_400_000
/** One or two tries in vain are nothing to speak of. */
const MANY_TRIES = 3

export async function loadAlerts({ db, now }: Pick<Core, 'db' | 'now'>): Promise<AlertFacts> {
  const fails = sql`${alerts.outcome} = 'failed' or (${alerts.outcome} is null and ${alerts.attempts} >= ${MANY_TRIES})`
  const [row] = await db
    .select({
      failing: sql<number>`(count(*) filter (where ${fails}))::int`,
      posted: sql<number>`(count(*) filter (where ${alerts.outcome} = 'posted'))::int`,
      problem: sql<
        string | null
      >`(array_agg(${alerts.problem} order by ${alerts.createdAt} desc) filter (where ${fails}))[1]`,
    })
    .from(alerts)
    .where(gt(alerts.createdAt, new Date(now().getTime() - DAY_MS)))
  return row ?? { failing: 0, posted: 0, problem: null }
}
