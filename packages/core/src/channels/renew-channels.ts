import { randomUUID } from 'node:crypto'
import { channels, connections, sparePermissions } from '@foyer/db/schema'
import { PlatformError } from '@foyer/meetings/platform'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, exists, gt, inArray, isNotNull, isNull, lte, max, ne, not, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { isHeldBack } from '../breakers/with-breakers.ts'
import { connectionWorks } from '../connections/connection-works.ts'
import { withAccessToken } from '../connections/with-access-token.ts'
import type { Context, Core } from '../context.ts'
import { runSweep } from '../sweeps/run-sweep.ts'
import { newChannelToken } from './channel-token.ts'
import { CHANNEL_TTL_MS, openChannel, type WantedChannel } from './open-channel.ts'
import { findWatchable, watchablePlatforms } from './watchable-platforms.ts'

/** A channel gets its successor this long before it runs out. */
const RENEW_BEFORE_MS = 24 * 60 * 60_000
/** A worker that dies while it asks leaves its channel to the next sweep after this. */
const ASKING_MS = 5 * 60_000
/** One after the other, so that a platform that is slow holds up nobody but this sweep. */
const MOST_PER_SWEEP = 50

/**
 * Sees to it that every account that works is watched for changes, where its platform can reach us: opens channels ahead of
 * the end of the ones before, closes those that have a successor, and forgets those of permissions that have ended. Returns
 * how many it opened or tried to.
 */
export const renewChannels = (core: Core): Promise<number> =>
  runSweep(core, 'expiring_channels', async (ctx) => {
    await forgetEnded(ctx)
    const wanted = await takeDue(ctx)
    for (const channel of wanted) await open(ctx, channel)
    await closeReplaced(ctx)
    return wanted.length
  })

/** What the platform has let run out, and what belongs to an account that nobody may call any more. */
async function forgetEnded({ db, now }: Context): Promise<void> {
  const isUsed = db
    .select({ one: sql`1` })
    .from(connections)
    .where(
      and(
        eq(connections.id, channels.connectionId),
        eq(connections.accountSubject, channels.accountSubject),
        or(connectionWorks(), eq(connections.status, 'disconnecting')),
      ),
    )
  // Whoever gives that permission back closes its channels first.
  const isGivenBack = db
    .select({ one: sql`1` })
    .from(sparePermissions)
    .where(
      and(
        eq(sparePermissions.connectionId, channels.connectionId),
        eq(sparePermissions.accountSubject, channels.accountSubject),
        eq(sparePermissions.status, 'ending'),
      ),
    )
  await db
    .delete(channels)
    .where(or(lte(channels.expiresAt, now()), and(not(exists(isUsed)), not(exists(isGivenBack)))))
}

/** Connections without a channel that lasts, and without a try that waits; each gets its row before anybody is asked. */
async function takeDue(ctx: Context): Promise<WantedChannel[]> {
  const names = watchablePlatforms(ctx)
  if (names.length === 0) return []
  const now = ctx.now()
  const isSeenTo = ctx.db
    .select({ one: sql`1` })
    .from(channels)
    .where(
      and(
        eq(channels.connectionId, connections.id),
        eq(channels.accountSubject, connections.accountSubject),
        or(
          and(isNotNull(channels.resourceId), gt(channels.expiresAt, new Date(now.getTime() + RENEW_BEFORE_MS))),
          gt(channels.nextAttemptAt, now),
        ),
      ),
    )
  return ctx.db.transaction(async (tx) => {
    const due = await tx
      .select({ id: connections.id, platform: connections.platform, accountSubject: connections.accountSubject })
      .from(connections)
      .where(and(inArray(connections.platform, names), connectionWorks(), not(exists(isSeenTo))))
      .orderBy(connections.id)
      .limit(MOST_PER_SWEEP)
      .for('no key update', { skipLocked: true })
    const wanted: WantedChannel[] = []
    for (const { id: connectionId, platform, accountSubject } of due) {
      if (accountSubject === null) continue
      const unopened = and(eq(channels.connectionId, connectionId), isNull(channels.resourceId))
      const [before] = await tx
        .select({ attempts: max(channels.attempts) })
        .from(channels)
        .where(unopened)
      await tx.delete(channels).where(unopened)
      const { token, tokenHash } = newChannelToken()
      const row = { id: randomUUID(), connectionId, attempts: (before?.attempts ?? 0) + 1 }
      await tx.insert(channels).values({
        ...row,
        accountSubject,
        tokenHash,
        expiresAt: new Date(now.getTime() + CHANNEL_TTL_MS),
        nextAttemptAt: new Date(now.getTime() + ASKING_MS),
      })
      wanted.push({ ...row, token, platform })
    }
    return wanted
  })
}

async function open(ctx: Context, wanted: WantedChannel): Promise<void> {
  const watchable = findWatchable(ctx, wanted.platform)
  // What waits for its turn after an outage is worth more.
  if (!watchable || (await isHeldBack(ctx, wanted))) return
  await openChannel(ctx, watchable, wanted)
}

/** Only once the successor was heard: until then the one before may be all that works. */
async function closeReplaced(ctx: Context): Promise<void> {
  const successors = alias(channels, 'successors')
  const replaced = await ctx.db
    .selectDistinct({
      id: channels.id,
      connectionId: channels.connectionId,
      resourceId: channels.resourceId,
      platform: connections.platform,
    })
    .from(channels)
    .innerJoin(connections, eq(connections.id, channels.connectionId))
    .innerJoin(
      successors,
      and(
        eq(successors.connectionId, channels.connectionId),
        eq(successors.accountSubject, channels.accountSubject),
        ne(successors.id, channels.id),
        gt(successors.expiresAt, channels.expiresAt),
        isNotNull(successors.provenAt),
      ),
    )
    .where(connectionWorks())
    .limit(MOST_PER_SWEEP)
  for (const { id, connectionId, resourceId, platform } of replaced) {
    await ctx.db.delete(channels).where(eq(channels.id, id))
    await close(ctx, { connectionId, platform, channelId: id, resourceId })
  }
}

async function close(
  ctx: Context,
  {
    connectionId,
    platform,
    channelId,
    resourceId,
  }: { connectionId: string; platform: Platform; channelId: string; resourceId: string | null },
): Promise<void> {
  const watchable = findWatchable(ctx, platform)
  if (!watchable || resourceId === null) return
  try {
    await withAccessToken(ctx, watchable.adapter, connectionId, (accessToken) =>
      watchable.watching.unwatch(accessToken, { channelId, resourceId }),
    )
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    ctx.log.info({ ...error.failure, connectionId }, 'a channel for changes was left to run out')
  }
}
