import { connections } from '@foyer/db/schema'
import type { DisconnectInput } from '@foyer/shared/connection-schema'
import type { ConnectionDto } from '@foyer/shared/connections'
import { FoyerError } from '@foyer/shared/errors'
import { and, eq, ne } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { actingProvider } from './acting-provider.ts'
import { getConnection } from './list-connections.ts'
import { markConnection } from './mark-connection.ts'

/**
 * Ends a connection: it is out of use at once, and a job ends the permission at the platform and wipes the tokens.
 * Links that are there stay as they are.
 */
export async function disconnectPlatform(ctx: Context, input: DisconnectInput): Promise<ConnectionDto> {
  const userId = actingProvider(ctx)
  if (input.futureMeetings !== 'keep')
    throw new FoyerError('input_invalid', { field: 'futureMeetings', message: 'Only "keep" is offered here.' })
  await ctx.db.transaction(async (tx) => {
    const [connection] = await tx
      .select({ id: connections.id })
      .from(connections)
      .where(
        and(
          eq(connections.userId, userId),
          eq(connections.platform, input.platform),
          ne(connections.status, 'not_connected'),
        ),
      )
      .for('update')
    if (!connection) throw new FoyerError('connection_not_found')
    await markConnection(ctx, tx, connection.id, { status: 'disconnecting', reason: null })
    await ctx.queue.enqueue(tx, 'connection.revoke', { connectionId: connection.id, attempt: 1 })
  })
  return getConnection(ctx, userId, input.platform)
}
