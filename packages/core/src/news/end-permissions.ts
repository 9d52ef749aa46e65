import { connectionSecrets, connections, sparePermissions } from '@foyer/db/schema'
import { PERMISSION_TAKEN_BACK } from '@foyer/shared/connections'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, inArray, lte } from 'drizzle-orm'
import { markLost } from '../connections/mark-connection.ts'
import { lockConnection } from '../connections/secrets.ts'
import type { Context } from '../context.ts'

/** As exact as platforms date things. */
const SECOND = 1000

interface EndedPermission {
  platform: Platform
  accountSubject: string
  /** By the platform's clock. */
  endedAt: Date
}

/**
 * Ends every connection whose account took its permission back at the platform, and erases the tokens. One that was given
 * anew since stays: it is only looked at soon, because clocks differ. Returns how many connections it concerned.
 */
export async function endPermissions(ctx: Context, ended: EndedPermission): Promise<number> {
  const found = await ctx.db
    .select({ id: connections.id })
    .from(connections)
    .where(and(eq(connections.platform, ended.platform), eq(connections.accountSubject, ended.accountSubject)))
    .orderBy(connections.id)
  for (const { id } of found) await endOne(ctx, id, ended)
  await eraseSpares(ctx, ended)
  return found.length
}

async function endOne(ctx: Context, id: string, { accountSubject, endedAt }: EndedPermission): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockConnection(tx, id)
    const [connection] = await tx
      .select()
      .from(connections)
      .where(and(eq(connections.id, id), eq(connections.accountSubject, accountSubject)))
    // Another account has taken its place since it was found.
    if (!connection) return
    const { permissionGivenAt } = connection
    if (permissionGivenAt && permissionGivenAt.getTime() >= endedAt.getTime() + SECOND) {
      await tx.update(connections).set({ checkedAt: null }).where(eq(connections.id, id))
      await ctx.queue.enqueue(tx, 'connection.probe', {})
      return
    }
    await tx.delete(connectionSecrets).where(eq(connectionSecrets.connectionId, id))
    await markLost(ctx, tx, id, { kind: 'connection_lost', code: PERMISSION_TAKEN_BACK })
  })
}

/** Permissions of the same account that wait beside a connection ended with it. */
async function eraseSpares(ctx: Context, { platform, accountSubject, endedAt }: EndedPermission): Promise<void> {
  const ofPlatform = ctx.db.select({ id: connections.id }).from(connections).where(eq(connections.platform, platform))
  await ctx.db
    .delete(sparePermissions)
    .where(
      and(
        inArray(sparePermissions.connectionId, ofPlatform),
        eq(sparePermissions.accountSubject, accountSubject),
        lte(sparePermissions.createdAt, endedAt),
      ),
    )
}
