import { meetings } from '@foyer/db/schema'
import { sql } from 'drizzle-orm'
import type { Core } from '../context.ts'
import { deliverJobs, nextJobAt } from './deliver-jobs.ts'
import type { MeetingWorld } from './meeting-world.ts'

const MOST_ROUNDS = 1000

/**
 * Lets time pass from one planned try or job to the next until nothing waits any more, as the queue would; returns how
 * long that took in milliseconds of the world's clock. Throws when it does not come to rest.
 */
export async function settle(world: MeetingWorld): Promise<number> {
  const { core } = world
  const startedAt = core.now().getTime()
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await deliverJobs(core)
    const next = [await nextTryAt(core), await nextJobAt(core)].filter((at) => at !== null)
    if (next.length === 0) return core.now().getTime() - startedAt
    const earliest = Math.min(...next.map((at) => at.getTime()))
    world.setNow(new Date(Math.max(earliest, core.now().getTime() + 1)))
  }
  throw new Error('The meetings do not come to rest.')
}

/** When a meeting is to be tried again or its claim runs out; what is overdue without a job waits for a sweep. */
async function nextTryAt({ db, now }: Core): Promise<Date | null> {
  const at = sql`greatest(${meetings.nextAttemptAt}, ${meetings.claimedUntil})`
  const [next] = await db
    .select({ at: sql<string | null>`min(${at})::text` })
    .from(meetings)
    .where(sql`${at} > ${now().toISOString()}`)
  return next?.at ? new Date(next.at) : null
}
