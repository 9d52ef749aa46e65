import type { Queryable } from '@foyer/db/client'
import { connections, providers } from '@foyer/db/schema'
import { connectionIsUsable } from '@foyer/shared/connections'
import { PLATFORMS, type Platform } from '@foyer/shared/platforms'
import { asc, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'

/**
 * Where a provider's new services meet: what they chose, else the platform they connected first and that can be used,
 * else the first that is set up here. Never one that is not; null where none is.
 */
export async function findDefaultPlatform(ctx: Context, db: Queryable, userId: string): Promise<Platform | null> {
  const isAvailable = (platform: Platform) => ctx.platforms[platform] !== undefined
  const [provider] = await db
    .select({ chosen: providers.defaultPlatform })
    .from(providers)
    .where(eq(providers.id, userId))
  if (provider?.chosen && isAvailable(provider.chosen)) return provider.chosen
  const connected = await db
    .select({ platform: connections.platform, status: connections.status })
    .from(connections)
    .where(eq(connections.userId, userId))
    .orderBy(asc(connections.createdAt), asc(connections.platform))
  const first = connected.find(({ platform, status }) => isAvailable(platform) && connectionIsUsable(status))
  return first?.platform ?? PLATFORMS.find(isAvailable) ?? null
}
