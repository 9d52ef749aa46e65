import type { Transaction } from '@foyer/db/client'
import { meetings, sessions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, gt, isNotNull, ne, or, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { noteRepair } from './repair-progress.ts'

/** Of one platform, or of every platform. */
interface Whose {
  userId: string
  platform?: Platform | undefined
}

const isComing = (ctx: Context, { userId, platform }: Whose) =>
  and(
    eq(sessions.providerId, userId),
    gt(sessions.endsAt, ctx.now()),
    platform ? eq(meetings.platform, platform) : undefined,
  )

const lacksLink = and(
  eq(sessions.status, 'scheduled'),
  eq(meetings.source, 'platform'),
  ne(meetings.status, 'ready'),
  // What the provider removed waits for the provider's own word.
  sql`${meetings.reason} is distinct from 'removed_by_hand'`,
)

/** Its link is still that of the platform of before, because this one could not make its own. */
const isChanging = and(eq(sessions.status, 'scheduled'), isNotNull(meetings.oldPlace))

/** Called off, or given a link by hand, while the platform could not be reached: the old room may still be there. */
const mayBeLeftOver = or(
  and(eq(sessions.status, 'cancelled'), ne(meetings.status, 'cancelled')),
  and(eq(meetings.source, 'manual'), or(isNotNull(meetings.externalId), eq(meetings.outcomeUnknown, true))),
)

/**
 * Wants every coming meeting again that has no link, or should be gone and may not be, for instance in the transaction
 * that mended the connection. Returns how many links are on their way.
 */
export async function repairMeetings(ctx: Context, tx: Transaction, whose: Whose): Promise<number> {
  const found = await tx
    .select({
      sessionId: sessions.id,
      platform: meetings.platform,
      status: sessions.status,
      source: meetings.source,
      link: meetings.status,
    })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(and(isComing(ctx, whose), or(lacksLink, isChanging, mayBeLeftOver)))
    .orderBy(sessions.startsAt, sessions.id)
  for (const { sessionId, platform } of found) await wantMeeting(ctx, tx, { sessionId, platform })
  const missing = found.filter(
    ({ status, source, link }) => status === 'scheduled' && source === 'platform' && link !== 'ready',
  )
  await noteRepair(ctx, tx, whose.userId, missing)
  return missing.length
}

/** The coming sessions whose link waits for this platform, the first one first, with the reason. */
export const listWaiting = (ctx: Context, userId: string, platform: Platform) =>
  ctx.db
    .select({ startsAt: sessions.startsAt, reason: meetings.reason })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(and(isComing(ctx, { userId, platform }), lacksLink))
    .orderBy(sessions.startsAt)
