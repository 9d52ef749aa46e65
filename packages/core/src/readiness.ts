import { sql } from 'drizzle-orm'
import type { Core } from './context.ts'

/** Whether the database answers and both our tables and the queue's are there. */
export async function isReady(core: Core): Promise<boolean> {
  try {
    await core.db.execute(sql`select (select count(*) from pgboss.queue), (select 1 from meetings limit 1)`)
    return true
  } catch {
    return false
  }
}
