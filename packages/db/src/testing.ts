import { randomUUID } from 'node:crypto'
import { databaseIn, runOnce, TEST_CLUSTER_VARIABLE } from './testing/test-cluster.ts'

export interface TestDatabase {
  url: string
  drop(): Promise<void>
}

/** A migrated database that only the calling test file uses: a copy of the run's template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = process.env[TEST_CLUSTER_VARIABLE]
  if (!cluster) throw new Error('There is no test cluster. Run tests with the vitest configuration of the root.')
  const { url, template }: { url: string; template: string } = JSON.parse(cluster)
  const name = `foyer_test_${randomUUID().replaceAll('-', '')}`
  await runOnce(url, `create database ${name} template ${template}`)
  return { url: databaseIn(url, name), drop: () => runOnce(url, `drop database if exists ${name} with (force)`) }
}
