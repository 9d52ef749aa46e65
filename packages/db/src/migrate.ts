import { fileURLToPath } from 'node:url'
import { PLATFORMS } from '@foyer/shared/platforms'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import type { Queryable } from './client.ts'
import { platforms } from './schema/platforms.ts'

const FOLDER = fileURLToPath(new URL('../migrations', import.meta.url))
/** Any fixed number: whoever migrates this database takes the lock of this name. */
const LOCK = 70_365_237

/**
 * Brings the database to the newest schema and lets it know every platform. Safe when several processes do it at once: one
 * works, the others wait.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await client`select pg_advisory_lock(${LOCK})`
    const db = drizzle(client)
    await migrate(db, { migrationsFolder: FOLDER })
    await db
      .insert(platforms)
      .values(PLATFORMS.map((name) => ({ name })))
      .onConflictDoNothing()
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** How many migrations the database lacks, and whether it has one that this version does not know. */
export async function readMigrationState(db: Queryable): Promise<{ pending: number; isNewer: boolean }> {
  const known = readMigrationFiles({ migrationsFolder: FOLDER }).map(({ folderMillis }) => folderMillis)
  const [table] = await db.execute<{ there: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  )
  if (!table?.there) return { pending: known.length, isNewer: false }
  const [row] = await db.execute<{ last: string | null }>(
    sql`select max(created_at)::text as last from drizzle.__drizzle_migrations`,
  )
  // The migrator goes by these times too: it applies what is later than the last one applied.
  const last = Number(row?.last ?? 0)
  return { pending: known.filter((at) => at > last).length, isNewer: last > Math.max(...known) }
}
