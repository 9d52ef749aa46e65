import type { Database } from '@foyer/db/client'
import { sql } from 'drizzle-orm'
import type { Logger } from 'pino'

const LOOK_EVERY_MS = 1000
/** The server has waited for so long for the next word of a process that is in the middle of a transaction. */
const STOPPED_AFTER = '3 seconds'

/**
 * Ends the transactions of our own processes that have stopped, with their locks: whoever books would wait until they wake
 * up. The server's own timeout for idle transactions does not see those that stopped between two messages of one query.
 */
export async function endStoppedTransactions(db: Database): Promise<number> {
  const ended = await db.execute(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = current_user and application_name like 'foyer%'
      and pid <> pg_backend_pid() and xact_start is not null and wait_event = 'ClientRead'
      and state_change < clock_timestamp() - ${STOPPED_AFTER}::interval`)
  return ended.length
}

/** Looks for them every second until `stop`. */
export function watchForStopped(db: Database, log: Logger): { stop(): void } {
  let isBusy = false
  const timer = setInterval(() => {
    if (isBusy) return
    isBusy = true
    endStoppedTransactions(db).then(
      (count) => {
        if (count > 0) log.warn({ count }, 'ended transactions of a process that has stopped')
        isBusy = false
      },
      // The database is away; the next look comes soon.
      () => (isBusy = false),
    )
  }, LOOK_EVERY_MS)
  return { stop: () => clearInterval(timer) }
}
