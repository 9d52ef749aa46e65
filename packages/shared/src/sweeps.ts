import type { Instant } from './instants.ts'

/**
 * What is looked for again and again, whatever became of the job or notice that should have told of it. Each is safe at
 * any time, twice and late.
 */
export const SWEEP_NAMES = [
  /** Meetings that are wanted while no job would bring them up. */
  'lost_jobs',
  /** Online sessions that something else than a use-case inserted. */
  'unseen_sessions',
  /** Sessions that something else than a use-case moved or cancelled. */
  'changed_sessions',
  /** Meetings of which nobody knows whether the platform made them. */
  'unknown_outcomes',
  /** Cancelled sessions whose room may still be there. */
  'cancelled_alive',
  /** Rooms to compare with what the platform has. */
  'hand_edits',
  /** Objects at the platform that carry our mark and belong to no meeting any more. */
  'orphans',
  /** Access tokens that run out while sessions are near. */
  'expiring_tokens',
  /** Mails whose job was lost. */
  'unsent_mails',
  /** Connections being ended while nobody is at it. */
  'unfinished_disconnects',
  /** Connections that were lost and whose provider has to be told. */
  'lost_connections',
  /** Sessions that are about to begin without a link. */
  'late_links',
  /** Sessions that are about to begin without a link and have a backup. */
  'due_fallbacks',
  /** Rooms that were given up and wait for their removal. */
  'leftovers',
  /** Connections that nobody has looked at for long, or that are in trouble. */
  'stale_connections',
  /** Permissions that were given for a time which ends. */
  'ending_permissions',
  /** Accounts that no platform would tell us of changes in before long. */
  'expiring_channels',
  /** Providers' own calendars whose busy times are to be read again. */
  'busy_calendars',
  /** Requests that nobody answers in time. */
  'unanswered_requests',
] as const
export type SweepName = (typeof SWEEP_NAMES)[number]

export interface SweepDto {
  name: SweepName
  /** How often it is due. */
  everySeconds: number
  /** Null: never yet. */
  ranAt: Instant | null
  durationMs: number | null
  /** How much it found the last time, and since the beginning. */
  found: number
  foundTotal: number
  failures: number
  failedAt: Instant | null
  /** It should have run again by now: no worker does it. */
  isLate: boolean
}
