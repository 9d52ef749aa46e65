import { connections, sparePermissions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, inArray, lte } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { endConnection, type PermissionEnd } from './end-connection.ts'

interface EndedPermission extends PermissionEnd {
  platform: Platform
  accountSubject: string
}

/** Ends every connection whose account took its permission back at the platform. Returns how many it concerned. */
export async function endPermissions(ctx: Context, ended: EndedPermission): Promise<number> {
  const found = await ctx.db
    .select({ id: connections.id })
    .from(connections)
    .where(and(eq(connections.platform, ended.platform), eq(connections.accountSubject, ended.accountSubject)))
    .orderBy(connections.id)
  // Another account may have taken its place since it was found.
  for (const { id } of found)
    await endConnection(ctx, id, ended, ({ connection }) => connection.accountSubject === ended.accountSubject)
  await eraseSpares(ctx, ended)
  return found.length
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
