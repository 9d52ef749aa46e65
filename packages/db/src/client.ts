import type { ExtractTablesWithRelations } from 'drizzle-orm'
import { drizzle, type PostgresJsDatabase, type PostgresJsTransaction } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema.ts'

export type Database = PostgresJsDatabase<typeof schema>
export type Transaction = PostgresJsTransaction<typeof schema, ExtractTablesWithRelations<typeof schema>>
/** The database, or a transaction of it: whatever a query can run on. */
export type Queryable = Database | Transaction

export interface DatabaseClient {
  db: Database
  /** Waits for running queries, at most `timeoutSeconds`, then closes every connection. */
  close(timeoutSeconds?: number): Promise<void>
}

const SHORTEST_PAUSE_SECONDS = 0.05
const LONGEST_PAUSE_SECONDS = 1

/**
 * Pause before the next try to reach a server that went away. The driver's own grows to 20 seconds with the failures of
 * all connections together, and whoever books waits for so long after the server is back.
 */
const reconnectPause = (failures: number): number =>
  Math.min(LONGEST_PAUSE_SECONDS, SHORTEST_PAUSE_SECONDS * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2)

/**
 * A transaction that sends nothing for so long is ended by the server: its process has stopped or is gone, and its locks
 * would keep whoever books waiting until it wakes up. No transaction of ours waits for anything but the database.
 */
const LONGEST_IDLE_MS = 3000

interface DatabaseOptions {
  max?: number
  applicationName?: string
  longestIdleMs?: number
}

/** Opens a pool of at most `max` connections; nothing is sent before the first query. */
export function openDatabase(
  url: string,
  { max = 10, applicationName = 'foyer', longestIdleMs = LONGEST_IDLE_MS }: DatabaseOptions = {},
): DatabaseClient {
  const client = postgres(url, {
    max,
    onnotice: () => {},
    backoff: reconnectPause,
    connection: { application_name: applicationName, idle_in_transaction_session_timeout: longestIdleMs },
  })
  return {
    db: drizzle(client, { schema, casing: 'snake_case' }),
    close: (timeoutSeconds = 5) => client.end({ timeout: timeoutSeconds }),
  }
}

/** Listens to one NOTIFY channel on a connection of its own; `onListening` runs now and after each reconnect. */
export async function listen(
  url: string,
  channel: string,
  onNotice: (payload: string) => void,
  onListening: () => void,
): Promise<() => Promise<void>> {
  const client = postgres(url, {
    max: 1,
    onnotice: () => {},
    backoff: reconnectPause,
    connection: { application_name: 'foyer-listen' },
  })
  await client.listen(channel, onNotice, onListening)
  return () => client.end({ timeout: 1 })
}
