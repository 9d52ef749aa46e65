import { readMigrationState } from '@foyer/db/migrate'
import { meetingAttempts, meetings, services, sessions, users } from '@foyer/db/schema'
import { PLATFORMS, type Platform } from '@foyer/shared/platforms'
import { and, count, eq, gt, isNull, max, sql } from 'drizzle-orm'
import type { Core } from '../context.ts'
import type { DatabaseFacts, PlatformFacts, QuotaFacts } from './judge-installation.ts'

const HOUR_MS = 3_600_000

/** Who in place of its company answers for a platform, where that is not the company itself. */
export type Origins = Partial<Record<Platform, string | undefined>>

export async function loadPlatforms(
  { db, platforms }: Pick<Core, 'db' | 'platforms'>,
  origins: Origins,
): Promise<PlatformFacts[]> {
  const offered = await db
    .select({ platform: services.platform, count: count() })
    .from(services)
    .where(isNull(services.archivedAt))
    .groupBy(services.platform)
  return PLATFORMS.map((platform) => ({
    platform,
    isSetUp: platforms[platform] !== undefined,
    origin: origins[platform] ?? null,
    services: offered.find((group) => group.platform === platform)?.count ?? 0,
  }))
}

export async function loadQuotas(
  { db, now }: Pick<Core, 'db' | 'now'>,
  providerId: string | null,
): Promise<QuotaFacts[]> {
  const rows = await db
    .select({
      provider: users.email,
      platform: meetings.platform,
      count: count(),
      lastAt: max(meetingAttempts.at),
    })
    .from(meetingAttempts)
    .innerJoin(meetings, eq(meetings.id, meetingAttempts.meetingId))
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .innerJoin(users, eq(users.id, sessions.providerId))
    .where(
      and(
        eq(meetingAttempts.outcome, 'rate_limited'),
        gt(meetingAttempts.at, new Date(now().getTime() - HOUR_MS)),
        providerId ? eq(sessions.providerId, providerId) : undefined,
      ),
    )
    .groupBy(users.email, meetings.platform)
    .orderBy(users.email)
  return rows.flatMap(({ lastAt, ...row }) => (lastAt ? { ...row, lastAt } : []))
}

export async function loadDatabase({ db, now }: Pick<Core, 'db' | 'now'>): Promise<DatabaseFacts> {
  const { pending, isNewer } = await readMigrationState(db)
  const askedAt = now().getTime()
  const [row] = await db.execute<{ ms: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  )
  const between = (askedAt + now().getTime()) / 2
  return { pendingMigrations: pending, isNewer, aheadMs: Math.round((row?.ms ?? between) - between) }
}
