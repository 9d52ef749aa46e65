import { connections, notifications } from '@foyer/db/schema'
import type { ById } from '@foyer/shared/common-schema'
import { FoyerError } from '@foyer/shared/errors'
import { and, eq, gt, sql } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { INTEGRATIONS_PATH } from '../connections/start-connection.ts'
import type { Context } from '../context.ts'
import { isLost, nudgeTitle } from './connection-words.ts'
import { notify } from './notify.ts'
import { countWaiting } from './waiting-sessions.ts'

/** Nobody is told of the same twice within this time, whether by itself or because an admin asks. */
const PAUSE_MS = 3_600_000

/**
 * Tells a provider once more, by notice and mail, that a connection was lost and how to mend it. Throws `role_required`,
 * `connection_not_found`, `connection_works`, or `provider_told` when that was done within the hour.
 */
export async function askToReconnect(ctx: Context, { id }: ById): Promise<{ ok: true }> {
  requireRole(ctx, 'admin')
  await ctx.db.transaction(async (tx) => {
    // Two admins who ask at once come one after the other.
    const [connection] = await tx.select().from(connections).where(eq(connections.id, id)).for('no key update')
    if (!connection) throw new FoyerError('connection_not_found', { message: 'There is no such connection.' })
    if (!isLost(connection)) throw new FoyerError('connection_works')
    const now = ctx.now()
    const toldLately = await tx.$count(
      notifications,
      and(
        eq(notifications.userId, connection.userId),
        eq(notifications.kind, 'connection_lost'),
        gt(notifications.createdAt, new Date(now.getTime() - PAUSE_MS)),
        sql`${notifications.data} ->> 'connectionId' = ${id}`,
      ),
    )
    if (toldLately > 0) throw new FoyerError('provider_told')
    const waiting = await countWaiting(tx, connection, now)
    await notify(ctx, tx, {
      userId: connection.userId,
      kind: 'connection_lost',
      dedupeKey: `connection_lost:${id}:${connection.statusChangedAt.getTime()}:asked:${now.getTime()}`,
      title: nudgeTitle(connection, waiting.count),
      path: INTEGRATIONS_PATH,
      data: {
        connectionId: id,
        lostSince: connection.statusChangedAt.toISOString(),
        ...(waiting.firstAt && { startsAt: waiting.firstAt.toISOString() }),
      },
    })
    await writeAudit(ctx, tx, { action: 'connection.ask_to_reconnect', subjectType: 'connection', subjectId: id })
  })
  return { ok: true }
}
