import { openDatabase } from '@foyer/db/client'
import type { Core } from '../context.ts'
import type { TestCore } from './test-core.ts'

/** Cores that share nothing but the database and the platform, as the processes of an installation do. */
export async function openWorkers({ core, databaseUrl }: TestCore, count: number) {
  const databases = Array.from({ length: count }, () => openDatabase(databaseUrl, { max: 2 }))
  const workers: Core[] = databases.map(({ db }) => ({ ...core, db }))
  return {
    workers,
    async [Symbol.asyncDispose]() {
      await Promise.all(databases.map(({ close }) => close()))
    },
  }
}
