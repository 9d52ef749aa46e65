import { meetings } from '@foyer/db/schema'
import { MEETING_STATUSES, type MeetingStatus } from '@foyer/shared/meetings'
import { count } from 'drizzle-orm'
import type { Core } from '../context.ts'

/** How many meetings are in each status. */
export async function countMeetings(core: Core): Promise<Record<MeetingStatus, number>> {
  const rows = await core.db.select({ status: meetings.status, count: count() }).from(meetings).groupBy(meetings.status)
  const counted = new Map(rows.map((row) => [row.status, row.count]))
  const entries = MEETING_STATUSES.map((status) => [status, counted.get(status) ?? 0] as const)
  return Object.fromEntries(entries) as Record<MeetingStatus, number>
}
