import { connections } from '@foyer/db/schema'
import { PlatformError } from '@foyer/meetings/platform'
import type { ConnectionDto } from '@foyer/shared/connections'
import { FoyerError } from '@foyer/shared/errors'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { actingProvider, platformOf } from './acting-provider.ts'
import { getConnection } from './list-connections.ts'
import { markConnection } from './mark-connection.ts'
import { withAccessToken } from './with-access-token.ts'

/**
 * Asks the platform whether meetings could be made now and writes what it learned. One that does not answer leaves
 * the connection usable and says so; only a refused permission breaks it.
 */
export async function testConnection(ctx: Context, input: { platform: Platform }): Promise<ConnectionDto> {
  const userId = actingProvider(ctx)
  const platform = platformOf(ctx, input.platform)
  const [connection] = await ctx.db
    .select({ id: connections.id, status: connections.status })
    .from(connections)
    .where(and(eq(connections.userId, userId), eq(connections.platform, input.platform)))
  if (!connection || connection.status === 'not_connected' || connection.status === 'disconnecting')
    throw new FoyerError('connection_not_found')
  try {
    await withAccessToken(ctx, platform, connection.id, (accessToken) => platform.probe(accessToken))
    await ctx.db.transaction(async (tx) => {
      await tx.update(connections).set({ checkedAt: ctx.now() }).where(eq(connections.id, connection.id))
      await markConnection(ctx, tx, connection.id, { status: 'connected', reason: null })
    })
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    const { kind } = error.failure
    if (kind !== 'connection_lost') {
      const status = kind === 'rate_limited' ? 'rate_limited' : 'degraded'
      await ctx.db.transaction((tx) => markConnection(ctx, tx, connection.id, { status, reason: kind }))
    }
  }
  return getConnection(ctx, userId, input.platform)
}
