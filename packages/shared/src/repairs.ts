import type { PersonDto } from './accounts.ts'
import type { MeetingProblem } from './admin.ts'
import type { Instant } from './instants.ts'
import type { MeetingReason, ReasonOwner } from './meetings.ts'
import type { Platform } from './platforms.ts'

export const REPAIR_STATUSES = ['running', 'done', 'aborted'] as const
/** `done`: everything was asked for, or needs somebody else first; links may still be on their way. */
export type RepairStatus = (typeof REPAIR_STATUSES)[number]

export const REPAIR_ITEM_STATES = ['waiting', 'asked', 'skipped'] as const

/** Which coming sessions without a link are repaired; the same as the list of them shows. */
export interface RepairFilter {
  problem?: MeetingProblem | undefined
  platform?: Platform | undefined
  providerId?: string | undefined
}

/** At most so many sessions are taken into one repair, the soonest first. */
export const MOST_REPAIRED = 10_000

/** Why some of them go on without a link, and who has to act. */
export interface RepairReasonDto {
  reason: MeetingReason
  owner: ReasonOwner
  count: number
}

/** What a repair would do, worked out from our own rows; nothing is written and no platform is called. */
export interface RepairPreviewDto {
  total: number
  /** There are more than one repair takes. */
  hasMore: boolean
  /** Rooms to be made. */
  create: number
  /** Rooms that may exist already: looked for first, and taken over when found. */
  adopt: number
  /** Rooms that exist and are brought up to date. */
  update: number
  /** Rooms that nobody needs any more. */
  remove: number
  /** Nothing is left to do for them. */
  inOrder: number
  /** Left to their own next try, because the platform named a time before which it wants no call. */
  held: number
  /** A repair does not help; somebody has to act first. */
  blocked: number
  /** The reasons of those that are blocked or held. */
  reasons: RepairReasonDto[]
  /** The least number of calls to each platform. */
  calls: { platform: Platform; count: number }[]
  /** How long asking for all of it takes, in seconds. */
  seconds: number
}

/** How many sessions of a repair stand where, as the rows are now. */
export interface RepairCounts {
  total: number
  /** Not asked for yet; in a repair that was aborted they stay so. */
  waiting: number
  /** Asked for, and under way: it is tried by itself. */
  asked: number
  ready: number
  /** Asked for, and waiting for somebody. */
  without: number
  /** Not asked for, because it would not have helped. */
  skipped: number
  /** Sessions that were called off; no room is left. */
  cleared: number
}

/** One bulk repair: who asked for what, and how far it is. */
export interface RepairDto {
  id: string
  name: string | null
  /** Null where single sessions were chosen. */
  filter: RepairFilter | null
  status: RepairStatus
  startedBy: PersonDto | null
  startedAt: Instant
  finishedAt: Instant | null
  abortedBy: PersonDto | null
  counts: RepairCounts
  /** Why those have no link that were asked for or skipped. */
  reasons: RepairReasonDto[]
}
