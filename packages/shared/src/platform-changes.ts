import type { Instant } from './instants.ts'
import type { MeetingSetting } from './meeting-settings.ts'
import type { MeetingReason, MeetingSource } from './meetings.ts'
import type { Platform } from './platforms.ts'

/**
 * Where a session of a change stands: not looked at yet, given to the new platform, left where it was, or taken back by
 * its provider. Whether its new link is there says its meeting.
 */
export const PLATFORM_CHANGE_ITEM_STATES = ['waiting', 'changed', 'skipped', 'undone'] as const

/** At most so many sessions are taken into one change, the soonest first. */
export const MOST_CHANGED = 1000

/**
 * A session that begins within so many minutes is changed only by somebody who was told so: the provider may be in the
 * room from then on, and a new link may not reach everybody in time.
 */
export const SOON_MINUTES = 30

/** The room that a session's link still leads to while its new platform has none yet. */
export interface OldPlace {
  platform: Platform
  source: MeetingSource
  /** The key under which the room was made; null where there is nothing of ours to remove. */
  externalId: string | null
  generation: number
  roomAttempt: number
  /** From when on nothing that was sent there before can arrive any more. */
  removableAt: Instant
  fallbackStep: number
  fallbackFrom: Platform | null
  fallbackReason: MeetingReason | null
  fallbackSince: Instant | null
}

/** Why a session is not changed: it meets there already, has begun, begins soon, or has a link that was set by hand. */
export const CHANGE_OBSTACLES = ['same', 'begun', 'soon', 'byHand'] as const
export type ChangeObstacle = (typeof CHANGE_OBSTACLES)[number]

/** What a change of platform would do, worked out from our own rows. */
export interface PlatformChangePreviewDto {
  platform: Platform
  /** Whether this installation is set up for it. */
  isAvailable: boolean
  /** Whether links can be made there; while they cannot, nothing is changed. */
  isConnected: boolean
  /** Sessions whose link is made anew. */
  change: number
  /** Sessions that are left as they are, by why. */
  left: Record<ChangeObstacle, number>
  /** Customers who are told, once each. */
  people: number
}

/** How far a change is, as the rows are now. */
export interface PlatformChangeDto {
  id: string
  platform: Platform
  startedAt: Instant
  total: number
  /** Their new link is there. */
  done: number
  /** Not begun yet, or the link is being made. */
  underWay: number
  /** Left where they were: cancelled meanwhile, begun, or taken back. */
  left: number
  /** Those under way that wait for somebody or for a later try, the soonest first; their link of before works on. */
  stuck: { sessionId: string; title: string; startsAt: Instant; reason: MeetingReason; hasLink: boolean }[]
}

/** What becomes of sessions that are booked when their service meets elsewhere. */
export const COMING_SESSIONS = ['keep', 'change'] as const
export type ComingSessions = (typeof COMING_SESSIONS)[number]

/** What it would mean that every service meets on one platform, worked out from our own rows. */
export interface MoveServicesPreviewDto {
  /** Online services that meet elsewhere now. */
  services: number
  /** Those that ask for settings which the platform does not have; these rest there. */
  lacking: { id: string; title: string; settings: MeetingSetting[] }[]
  /** Those whose backup is this very platform; the one they leave becomes it. */
  backups: number
  /** What would become of the coming sessions, should they be changed too. */
  sessions: PlatformChangePreviewDto
}

/** What was done. */
export interface MovedServicesDto {
  services: number
  /** Of the coming sessions; null where none was changed. */
  change: PlatformChangeDto | null
}
