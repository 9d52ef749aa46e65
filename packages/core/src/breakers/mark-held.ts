import type { Transaction } from '@foyer/db/client'
import { connections } from '@foyer/db/schema'
import { type ConnectionStatus, USABLE_CONNECTION_STATUSES } from '@foyer/shared/connections'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { markConnection } from '../connections/mark-connection.ts'
import { workingStatus } from '../connections/working-status.ts'
import type { Context } from '../context.ts'
import type { Breaker } from './decide-breaker.ts'

/** Statuses that say no more than that the platform does not answer well; an answer ends them. */
export const TROUBLED_STATUSES: readonly ConnectionStatus[] = ['degraded', 'rate_limited']

/**
 * Shows on the connection that calls are held back and until when; null: that they go through again. A connection that
 * needs somebody keeps saying so.
 */
export async function markHeld(
  ctx: Context,
  tx: Transaction,
  connectionId: string,
  breaker: Breaker | null,
): Promise<void> {
  const isOurs = eq(connections.id, connectionId)
  if (breaker) {
    const { openUntil: resumesAt, reason } = breaker
    const status = reason === 'rate_limited' ? 'rate_limited' : 'degraded'
    await markConnection(ctx, tx, connectionId, { status, reason }, { statuses: USABLE_CONNECTION_STATUSES })
    const isNews = sql`${connections.resumesAt} is distinct from ${resumesAt?.toISOString() ?? null}`
    await tx.update(connections).set({ resumesAt }).where(and(isOurs, isNews))
    return
  }
  await tx
    .update(connections)
    .set({ resumesAt: null })
    .where(and(isOurs, isNotNull(connections.resumesAt)))
  const [connection] = await tx
    .select({ permissionEndsAt: connections.permissionEndsAt })
    .from(connections)
    .where(isOurs)
  if (!connection) return
  const next = workingStatus(connection, ctx.now())
  await markConnection(ctx, tx, connectionId, next, { statuses: TROUBLED_STATUSES })
}
