import { meetings, services, sessions, users } from '@foyer/db/schema'
import { and, eq, gt, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import type { Core } from '../context.ts'
import type { SessionFacts } from './judge-sessions.ts'

const MOST_LISTED = 50
/** Counted before the limit is applied. */
const total = sql<number>`(count(*) over ())::int`

/** The coming online sessions without a link, the next ones first, and how many there are beyond those. */
export async function loadSessions(
  { db, now }: Pick<Core, 'db' | 'now'>,
  providerId: string | null,
): Promise<{ sessions: SessionFacts[]; more: number }> {
  const lacksLink = and(
    eq(sessions.status, 'scheduled'),
    gt(sessions.endsAt, now()),
    isNotNull(services.platform),
    or(isNull(meetings.id), ne(meetings.status, 'ready')),
    providerId ? eq(sessions.providerId, providerId) : undefined,
  )
  const rows = await db
    .select({
      session: sessions,
      title: services.title,
      platform: services.platform,
      email: users.email,
      meetings,
      total,
    })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .innerJoin(users, eq(users.id, sessions.providerId))
    .leftJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(lacksLink)
    .orderBy(sessions.startsAt, sessions.id)
    .limit(MOST_LISTED)
  const listed = rows.flatMap(({ session, title, platform, email, meetings: meeting }) => {
    if (!platform) return []
    return {
      sessionId: session.id,
      title,
      provider: email,
      startsAt: session.startsAt,
      addedAt: session.createdAt,
      platform: meeting?.platform ?? platform,
      meeting,
    }
  })
  return { sessions: listed, more: (rows[0]?.total ?? 0) - rows.length }
}
