import { meetings, repairItems, sessions } from '@foyer/db/schema'
import type { MeetingReason } from '@foyer/shared/meetings'
import type { RepairCounts, RepairReasonDto } from '@foyer/shared/repairs'
import { count, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { toReasons } from './preview-repair.ts'

type Stand = Exclude<keyof RepairCounts, 'total'>

/** Where a session of a repair stands, from its meeting as it is now and not from anything that was written down. */
const stand: SQL<Stand> = sql<Stand>`case
  when ${repairItems.state} = 'waiting' then 'waiting'
  when ${meetings.status} = 'cancelled' then 'cleared'
  when ${meetings.status} = 'ready' and ${sessions.status} <> 'cancelled' then 'ready'
  when ${repairItems.state} = 'skipped' then 'skipped'
  when ${meetings.status} in ('blocked', 'failed') then 'without'
  else 'asked' end`

export interface RepairStand {
  counts: RepairCounts
  reasons: RepairReasonDto[]
}

/** How far these repairs are. */
export async function countItems({ db }: Context, runIds: string[]): Promise<(runId: string) => RepairStand> {
  const rows =
    runIds.length === 0
      ? []
      : await db
          .select({ runId: repairItems.runId, stand, reason: meetings.reason, count: count() })
          .from(repairItems)
          .innerJoin(sessions, eq(sessions.id, repairItems.sessionId))
          .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
          .where(inArray(repairItems.runId, runIds))
          .groupBy(repairItems.runId, sql`2`, meetings.reason)
  return (runId) => {
    const counts: RepairCounts = { total: 0, waiting: 0, asked: 0, ready: 0, without: 0, skipped: 0, cleared: 0 }
    const reasons = new Map<MeetingReason, number>()
    for (const row of rows) {
      if (row.runId !== runId) continue
      counts.total += row.count
      counts[row.stand] += row.count
      const isWithout = row.stand === 'asked' || row.stand === 'without' || row.stand === 'skipped'
      if (isWithout && row.reason) reasons.set(row.reason, (reasons.get(row.reason) ?? 0) + row.count)
    }
    return { counts, reasons: toReasons(reasons) }
  }
}
