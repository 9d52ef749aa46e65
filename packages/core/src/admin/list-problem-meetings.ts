import { meetings, services, sessions, users } from '@foyer/db/schema'
import { MEETING_PROBLEMS, type MeetingProblem, type ProblemMeetingDto } from '@foyer/shared/admin'
import type { ListProblemMeetingsInput } from '@foyer/shared/admin-schema'
import type { Page } from '@foyer/shared/common-schema'
import { MEETING_REASON_OWNERS, type MeetingStatus } from '@foyer/shared/meetings'
import { and, asc, eq, inArray, type SQL } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { behind, PAGE_SIZE, toPage } from '../paging.ts'
import { findMissing } from './find-missing.ts'
import { isComing, withoutLink } from './without-link.ts'

/**
 * Coming sessions whose link is not there, the soonest first. A session without any meeting is not among them: the sweep
 * gives it one within a minute. Throws `sign_in_required`, `role_required`, or `input_invalid` for a foreign cursor.
 */
export async function listProblemMeetings(
  ctx: Context,
  input: ListProblemMeetingsInput,
): Promise<Page<ProblemMeetingDto>> {
  requireRole(ctx, 'admin')
  const place = behind(input.cursor, { at: sessions.startsAt, id: sessions.id }, 'ascending')
  const missing = await findMissing(ctx, input)
  const rows = missing?.length === 0 ? [] : await selectProblems(ctx, input, and(place, isOneOf(missing)))
  const { items, nextCursor } = toPage(rows, ({ startsAt, sessionId }) => ({ at: startsAt, id: sessionId }))
  return { items: items.flatMap(toDto), nextCursor }
}

const isOneOf = (sessionIds: string[] | null) => (sessionIds ? inArray(sessions.id, sessionIds) : undefined)

const selectProblems = (
  { db, now }: Context,
  { problem, platform, providerId }: ListProblemMeetingsInput,
  where: SQL | undefined,
) =>
  db
    .select({
      sessionId: sessions.id,
      startsAt: sessions.startsAt,
      serviceTitle: services.title,
      provider: { id: users.id, name: users.name },
      platform: meetings.platform,
      fallbackFrom: meetings.fallbackFrom,
      status: meetings.status,
      reason: meetings.reason,
      attempts: meetings.attempts,
      lastAttemptAt: meetings.lastAttemptAt,
      nextAttemptAt: meetings.nextAttemptAt,
    })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .innerJoin(users, eq(users.id, sessions.providerId))
    .where(
      and(
        withoutLink,
        isComing(now()),
        problem ? eq(meetings.status, problem) : undefined,
        platform ? eq(meetings.platform, platform) : undefined,
        providerId === undefined ? undefined : eq(sessions.providerId, providerId),
        where,
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
    .limit(PAGE_SIZE + 1)

type ProblemRow = Awaited<ReturnType<typeof selectProblems>>[number]

function toDto({ status, startsAt, lastAttemptAt, nextAttemptAt, ...row }: ProblemRow): ProblemMeetingDto[] {
  if (!isProblem(status)) return []
  return [
    {
      ...row,
      status,
      startsAt: startsAt.toISOString(),
      owner: row.reason && MEETING_REASON_OWNERS[row.reason],
      lastAttemptAt: lastAttemptAt?.toISOString() ?? null,
      nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    },
  ]
}

const isProblem = (status: MeetingStatus): status is MeetingProblem =>
  MEETING_PROBLEMS.some((problem) => problem === status)
