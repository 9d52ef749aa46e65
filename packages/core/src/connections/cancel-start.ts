import { connectionFlows } from '@foyer/db/schema'
import type { ConnectionDto } from '@foyer/shared/connections'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { actingProvider } from './acting-provider.ts'
import { getConnection } from './list-connections.ts'

/** Gives up the authorizations that the provider has begun for a platform: an answer to one of them is refused from now on. */
export async function cancelStart(ctx: Context, { platform }: { platform: Platform }): Promise<ConnectionDto> {
  const userId = actingProvider(ctx)
  await ctx.db
    .delete(connectionFlows)
    .where(and(eq(connectionFlows.userId, userId), eq(connectionFlows.platform, platform)))
  return getConnection(ctx, userId, platform)
}
