import type { ConnectionStatus } from '@foyer/shared/connections'
import type { DoorState } from '../../ui/door.tsx'

/** How a connection stands, to somebody who looks after all of them. A new status does not compile without its words. */
export const CONNECTION_STATES: Record<ConnectionStatus, { door: DoorState; words: string }> = {
  not_connected: { door: 'none', words: 'Not connected' },
  connecting: { door: 'preparing', words: 'Connecting' },
  connect_denied: { door: 'none', words: 'Not given' },
  connect_wrong_account: { door: 'needs', words: 'Another account' },
  missing_permission: { door: 'needs', words: 'Permission missing' },
  connected: { door: 'ready', words: 'Connected' },
  checking: { door: 'preparing', words: 'Checking' },
  degraded: { door: 'preparing', words: 'Platform is slow' },
  rate_limited: { door: 'preparing', words: 'Limit reached' },
  expiring: { door: 'needs', words: 'Ends soon' },
  expired: { door: 'needs', words: 'Expired' },
  revoked: { door: 'needs', words: 'Permission ended' },
  blocked_by_admin: { door: 'needs', words: 'Not allowed' },
  cannot_host: { door: 'needs', words: 'Cannot host' },
  disconnecting: { door: 'preparing', words: 'Disconnecting' },
}
