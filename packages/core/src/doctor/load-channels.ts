import { channels, connections, users } from '@foyer/db/schema'
import { NEWS_PATHS } from '@foyer/shared/news'
import { PLATFORMS, type Platform } from '@foyer/shared/platforms'
import { and, asc, eq, gt } from 'drizzle-orm'
import { findWatchable } from '../channels/watchable-platforms.ts'
import { connectionWorks } from '../connections/connection-works.ts'
import type { Core } from '../context.ts'
import type { ChannelFacts } from './judge-channels.ts'

/** Platforms try a channel out as soon as it is open. */
const TRIED_OUT_MS = 10 * 60_000
const PATHS: Partial<Record<Platform, string>> = NEWS_PATHS

type Reader = Pick<Core, 'db' | 'now' | 'platforms'> & { config: Pick<Core['config'], 'appUrl'> }

/** The platforms that can tell of changes, each with its channels; of one provider, or all. */
export async function loadChannels(ctx: Reader, providerId: string | null): Promise<ChannelFacts[]> {
  const rows = await ctx.db
    .select({ channel: channels, platform: connections.platform, provider: users.email })
    .from(channels)
    .innerJoin(connections, eq(connections.id, channels.connectionId))
    .innerJoin(users, eq(users.id, connections.userId))
    .where(
      and(
        gt(channels.expiresAt, ctx.now()),
        connectionWorks(),
        providerId ? eq(connections.userId, providerId) : undefined,
      ),
    )
    .orderBy(asc(users.email), asc(channels.createdAt))
  const triedOutBy = new Date(ctx.now().getTime() - TRIED_OUT_MS)
  return PLATFORMS.filter((platform) => ctx.platforms[platform]?.watching).map((platform) => {
    const own = rows.filter((row) => row.platform === platform)
    const open = own.filter(({ channel }) => channel.resourceId !== null)
    return {
      platform,
      address: `${ctx.config.appUrl}${PATHS[platform] ?? ''}`,
      isReachable: findWatchable(ctx, platform) !== null,
      open: open.length,
      silent: open.filter(({ channel }) => channel.provenAt === null && channel.createdAt < triedOutBy).length,
      refused: own.flatMap(({ channel: { refusal, nextAttemptAt }, provider }) =>
        refusal && nextAttemptAt ? { provider, code: refusal, nextAttemptAt } : [],
      ),
    }
  })
}
