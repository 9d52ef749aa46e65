import { meetings } from '@foyer/db/schema'
import type { ListProblemMeetingsInput } from '@foyer/shared/admin-schema'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { withoutLink } from './without-link.ts'

/**
 * Up to here the sessions that lack a link are looked up one by one. Where there are more, walking through the coming
 * sessions in order fills a page sooner. The planner cannot tell the two cases apart: it takes the missing links to be
 * spread evenly.
 */
const FEW = 2000

/** The query by itself, so that its plan can be looked at. */
export const missingQuery = ({ db }: Context, { problem, platform }: ListProblemMeetingsInput) =>
  db
    .select({ sessionId: meetings.sessionId })
    .from(meetings)
    .where(
      and(
        withoutLink,
        problem ? eq(meetings.status, problem) : undefined,
        platform ? eq(meetings.platform, platform) : undefined,
      ),
    )
    .limit(FEW + 1)

/** The sessions without a link that may be on the list, in no order; null where there are too many to name. */
export async function findMissing(ctx: Context, input: ListProblemMeetingsInput): Promise<string[] | null> {
  const rows = await missingQuery(ctx, input)
  return rows.length > FEW ? null : rows.map(({ sessionId }) => sessionId)
}
