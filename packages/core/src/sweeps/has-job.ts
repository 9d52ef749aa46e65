import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { JobName } from '../jobs.ts'

/** Whether a job that names this row waits in the queue, or is planned for later. */
export const hasJob = (name: JobName, key: string, id: AnyPgColumn): SQL =>
  sql`exists (select 1 from pgboss.job where job.name = ${name} and job.state in ('created', 'retry', 'active')
    and job.data ->> ${key} = ${id}::text)`

/** Whether a job that names this row would be taken up now; one that is being worked on says nothing of its worker. */
export const hasDueJob = (name: JobName, key: string, id: AnyPgColumn): SQL =>
  sql`exists (select 1 from pgboss.job where job.name = ${name} and job.state in ('created', 'retry')
    and job.start_after <= now() and job.data ->> ${key} = ${id}::text)`
