import { connectionSecrets, connections } from '@foyer/db/schema'
import { ACCOUNT_CLOSED, PERMISSION_TAKEN_BACK } from '@foyer/shared/connections'
import { eq } from 'drizzle-orm'
import { markLost } from '../connections/mark-connection.ts'
import { lockConnection } from '../connections/secrets.ts'
import type { Context } from '../context.ts'

/** As exact as platforms date things. */
const SECOND = 1000

const REASONS = { taken_back: PERMISSION_TAKEN_BACK, account_closed: ACCOUNT_CLOSED } as const

export interface PermissionEnd {
  /** By the platform's clock. */
  endedAt: Date
  cause?: keyof typeof REASONS | undefined
}

/**
 * Ends a connection whose permission has ended at the platform, and erases the tokens. One that was given anew since stays:
 * it is only looked at soon, because clocks differ. `isMeant` is asked again under the lock.
 */
export async function endConnection(
  ctx: Context,
  id: string,
  { endedAt, cause = 'taken_back' }: PermissionEnd,
  isMeant: (found: {
    connection: typeof connections.$inferSelect
    secret: typeof connectionSecrets.$inferSelect | null
  }) => boolean,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockConnection(tx, id)
    const [found] = await tx
      .select({ connection: connections, secret: connectionSecrets })
      .from(connections)
      .leftJoin(connectionSecrets, eq(connectionSecrets.connectionId, connections.id))
      .where(eq(connections.id, id))
    if (!found || !isMeant(found)) return
    const { permissionGivenAt } = found.connection
    if (permissionGivenAt && permissionGivenAt.getTime() >= endedAt.getTime() + SECOND) {
      await tx.update(connections).set({ checkedAt: null }).where(eq(connections.id, id))
      await ctx.queue.enqueue(tx, 'connection.probe', {})
      return
    }
    await tx.delete(connectionSecrets).where(eq(connectionSecrets.connectionId, id))
    await markLost(ctx, tx, id, { kind: 'connection_lost', code: REASONS[cause] })
  })
}
