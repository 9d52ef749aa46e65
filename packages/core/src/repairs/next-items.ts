import { repairItems, repairRuns } from '@foyer/db/schema'
import { and, asc, count, eq, gt, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { MOST_PER_PROVIDER, MOST_PER_SECOND } from './repair-rate.ts'

const SECOND_MS = 1000

export interface RepairItem {
  runId: string
  sessionId: string
}

/** What may be asked for now, in order, so that no second sees more calls than it should. */
export async function nextItems({ db, now }: Context): Promise<RepairItem[]> {
  const aSecondAgo = new Date(now().getTime() - SECOND_MS)
  const lately = await db
    .select({ providerId: repairItems.providerId, count: count() })
    .from(repairItems)
    .where(gt(repairItems.askedAt, aSecondAgo))
    .groupBy(repairItems.providerId)
  const left = MOST_PER_SECOND - lately.reduce((sum, row) => sum + row.count, 0)
  if (left <= 0) return []
  const turn = sql<number>`row_number() over (partition by ${repairItems.providerId} order by ${repairRuns.startedAt}, ${repairItems.position})`
  const inTurn = db
    .select({
      runId: repairItems.runId,
      sessionId: repairItems.sessionId,
      providerId: repairItems.providerId,
      position: repairItems.position,
      startedAt: repairRuns.startedAt,
      turn: turn.mapWith(Number).as('turn'),
    })
    .from(repairItems)
    .innerJoin(repairRuns, eq(repairRuns.id, repairItems.runId))
    .where(and(eq(repairItems.state, 'waiting'), eq(repairRuns.status, 'running')))
    .as('in_turn')
  const next = await db
    .select({ runId: inTurn.runId, sessionId: inTurn.sessionId, providerId: inTurn.providerId, turn: inTurn.turn })
    .from(inTurn)
    .where(sql`${inTurn.turn} <= ${MOST_PER_PROVIDER}`)
    .orderBy(asc(inTurn.startedAt), asc(inTurn.position))
    .limit(MOST_PER_SECOND * 2)
  const askedOf = new Map(lately.map((row) => [row.providerId, row.count]))
  return next
    .filter(({ providerId, turn: nth }) => nth + (askedOf.get(providerId) ?? 0) <= MOST_PER_PROVIDER)
    .slice(0, left)
}
