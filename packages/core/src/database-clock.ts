import type { Database } from '@foyer/db/client'
import { sql } from 'drizzle-orm'
import type { Logger } from 'pino'
import { describeError } from './log.ts'
import { onlyRow } from './only-row.ts'

/** A machine that slept, or a clock that was set, is out of step for no longer than this. */
const COMPARE_EVERY_MS = 30_000

/** The database's time, without asking it each time. */
export interface DatabaseClock {
  now(): Date
  /** Stops comparing; the clock goes on. */
  close(): void
}

/**
 * A clock that agrees with the database's whatever the clock of this machine says: the queue goes by the one and we by
 * the other, and all processes have to mean the same moment. Between two comparisons it counts on from a timer that
 * nobody can set. Rejects when the database does not answer at first; later it goes on with what it knows.
 */
export async function openDatabaseClock(db: Database, log: Logger): Promise<DatabaseClock> {
  let aheadMs = await readAhead(db)
  const compare = async () => {
    try {
      aheadMs = await readAhead(db)
    } catch (error) {
      log.warn(describeError(error), 'the database did not tell the time')
    }
  }
  const timer = setInterval(() => void compare(), COMPARE_EVERY_MS)
  // A process that has nothing else to do may end.
  timer.unref()
  return {
    now: () => new Date(performance.now() + aheadMs),
    close: () => clearInterval(timer),
  }
}

/** How far the database's clock is ahead of this process' timer, in milliseconds, taking both ways as equally long. */
async function readAhead(db: Database): Promise<number> {
  const askedAt = performance.now()
  const rows = await db.execute<{ ms: string }>(sql`select extract(epoch from clock_timestamp()) * 1000 as ms`)
  const answeredAt = performance.now()
  return Number(onlyRow([...rows]).ms) - (askedAt + answeredAt) / 2
}
