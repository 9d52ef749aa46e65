import { connections, meetings, sessions } from '@foyer/db/schema'
import { type MarkedMeeting, type MeetingPlatform, PlatformError } from '@foyer/meetings/platform'
import { and, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import { withBreakers } from '../breakers/with-breakers.ts'
import { withAccessToken } from '../connections/with-access-token.ts'
import type { Context, Core } from '../context.ts'
import { ClaimLost, claimMeeting, releaseMeeting } from '../meetings/claim-meeting.ts'
import { findLoadedMeeting } from '../meetings/load-meeting.ts'
import { isOrphan } from './is-orphan.ts'
import { runSweep } from './run-sweep.ts'

const HOUR_MS = 3_600_000
const EVERY_MS = 24 * HOUR_MS
const AFTER_FAILURE_MS = HOUR_MS
/** How far ahead an account is looked through. */
const AHEAD_MS = 400 * EVERY_MS
/** One sweep looks through so many accounts, one after the other, so that a large installation is spread over the day. */
const MOST_PER_SWEEP = 25

type Due = Pick<typeof connections.$inferSelect, 'id' | 'userId' | 'platform'>

/**
 * Looks once a day through the accounts that work for objects of ours that no meeting points at any more, such as a late
 * answer leaves behind, and removes them without a word to the guests. Nothing else at the platform is touched. Returns
 * how many it removed.
 */
export const removeOrphans = (core: Core): Promise<number> =>
  runSweep(core, 'orphans', async (ctx) => {
    let removed = 0
    for (const connection of await takeDue(ctx)) removed += await lookThrough(ctx, connection)
    return removed
  })

/** The accounts that are due, marked as looked through so that no other worker takes them as well. */
function takeDue({ db, now }: Context): Promise<Due[]> {
  const due = db
    .select({ id: connections.id })
    .from(connections)
    .where(
      and(
        // An account in trouble is left in peace.
        inArray(connections.status, ['connected', 'expiring']),
        or(
          isNull(connections.orphansCheckedAt),
          lte(connections.orphansCheckedAt, new Date(now().getTime() - EVERY_MS)),
        ),
      ),
    )
    .orderBy(sql`${connections.orphansCheckedAt} nulls first`)
    .limit(MOST_PER_SWEEP)
    .for('no key update', { skipLocked: true })
  return db
    .update(connections)
    .set({ orphansCheckedAt: now() })
    .where(inArray(connections.id, due))
    .returning({ id: connections.id, userId: connections.userId, platform: connections.platform })
}

async function lookThrough(ctx: Context, connection: Due): Promise<number> {
  const platform = ctx.platforms[connection.platform]
  if (!platform) return 0
  const from = ctx.now()
  const range = { from, to: new Date(from.getTime() + AHEAD_MS) }
  try {
    const marked = await call(ctx, platform, connection, (token) => platform.listMeetings(token, range))
    let removed = 0
    for (const orphan of await pickOrphans(ctx, platform, connection, marked))
      if (await removeOrphan(ctx, platform, connection, orphan)) removed += 1
    return removed
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    ctx.log.info({ ...error.failure, connectionId: connection.id }, 'an account could not be looked through')
    const orphansCheckedAt = new Date(from.getTime() - EVERY_MS + AFTER_FAILURE_MS)
    await ctx.db.update(connections).set({ orphansCheckedAt }).where(eq(connections.id, connection.id))
    return 0
  }
}

const call = <Result>(
  ctx: Context,
  platform: MeetingPlatform,
  connection: Due,
  send: (accessToken: string) => Promise<Result>,
): Promise<Result> =>
  withBreakers(ctx, { connectionId: connection.id, platform: connection.platform }, null, () =>
    withAccessToken(ctx, platform, connection.id, send),
  )

async function pickOrphans(
  { db }: Context,
  platform: MeetingPlatform,
  connection: Due,
  marked: MarkedMeeting[],
): Promise<MarkedMeeting[]> {
  if (marked.length === 0) return []
  const owners = await db
    .select({ meeting: meetings, session: sessions })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(inArray(meetings.id, [...new Set(marked.map(({ meetingId }) => meetingId))]))
  const byId = new Map(owners.map((owner) => [owner.meeting.id, owner]))
  return marked.filter((one) => {
    const owner = byId.get(one.meetingId)
    return owner !== undefined && isOrphan(one, owner, connection, platform)
  })
}

/** Removes it while no worker can be at its meeting; false when one is, or when it turns out to be none after all. */
async function removeOrphan(
  ctx: Context,
  platform: MeetingPlatform,
  connection: Due,
  orphan: MarkedMeeting,
): Promise<boolean> {
  const { meetingId, externalId, generation } = orphan
  const claim = await claimMeeting(ctx, { meetingId, providerId: connection.userId })
  if (!claim || 'heldUntil' in claim) return false
  const owner = await findLoadedMeeting(ctx.db, meetingId)
  if (!owner) return false
  try {
    if (!isOrphan(orphan, owner, connection, platform)) return false
    await call(ctx, platform, connection, (token) =>
      // The session itself takes place or was called off in words of ours.
      platform.removeMeeting(token, externalId, { notifyAttendees: false }),
    )
    const data = { platform: connection.platform, generation, externalId }
    await ctx.db.transaction((tx) =>
      writeAudit(ctx, tx, { action: 'meeting.remove_orphan', subjectType: 'meeting', subjectId: meetingId, data }),
    )
    return true
  } finally {
    // A change that came meanwhile has a job of its own, which comes back when the claim has run out.
    await releaseMeeting(ctx, claim, owner.meeting.desiredVersion).catch(passOverLostClaim)
  }
}

function passOverLostClaim(error: unknown): void {
  if (!(error instanceof ClaimLost)) throw error
}
