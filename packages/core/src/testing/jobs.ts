import { meetings } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import type { Core } from '../context.ts'

/** How many jobs wait to bring the session's meeting in line. */
export async function countMeetingJobs({ db }: Core, sessionId: string): Promise<number> {
  const [meeting] = await db.select({ id: meetings.id }).from(meetings).where(eq(meetings.sessionId, sessionId))
  if (!meeting) return 0
  return db.$count(sql`pgboss.job`, sql`name = 'meeting.sync' and data ->> 'meetingId' = ${meeting.id}`)
}
