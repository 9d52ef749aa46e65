import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

const FOLDER = fileURLToPath(new URL('../migrations', import.meta.url))
/** Any fixed number: whoever migrates this database takes the lock of this name. */
const LOCK = 70_365_237

/** Brings the database to the newest schema. Safe when several processes do it at once: one works, the others wait. */
export async function migrateDatabase(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await client`select pg_advisory_lock(${LOCK})`
    await migrate(drizzle(client), { migrationsFolder: FOLDER })
  } finally {
    await client.end({ timeout: 5 })
  }
}
