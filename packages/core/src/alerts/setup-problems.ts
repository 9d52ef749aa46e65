import type { Queryable } from '@foyer/db/client'
import { connections, meetings, sessions } from '@foyer/db/schema'
import { MEETING_REASON_OWNERS, MEETING_REASONS, type MeetingReason } from '@foyer/shared/meetings'
import { PLATFORM_COMPANIES, type Platform } from '@foyer/shared/platforms'
import { and, count, eq, inArray, isNotNull, or } from 'drizzle-orm'
import { isComing, withoutLink } from '../admin/without-link.ts'
import { OWN_FAULTS } from '../notifications/connection-words.ts'

/** Something only those who run the installation can mend, with how many sessions or connections it concerns. */
export interface SetupProblem {
  problem: string
  platform: Platform
  count: number
}

const OF_OPERATORS: readonly MeetingReason[] = MEETING_REASONS.filter(
  (reason) => MEETING_REASON_OWNERS[reason] === 'operator',
)

const UNREADABLE = 'permissions_unreadable'

/** What is wrong with the installation, by the sessions and connections that suffer from it; one entry a problem and platform. */
export async function listSetupProblems(db: Queryable, now: Date): Promise<SetupProblem[]> {
  const suffering = await db
    .select({ problem: meetings.reason, platform: meetings.platform, count: count() })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(
      and(
        inArray(meetings.reason, [...OF_OPERATORS]),
        // Either is indexed, and whatever is to be mended is one of them.
        or(withoutLink, isNotNull(meetings.nextAttemptAt)),
        isComing(now),
      ),
    )
    .groupBy(meetings.reason, meetings.platform)
  const unreadable = await db
    .select({ platform: connections.platform, count: count() })
    .from(connections)
    .where(and(inArray(connections.reason, [...OWN_FAULTS]), eq(connections.status, 'revoked')))
    .groupBy(connections.platform)
  return [
    ...suffering.flatMap(({ problem, ...one }) => (problem ? { problem, ...one } : [])),
    ...unreadable.map((one) => ({ problem: UNREADABLE, ...one })),
  ]
}

/** What is wrong, how many it concerns, and where to look. */
export function setupText({ problem, platform, count: concerned }: SetupProblem): string {
  const company = PLATFORM_COMPANIES[platform]
  const waiting = concerned === 1 ? '1 session waits' : `${concerned} sessions wait`
  switch (problem) {
    case 'misconfigured':
      return `${company} does not accept how Foyer is set up here; ${waiting} for it. See the client id and secret`
    case 'rejected':
      return `${company} refuses what Foyer asks for; ${waiting} for somebody to look`
    case UNREADABLE:
      return `The stored permissions of ${concerned === 1 ? '1 connection' : `${concerned} connections`} at ${company} cannot be opened. See the encryption keys`
    default:
      return `Foyer itself fails at making links at ${company}; ${waiting} for somebody to look`
  }
}
