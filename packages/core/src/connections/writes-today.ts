import { connections, meetingAttempts, meetings } from '@foyer/db/schema'
import type { MeetingPlatform } from '@foyer/meetings/platform'
import type { ConnectionDto } from '@foyer/shared/connections'
import { and, count, eq, gte, inArray, isNull } from 'drizzle-orm'
import type { Context } from '../context.ts'

type ConnectionRow = typeof connections.$inferSelect

const DAY_MS = 86_400_000

/**
 * How much of the day's limit of an account Foyer has used, by its own record of what it made and changed; others may have
 * used it too. Null where the platform has no such limit.
 */
export async function countWritesToday(
  ctx: Context,
  adapter: MeetingPlatform | undefined,
  { platform, accountSubject, writesHeldUntil }: ConnectionRow,
): Promise<ConnectionDto['writesToday']> {
  const most = adapter?.dailyWrites
  if (!most || !accountSubject) return null
  const now = ctx.now()
  // The platform counts what we do not know of.
  if (writesHeldUntil && writesHeldUntil > now) return { used: most, most }
  const today = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS)
  const ofAccount = ctx.db
    .select({ id: connections.id })
    .from(connections)
    .where(and(eq(connections.platform, platform), eq(connections.accountSubject, accountSubject)))
  const [written] = await ctx.db
    .select({ used: count() })
    .from(meetingAttempts)
    .innerJoin(meetings, eq(meetings.id, meetingAttempts.meetingId))
    .where(
      and(
        inArray(meetings.connectionId, ofAccount),
        gte(meetings.lastAttemptAt, today),
        gte(meetingAttempts.at, today),
        inArray(meetingAttempts.operation, ['create', 'update']),
        eq(meetingAttempts.outcome, 'ok'),
        // An update that found nothing to change has the code `unchanged`.
        isNull(meetingAttempts.code),
      ),
    )
  return { used: Math.min(written?.used ?? 0, most), most }
}
