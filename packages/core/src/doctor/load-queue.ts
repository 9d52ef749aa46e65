import { sql } from 'drizzle-orm'
import type { Core } from '../context.ts'
import { JOB_NAMES } from '../jobs.ts'
import type { QueueFacts } from './judge-queue.ts'

const NOT_INSTALLED: QueueFacts = {
  isInstalled: false,
  workerForMs: null,
  newestJobAgeMs: null,
  oldestDueSyncMs: null,
  failedLastDay: [],
  missingQueues: [],
}

/** How the queue is. The names by which processes announce themselves to the database tell whether a worker is there. */
export async function loadQueue({ db }: Pick<Core, 'db'>): Promise<QueueFacts> {
  const [table] = await db.execute<{ there: boolean }>(sql`select to_regclass('pgboss.job') is not null as there`)
  if (!table?.there) return NOT_INSTALLED
  const ms = (since: ReturnType<typeof sql>) => sql`(extract(epoch from now() - ${since}) * 1000)::float8`
  const [row] = await db.execute<Pick<QueueFacts, 'workerForMs' | 'newestJobAgeMs' | 'oldestDueSyncMs'>>(sql`
    select
      (select ${ms(sql`min(backend_start)`)} from pg_stat_activity
        where datname = current_database() and application_name = 'foyer-worker') as "workerForMs",
      (select ${ms(sql`max(created_on)`)} from pgboss.job) as "newestJobAgeMs",
      (select ${ms(sql`min(start_after)`)} from pgboss.job
        where name = 'meeting.sync' and state in ('created', 'retry') and start_after <= now()) as "oldestDueSyncMs"`)
  const failedLastDay = await db.execute<{ name: string; count: number }>(sql`
    select name, count(*)::int as count from pgboss.job
    where state = 'failed' and completed_on > now() - interval '1 day' group by name order by name`)
  const queues = await db.execute<{ name: string }>(sql`select name from pgboss.queue`)
  return {
    isInstalled: true,
    workerForMs: row?.workerForMs ?? null,
    newestJobAgeMs: row?.newestJobAgeMs ?? null,
    oldestDueSyncMs: row?.oldestDueSyncMs ?? null,
    failedLastDay: [...failedLastDay],
    missingQueues: JOB_NAMES.filter((name) => !queues.some((queue) => queue.name === name)),
  }
}
