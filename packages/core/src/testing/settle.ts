import { meetings } from '@foyer/db/schema'
import { isNotNull, or, sql } from 'drizzle-orm'
import { deliverJobs } from './deliver-jobs.ts'
import type { MeetingWorld } from './meeting-world.ts'

const MOST_ROUNDS = 200

/**
 * Lets time pass from one planned try to the next until no meeting waits for one any more, as the queue would; returns
 * how long that took in milliseconds of the world's clock. Throws when it does not come to rest.
 */
export async function settle(world: MeetingWorld): Promise<number> {
  const { core } = world
  const startedAt = core.now().getTime()
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await deliverJobs(core)
    const [next] = await core.db
      .select({ at: sql<string | null>`min(greatest(${meetings.nextAttemptAt}, ${meetings.claimedUntil}))::text` })
      .from(meetings)
      .where(or(isNotNull(meetings.nextAttemptAt), isNotNull(meetings.claimedUntil)))
    if (!next?.at) return core.now().getTime() - startedAt
    world.setNow(new Date(Math.max(new Date(next.at).getTime(), core.now().getTime() + 1)))
  }
  throw new Error('The meetings do not come to rest.')
}
