import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { JobName } from '../jobs.ts'

// Each asks for the list of all jobs of a kind, which is read once and hashed, rather than for the job of one row: those
// are in no index, and there are thousands after a burst.

/** Whether a job that names this row waits in the queue, is planned for later or is being worked on. */
export const hasJob = (name: JobName, key: string, id: AnyPgColumn): SQL =>
  sql`${id}::text in (select job.data ->> ${key} from pgboss.job where job.name = ${name}
    and job.state in ('created', 'retry', 'active') and job.data ->> ${key} is not null)`

/** Whether a job that names this row would be taken up now; one that is being worked on says nothing of its worker. */
export const hasDueJob = (name: JobName, key: string, id: AnyPgColumn): SQL =>
  sql`${id}::text in (select job.data ->> ${key} from pgboss.job where job.name = ${name}
    and job.state in ('created', 'retry') and job.start_after <= now() and job.data ->> ${key} is not null)`
