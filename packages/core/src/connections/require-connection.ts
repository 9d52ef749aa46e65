import type { Queryable } from '@foyer/db/client'
import { connections } from '@foyer/db/schema'
import { connectionIsUsable } from '@foyer/shared/connections'
import { FoyerError } from '@foyer/shared/errors'
import { PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'

/** Whether the provider has a connection on which meetings can be made now. */
export async function hasUsableConnection(db: Queryable, userId: string, platform: Platform): Promise<boolean> {
  const [connection] = await db
    .select({ status: connections.status })
    .from(connections)
    .where(and(eq(connections.userId, userId), eq(connections.platform, platform)))
  return connection !== undefined && connectionIsUsable(connection.status)
}

/** What to say and where to lead when a platform is not connected. */
export function connectionNeed(platform: Platform) {
  const label = platform === 'custom_room' ? 'Set up your own room' : `Connect ${PLATFORM_NAMES[platform]}`
  return {
    message: `${label} first, so that links can be made.`,
    action: { label, path: '/dashboard/integrations' },
  }
}

/**
 * Refuses with `connection_required` and the way to the integrations page when links could not be made; under the
 * policy `warn` it lets the caller go on, and the meeting will say that it is blocked.
 */
export async function requireConnection(
  ctx: Context,
  db: Queryable,
  need: { userId: string; platform: Platform },
): Promise<void> {
  if (ctx.config.connectionPolicy === 'warn') return
  if (await hasUsableConnection(db, need.userId, need.platform)) return
  throw new FoyerError('connection_required', { ...connectionNeed(need.platform), field: 'platform' })
}
