import type { Transaction } from '@foyer/db/client'
import { connections } from '@foyer/db/schema'
import { PlatformError, type PlatformFailure } from '@foyer/meetings/platform'
import { type ConnectionStatus, LOST_CONNECTION_STATUSES } from '@foyer/shared/connections'
import { and, eq, inArray, ne, notInArray, or, sql } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'

/** What only the provider's own disconnecting and connecting may change, whatever a late answer of the platform says. */
const ENDED: readonly ConnectionStatus[] = ['disconnecting', 'not_connected']

/** A permission that was to end about now is taken to have ended, and not to have been taken back. */
const CLOCKS_DIFFER_MS = 5 * 60_000

/**
 * Puts a connection into a status and records the change once; the same status and reason again is no change. What was
 * learned from a call changes nothing any more once the provider has disconnected.
 */
export async function markConnection(
  ctx: Context,
  tx: Transaction,
  connectionId: string,
  next: { status: ConnectionStatus; reason: string | null },
  /** Nothing is changed when the permission is another one by now, or the connection in none of these statuses. */
  still?: { permissionEndsAt?: Date | null; statuses?: readonly ConnectionStatus[] },
): Promise<void> {
  const now = ctx.now()
  const changed = await tx
    .update(connections)
    .set({ ...next, statusChangedAt: now, updatedAt: now })
    .where(
      and(
        eq(connections.id, connectionId),
        still?.permissionEndsAt ? eq(connections.permissionEndsAt, still.permissionEndsAt) : undefined,
        still?.statuses ? inArray(connections.status, [...still.statuses]) : undefined,
        ENDED.includes(next.status) ? undefined : notInArray(connections.status, [...ENDED]),
        or(ne(connections.status, next.status), sql`${connections.reason} is distinct from ${next.reason}`),
      ),
    )
    .returning({ id: connections.id })
  if (changed.length === 0) return
  await writeAudit(ctx, tx, {
    action: `connection.${next.status}`,
    subjectType: 'connection',
    subjectId: connectionId,
    data: { reason: next.reason },
  })
  // Whether the provider is told now or later depends on what waits for it.
  if (isLost(next.status)) await ctx.queue.enqueue(tx, 'notification.nudge', {})
}

const isLost = (status: ConnectionStatus) => LOST_CONNECTION_STATUSES.some((lost) => lost === status)

/**
 * Records that a permission was refused for good, or may not be used for a rule of the organisation. Where it was to be
 * given back anyway, nothing more can be taken away with it: what waits for that waits no longer.
 */
export async function markLost(
  ctx: Context,
  tx: Transaction,
  connectionId: string,
  failure: PlatformFailure,
): Promise<void> {
  const [connection] = await tx
    .select({ status: connections.status, permissionEndsAt: connections.permissionEndsAt })
    .from(connections)
    .where(eq(connections.id, connectionId))
    .for('no key update')
  // Whoever comes after only hears that it is lost; why and since when was written by the first.
  if (connection && isLost(connection.status)) return
  await markConnection(ctx, tx, connectionId, lostStatus(failure, connection?.permissionEndsAt ?? null, ctx.now()))
  await tx
    .update(connections)
    .set({ reason: null, updatedAt: ctx.now() })
    .where(and(eq(connections.id, connectionId), eq(connections.status, 'disconnecting')))
}

/** The status that a refused permission puts a connection into; by what is known of it, never by a message. */
function lostStatus(
  failure: PlatformFailure,
  permissionEndsAt: Date | null,
  now: Date,
): { status: ConnectionStatus; reason: string } {
  if (failure.scopeMissing) return { status: 'missing_permission', reason: 'permission_missing' }
  if (failure.cannotHost) return { status: 'cannot_host', reason: failure.code ?? 'not_allowed' }
  if (failure.kind === 'not_allowed') return { status: 'blocked_by_admin', reason: failure.code ?? 'not_allowed' }
  const hasEnded = permissionEndsAt !== null && permissionEndsAt.getTime() - now.getTime() < CLOCKS_DIFFER_MS
  if (hasEnded) return { status: 'expired', reason: 'permission_ended' }
  return { status: 'revoked', reason: failure.code ?? 'permission_refused' }
}

/** A refusal that is on the row already: whoever catches it has nothing more to write. */
export class SettledRefusal extends PlatformError {}
