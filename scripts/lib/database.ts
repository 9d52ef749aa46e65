import path from 'node:path'
import { hashPassword } from '@foyer/core/accounts/auth'
import { installQueue } from '@foyer/core/jobs'
import { openDatabase } from '@foyer/db/client'
import { startEmbeddedPostgres } from '@foyer/db/embedded/start-embedded'
import { migrateDatabase } from '@foyer/db/migrate'
import { seedDemo } from '@foyer/db/seed/seed-demo'
import { say } from './say.ts'

export interface RunningDatabase {
  url: string
  /** Settles when the database ended by itself, where that can be known. */
  died: Promise<void>
  stop(): Promise<void>
}

/** The database that `DATABASE_URL` names, or the embedded one in the home folder. */
export async function startDatabase(home: string, password: string): Promise<RunningDatabase> {
  const given = process.env.DATABASE_URL
  if (given) {
    say('Using the database of DATABASE_URL')
    return { url: given, died: new Promise(() => {}), stop: async () => {} }
  }
  say('Starting PostgreSQL')
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(home, 'postgres'), password })
  if (postgres.isAdopted) say('An earlier run left PostgreSQL running; it is taken over')
  return postgres
}

/** Our tables and the queue's, at their newest. */
export async function prepareDatabase(url: string): Promise<void> {
  say('Bringing the tables up to date')
  await migrateDatabase(url)
  await installQueue(url)
}

/** Providers, services and sessions to look at; adds nothing that is there. */
export async function addDemoData(url: string): Promise<void> {
  say('Adding demo data where it is missing')
  const { db, close } = openDatabase(url, { max: 2 })
  try {
    await seedDemo(db, { now: new Date(), hashPassword })
  } finally {
    await close()
  }
}
