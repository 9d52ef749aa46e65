import type { Instant } from './instants.ts'
import type { MeetingReason } from './meetings.ts'
import { PLATFORMS, type Platform } from './platforms.ts'

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
  'cannot_host',
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

/** Statuses of a permission that was lost without the provider's doing, and that only somebody else than Foyer brings back. */
export const LOST_CONNECTION_STATUSES = [
  'missing_permission',
  'expired',
  'revoked',
  'blocked_by_admin',
  'cannot_host',
] as const
export type LostConnectionStatus = (typeof LOST_CONNECTION_STATUSES)[number]

/** The reason of a connection whose account may make and change no more rooms before the day is over, by the platform's count. */
export const DAILY_LIMIT = 'daily_limit'

/** The reason of a connection whose owner took the permission back at the platform, which told us so. */
export const PERMISSION_TAKEN_BACK = 'permission_taken_back'

/** The reason of a connection whose account was closed or locked at the platform, which told us so. */
export const ACCOUNT_CLOSED = 'account_closed'

/** What becomes of a permission that a connection does not use. */
export const SPARE_PERMISSION_STATUSES = ['offered', 'chosen', 'ending'] as const

/**
 * What a platform may be allowed beyond making meetings, asked for one at a time and never needed for a link:
 * `busy_times` is when the provider's own calendar is busy, `room_settings` how the rooms behave.
 */
export const PLATFORM_PERMISSIONS = ['busy_times', 'room_settings'] as const
export type PlatformPermission = (typeof PLATFORM_PERMISSIONS)[number]

/** `isLost`: the provider gave it, and the platform no longer says so. */
export interface PermissionDto {
  permission: PlatformPermission
  granted: boolean
  isLost: boolean
}

const REMOVING = 'removing_meetings'

/** The reason of a connection whose rooms leave the old account before another one takes its place. */
export const SWITCHING_ACCOUNT = 'switching_account'

/** The reason of a connection that ends only after its coming meetings have left the platform, for another one or for none. */
export const leavingReason = (to: Platform | null): string => (to ? `moving_to_${to}` : REMOVING)

/**
 * Whether the coming meetings of a connection are being taken away before its permission is given back, and where they
 * go; null for every other connection.
 */
export function meetingsLeaving(connection: {
  status: ConnectionStatus
  reason?: string | null | undefined
}): { to: Platform | null } | null {
  const { status, reason } = connection
  if (status !== 'disconnecting' || !reason) return null
  if (reason === REMOVING || reason === SWITCHING_ACCOUNT) return { to: null }
  const to = PLATFORMS.find((platform) => reason === leavingReason(platform))
  return to ? { to } : null
}

/** How far a repair is. `stuck` are sessions that wait for somebody, with the reason; the others are under way. */
export interface RepairProgress {
  total: number
  ready: number
  startedAt: Instant
  stuck: { sessionId: string; title: string; startsAt: Instant; reason: MeetingReason | null }[]
}

export interface ConnectionDto {
  platform: Platform
  status: ConnectionStatus
  accountEmail: string | null
  /** What people know it by where it has no e-mail: the host of a room of one's own. */
  accountLabel: string | null
  scopes: string[]
  /** What this platform can be allowed besides, given or not; empty where there is nothing of the kind. */
  permissions: PermissionDto[]
  reason: string | null
  /** When calls go through again, while they are held back for an account or a platform that does not answer well. */
  resumesAt: Instant | null
  checkedAt: Instant | null
  /** Coming sessions that wait for this connection. */
  sessionsAffected: number
  /** Those among them that wait for somebody; the others become ready by themselves. */
  sessionsBlocked: number
  /** Start of the first of them. */
  firstAffectedAt: Instant | null
  /** Those among them that wait and whose backup could take over now. */
  sessionsWithBackup: number
  /** Sessions that have not begun and have, or may have, a room on this platform. */
  sessionsAhead: number
  /** Since when it is in this status. */
  statusChangedAt: Instant | null
  /** While a consent page is open in another window and nothing is connected: until when its answer is awaited. */
  connectingUntil: Instant | null
  /** Another account that was signed in with. `offered`: the provider has to say which one it is to be. */
  otherAccount: { email: string; step: 'offered' | 'switching'; until: Instant } | null
  /** When the platform ends the permission by itself; null where it names no end. */
  permissionEndsAt: Instant | null
  /** The platform refuses the set-up of this installation; never the provider's to mend. */
  isSetUpRefused: boolean
  /** What the account has made and changed of what it may in a day of UTC; null where there is no such limit. */
  writesToday: { used: number; most: number } | null
  /** How far the links are that are made again since the connection was mended; null when there is nothing to tell. */
  repair: RepairProgress | null
  /** What an administrator has to allow, while one has to. */
  adminRequest: { clientId: string; scopes: string[] } | null
  /** New services meet here, unless they say otherwise. */
  isDefault: boolean
  /** False for platforms that this installation has not been set up for. */
  available: boolean
}

export const DISCONNECT_POLICIES = ['keep', 'remove', 'move'] as const
export type DisconnectPolicy = (typeof DISCONNECT_POLICIES)[number]
