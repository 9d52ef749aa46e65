import type { Instant } from './instants.ts'
import type { MeetingSetting } from './meeting-settings.ts'
import type { Platform } from './platforms.ts'
import type { FallbackStep } from './services.ts'

export const MEETING_STATUSES = ['pending', 'ready', 'blocked', 'failed', 'cancelled'] as const
export type MeetingStatus = (typeof MEETING_STATUSES)[number]

export const MEETING_SOURCES = ['platform', 'manual', 'fallback'] as const
export type MeetingSource = (typeof MEETING_SOURCES)[number]

/**
 * What a failed call to a platform means for us. Decided on status and machine code, never on a message.
 * `uncertain`: the outcome is unknown, look before writing again. `misconfigured`: our own set-up is wrong.
 */
export const FAILURE_KINDS = [
  'unreachable',
  'rate_limited',
  'uncertain',
  'connection_lost',
  'not_allowed',
  'gone',
  'rejected',
  'misconfigured',
  'bug',
] as const
export type FailureKind = (typeof FAILURE_KINDS)[number]

/** Why a meeting is not ready. */
export const MEETING_REASONS = [
  'room_pending',
  'platform_unreachable',
  'platform_rate_limited',
  'daily_limit',
  'outcome_unknown',
  'connection_missing',
  'connection_lost',
  'permission_missing',
  'not_allowed',
  'room_failed',
  'rejected',
  'misconfigured',
  'internal_error',
  'session_over',
  'removed_by_hand',
  'moved_by_hand',
] as const
export type MeetingReason = (typeof MEETING_REASONS)[number]

/** Who has to act so that a meeting becomes ready; `foyer` means it heals by itself. */
export type ReasonOwner = 'foyer' | 'provider' | 'operator'

export const MEETING_REASON_OWNERS: Record<MeetingReason, ReasonOwner> = {
  room_pending: 'foyer',
  platform_unreachable: 'foyer',
  platform_rate_limited: 'foyer',
  daily_limit: 'foyer',
  outcome_unknown: 'foyer',
  connection_missing: 'provider',
  connection_lost: 'provider',
  permission_missing: 'provider',
  not_allowed: 'provider',
  room_failed: 'foyer',
  rejected: 'operator',
  misconfigured: 'operator',
  internal_error: 'operator',
  session_over: 'foyer',
  removed_by_hand: 'provider',
  moved_by_hand: 'provider',
}

/** Whether it is the provider who has to act. */
export const isForProvider = (reason: MeetingReason | null): boolean =>
  reason !== null && MEETING_REASON_OWNERS[reason] === 'provider'

export const HAND_EDIT_REASONS = ['removed_by_hand', 'moved_by_hand'] as const
export type HandEditReason = (typeof HAND_EDIT_REASONS)[number]

/** Whether the provider changed the room at the platform and has yet to say what is to be done. */
export const isHandEdit = (reason: MeetingReason | null): reason is HandEditReason =>
  reason === 'removed_by_hand' || reason === 'moved_by_hand'

const MENDED_BY_CONNECTING: readonly MeetingReason[] = ['connection_missing', 'connection_lost', 'permission_missing']

/** Whether the provider mends it by connecting the account anew; what an administrator forbids stays forbidden. */
export const connectingMends = (reason: MeetingReason | null): boolean =>
  reason !== null && MENDED_BY_CONNECTING.includes(reason)

/** What stands in for the platform that did not come up in time. */
export interface FallbackDto {
  kind: FallbackStep['kind']
  /** The platform that was left, and why, where that is known. */
  from: Platform
  reason: MeetingReason | null
  since: Instant
  /** How the person can be reached. */
  contact: string | null
}

/** A setting that the platform did not take over, and how it was wanted. */
export interface DroppedSettingDto {
  setting: MeetingSetting
  wanted: boolean
}

export interface MeetingDto {
  status: MeetingStatus
  platform: Platform
  joinUrl: string | null
  source: MeetingSource
  reason: MeetingReason | null
  owner: ReasonOwner | null
  /** Tries since the last success. */
  attempts: number
  nextAttemptAt: Instant | null
  /** The step of the service's fallback chain that is in use. */
  fallback: FallbackDto | null
  /** When a backup room takes over should there be no link by then. */
  fallbackAt: Instant | null
  /** Whether a step of the chain is left that brings a link, for when its provider will not wait. */
  canUseFallback: boolean
  /** Where the room was found that was moved by hand; only for those who give the session. */
  foundStartsAt: Instant | null
  /** The platform whose link is being made, while this one's still is the link. */
  changingTo: Platform | null
  /** What the platform did not take of what the service asks for; only for those who give the session. */
  droppedSettings: DroppedSettingDto[]
}
