import { startTestCluster } from '@foyer/db/testing/test-cluster'
import { installQueue } from '../jobs.ts'

/** One PostgreSQL for the whole run, with a template that has our tables and the queue's. */
export default async function startCluster(): Promise<() => Promise<void>> {
  const cluster = await startTestCluster(installQueue)
  return () => cluster.stop()
}
