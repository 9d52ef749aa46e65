import { connections } from '@foyer/db/schema'
import type { ConnectionDto } from '@foyer/shared/connections'
import { FoyerError } from '@foyer/shared/errors'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq } from 'drizzle-orm'
import { letProbeThrough } from '../breakers/let-probe-through.ts'
import type { Context } from '../context.ts'
import { actingProvider, platformOf } from './acting-provider.ts'
import { getConnection } from './list-connections.ts'
import { probeConnection } from './probe-connection.ts'

/** Looks at one's own connection now. Throws `connection_not_found` and `platform_unavailable`. */
export async function testConnection(ctx: Context, input: { platform: Platform }): Promise<ConnectionDto> {
  const userId = actingProvider(ctx)
  const platform = platformOf(ctx, input.platform)
  const [connection] = await ctx.db
    .select({ id: connections.id, status: connections.status })
    .from(connections)
    .where(and(eq(connections.userId, userId), eq(connections.platform, input.platform)))
  if (!connection || connection.status === 'not_connected' || connection.status === 'disconnecting')
    throw new FoyerError('connection_not_found')
  await ctx.db.transaction((tx) => letProbeThrough(ctx, tx, { userId, platform: input.platform }))
  await probeConnection(ctx, platform, connection.id)
  return getConnection(ctx, userId, input.platform)
}
