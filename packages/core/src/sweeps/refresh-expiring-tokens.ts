import { connectionSecrets, connections, meetings, sessions } from '@foyer/db/schema'
import { PlatformError } from '@foyer/meetings/platform'
import { and, asc, eq, exists, gt, isNotNull, lt, lte, sql } from 'drizzle-orm'
import { isHeldBack } from '../breakers/with-breakers.ts'
import { connectionWorks } from '../connections/connection-works.ts'
import { withAccessToken } from '../connections/with-access-token.ts'
import type { Context, Core } from '../context.ts'
import { runSweep } from './run-sweep.ts'

const MINUTE = 60_000
/** Tokens are renewed somewhere between these before they run out, so that those given together do not end together. */
const LATEST_MS = 3 * MINUTE
const EARLIEST_MS = 10 * MINUTE
/** Only for whom a session begins within this time: others are renewed when they are used. */
const NEAR_MS = 6 * 60 * MINUTE
/** One after the other, so that a platform that is slow holds up nobody but this sweep. */
const MOST_PER_SWEEP = 50

/**
 * Renews access tokens shortly before they run out where a session is near, so that no change waits for that, and a
 * permission that was taken back is noticed while there is time. Returns how many it renewed or tried to.
 */
export const refreshExpiringTokens = (core: Core): Promise<number> =>
  runSweep(core, 'expiring_tokens', async (ctx) => {
    const expiring = await listExpiring(ctx)
    for (const { id, platform } of expiring) await renew(ctx, id, platform)
    return expiring.length
  })

async function listExpiring({ db, now, random }: Context) {
  const at = now().getTime()
  const isNear = db
    .select({ one: sql`1` })
    .from(sessions)
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(
      and(
        eq(sessions.providerId, connections.userId),
        eq(meetings.platform, connections.platform),
        eq(sessions.status, 'scheduled'),
        gt(sessions.startsAt, new Date(at)),
        lt(sessions.startsAt, new Date(at + NEAR_MS)),
      ),
    )
  const rows = await db
    .select({
      id: connections.id,
      platform: connections.platform,
      expiresAt: connectionSecrets.accessTokenExpiresAt,
    })
    .from(connections)
    .innerJoin(connectionSecrets, eq(connectionSecrets.connectionId, connections.id))
    .where(
      and(
        connectionWorks(),
        isNotNull(connectionSecrets.refreshToken),
        lte(connectionSecrets.accessTokenExpiresAt, new Date(at + EARLIEST_MS)),
        exists(isNear),
      ),
    )
    .orderBy(asc(connectionSecrets.accessTokenExpiresAt))
    .limit(MOST_PER_SWEEP)
  const isDue = ({ expiresAt }: { expiresAt: Date }) =>
    expiresAt.getTime() - at <= LATEST_MS + random() * (EARLIEST_MS - LATEST_MS)
  return rows.filter(isDue)
}

/** Under the lease that every user of the token takes: whoever else needs it now waits for this, or this for them. */
async function renew(
  ctx: Context,
  connectionId: string,
  name: typeof connections.$inferSelect.platform,
): Promise<void> {
  const platform = ctx.platforms[name]
  // The next use renews it as well, as one of the few calls that go through then.
  if (!platform || (await isHeldBack(ctx, { connectionId, platform: name }))) return
  try {
    await withAccessToken(ctx, platform, connectionId, () => Promise.resolve(), { renewBeforeMs: EARLIEST_MS })
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    // What it means was written to the connection, or the next use of the token finds out.
    ctx.log.info({ ...error.failure, connectionId }, 'a token could not be renewed ahead')
  }
}
