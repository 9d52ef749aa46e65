import type { Instant } from './instants.ts'
import type { Platform } from './platforms.ts'

export const CONNECTION_STATUSES = [
  'not_connected',
  'connecting',
  'connect_denied',
  'connect_wrong_account',
  'missing_permission',
  'connected',
  'checking',
  'degraded',
  'rate_limited',
  'expiring',
  'expired',
  'revoked',
  'blocked_by_admin',
  'disconnecting',
] as const
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number]

/** Statuses in which a platform may be called; the others need somebody first. */
export const USABLE_CONNECTION_STATUSES: readonly ConnectionStatus[] = [
  'connected',
  'checking',
  'degraded',
  'rate_limited',
  'expiring',
]

/** Whether meetings can be made with a connection in this status. */
export const connectionIsUsable = (status: ConnectionStatus): boolean => USABLE_CONNECTION_STATUSES.includes(status)

export interface ConnectionDto {
  platform: Platform
  status: ConnectionStatus
  accountEmail: string | null
  scopes: string[]
  reason: string | null
  checkedAt: Instant | null
  /** Coming sessions that wait for this connection. */
  sessionsAffected: number
  /** Start of the first of them. */
  firstAffectedAt: Instant | null
  /** Since when it is in this status. */
  statusChangedAt: Instant | null
  /** False for platforms that this installation has not been set up for. */
  available: boolean
}

export const DISCONNECT_POLICIES = ['keep', 'remove', 'move'] as const
export type DisconnectPolicy = (typeof DISCONNECT_POLICIES)[number]
