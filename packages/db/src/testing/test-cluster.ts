import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { startEmbeddedPostgres } from '../embedded/start-embedded.ts'
import { migrateDatabase } from '../migrate.ts'

/** Where `createTestDatabase` finds the cluster and the template of this run. */
export const TEST_CLUSTER_VARIABLE = 'FOYER_TEST_CLUSTER'

export interface TestCluster {
  stop(): Promise<void>
  /** Takes the server away from everybody who is connected and brings it back at the same address. */
  restart(): Promise<void>
}

/**
 * Starts a throw-away cluster (or uses `TEST_DATABASE_URL`) with one migrated template database, from which
 * `createTestDatabase` copies from now on; `install` may add what belongs to other packages, such as the queue's tables.
 */
export async function startTestCluster(install: (databaseUrl: string) => Promise<void>): Promise<TestCluster> {
  const given = process.env.TEST_DATABASE_URL
  // In a folder of its own that everybody may enter, so that root can run it as nobody.
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-test-'))
  fs.chmodSync(home, 0o755)
  const start = (port?: number) =>
    startEmbeddedPostgres({ dataDir: path.join(home, 'data'), durable: false, ...(port ? { port } : {}) })
  let cluster = given ? null : await start()
  const url = given ?? cluster?.url ?? ''
  const template = `foyer_template_${randomUUID().replaceAll('-', '')}`
  await runOnce(url, `create database ${template}`)
  const templateUrl = databaseIn(url, template)
  await migrateDatabase(templateUrl)
  await install(templateUrl)
  process.env[TEST_CLUSTER_VARIABLE] = JSON.stringify({ url, template })
  return {
    async stop() {
      if (!cluster) await runOnce(url, `drop database ${template} with (force)`)
      await cluster?.stop()
      fs.rmSync(home, { recursive: true, force: true })
    },
    async restart() {
      if (!cluster) throw new Error('A server that was given is not ours to restart.')
      const { port } = cluster
      await cluster.stop()
      cluster = await start(port)
    },
  }
}

/** The same server's address, with another database. */
export function databaseIn(url: string, name: string): string {
  const next = new URL(url)
  next.pathname = `/${name}`
  return next.href
}

/** Runs one statement on a connection of its own. */
export async function runOnce(url: string, statement: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await client.unsafe(statement)
  } finally {
    await client.end({ timeout: 1 })
  }
}
