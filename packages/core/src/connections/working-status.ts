import type { connections } from '@foyer/db/schema'
import type { ConnectionStatus } from '@foyer/shared/connections'

/** From so long before its end on a permission is said to end soon. */
export const ENDS_SOON_MS = 3 * 24 * 60 * 60_000

/** What a connection that works is called now: `connected`, or `expiring` when its permission was given for a time that is nearly over. */
export function workingStatus(
  { permissionEndsAt }: Pick<typeof connections.$inferSelect, 'permissionEndsAt'>,
  now: Date,
): { status: ConnectionStatus; reason: string | null } {
  const endsSoon = permissionEndsAt !== null && permissionEndsAt.getTime() - now.getTime() < ENDS_SOON_MS
  return endsSoon ? { status: 'expiring', reason: 'permission_ends_soon' } : { status: 'connected', reason: null }
}
