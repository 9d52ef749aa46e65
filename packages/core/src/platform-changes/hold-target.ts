import type { Transaction } from '@foyer/db/client'
import { connections } from '@foyer/db/schema'
import { connectionIsUsable } from '@foyer/shared/connections'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'

/**
 * Whether links of a provider can be made on a platform. Its connection is held until the end of the transaction: whoever
 * disconnects it comes before all of it, or after.
 */
export async function holdTarget(ctx: Context, tx: Transaction, userId: string, platform: Platform): Promise<boolean> {
  const [connection] = await tx
    .select({ status: connections.status })
    .from(connections)
    .where(and(eq(connections.userId, userId), eq(connections.platform, platform)))
    .for('share')
  return ctx.platforms[platform] !== undefined && connection !== undefined && connectionIsUsable(connection.status)
}
