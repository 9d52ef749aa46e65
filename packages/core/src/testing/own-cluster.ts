import { startTestCluster, type TestCluster } from '@foyer/db/testing/test-cluster'
import { installQueue } from '../jobs.ts'

/** A PostgreSQL for the calling test file alone, which may restart it; worlds that are opened from now on live there. */
export const startOwnCluster = (): Promise<TestCluster> => startTestCluster(installQueue)
