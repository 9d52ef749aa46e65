import type { SweepName } from '@foyer/shared/sweeps'
import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/** The last run of each sweep, and what all of them came to; one row a sweep. */
export const sweepRuns = pgTable('sweep_runs', {
  name: text().$type<SweepName>().primaryKey(),
  ranAt: instant(),
  durationMs: integer(),
  found: integer().notNull().default(0),
  foundTotal: bigint({ mode: 'number' }).notNull().default(0),
  failures: integer().notNull().default(0),
  failedAt: instant(),
})
