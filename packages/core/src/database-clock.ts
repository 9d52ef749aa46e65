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
  const first = await compareClocks(db)
  let aheadMs = (first.leastMs + first.mostMs) / 2
  const compare = async () => {
    try {
      aheadMs = narrow(aheadMs, await compareClocks(db))
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

/** Between what the database's clock is ahead of this process' timer, in milliseconds: all that one question can tell. */
interface Comparison {
  leastMs: number
  mostMs: number
}

/** Its answer is from some moment between the question and its arrival; which one, nobody knows. */
async function compareClocks(db: Database): Promise<Comparison> {
  const askedAt = performance.now()
  const rows = await db.execute<{ ms: string }>(sql`select extract(epoch from clock_timestamp()) * 1000 as ms`)
  const answeredAt = performance.now()
  const databaseMs = Number(onlyRow([...rows]).ms)
  return { leastMs: databaseMs - answeredAt, mostMs: databaseMs - askedAt }
}

/**
 * What is known after another comparison. An answer that took long, because the database restarted or this process was
 * frozen meanwhile, says little, and changes only what it rules out.
 */
export const narrow = (knownMs: number, { leastMs, mostMs }: Comparison): number =>
  Math.min(mostMs, Math.max(leastMs, knownMs))
