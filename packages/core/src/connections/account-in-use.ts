import { connections, sparePermissions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, isNotNull, ne, or } from 'drizzle-orm'
import type { Context } from '../context.ts'

/**
 * Whether another connection, or a permission that waits to become one, uses this account. Revoking would end theirs too:
 * at Google it ends every permission of the account for the whole installation.
 */
export async function accountInUse(
  ctx: Context,
  account: { platform: Platform; accountSubject: string },
  except: { connectionId?: string; sparePermissionId?: string },
): Promise<boolean> {
  const { platform, accountSubject } = account
  const used = await ctx.db.$count(
    connections,
    and(
      eq(connections.platform, platform),
      eq(connections.accountSubject, accountSubject),
      except.connectionId ? ne(connections.id, except.connectionId) : undefined,
      ne(connections.status, 'not_connected'),
      // One whose rooms still leave the platform needs its permission for that.
      or(ne(connections.status, 'disconnecting'), isNotNull(connections.reason)),
    ),
  )
  if (used > 0) return true
  const waiting = await ctx.db
    .select({ id: sparePermissions.id })
    .from(sparePermissions)
    .innerJoin(connections, eq(connections.id, sparePermissions.connectionId))
    .where(
      and(
        eq(connections.platform, platform),
        eq(sparePermissions.accountSubject, accountSubject),
        ne(sparePermissions.status, 'ending'),
        except.sparePermissionId ? ne(sparePermissions.id, except.sparePermissionId) : undefined,
      ),
    )
    .limit(1)
  return waiting.length > 0
}
