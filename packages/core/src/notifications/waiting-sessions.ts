import type { Queryable } from '@foyer/db/client'
import { meetings, sessions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, asc, eq, gt } from 'drizzle-orm'
import { withoutLink } from '../admin/without-link.ts'

/** How many coming sessions have no link, and when the first of them begins. */
export interface WaitingSessions {
  count: number
  firstAt: Date | null
}

/** The sessions of a provider that have not begun and lack a link of this platform. */
export async function countWaiting(
  db: Queryable,
  { userId, platform }: { userId: string; platform: Platform },
  now: Date,
): Promise<WaitingSessions> {
  const starts = await db
    .select({ startsAt: sessions.startsAt })
    .from(sessions)
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(
      and(
        eq(sessions.providerId, userId),
        eq(sessions.status, 'scheduled'),
        gt(sessions.startsAt, now),
        eq(meetings.platform, platform),
        withoutLink,
      ),
    )
    .orderBy(asc(sessions.startsAt))
  return { count: starts.length, firstAt: starts[0]?.startsAt ?? null }
}
