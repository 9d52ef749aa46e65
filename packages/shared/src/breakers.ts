import type { Instant } from './instants.ts'
import type { Platform } from './platforms.ts'

/** `closed`: calls go through. `open`: none does until a time. `half_open`: one does, to see whether it works again. */
export const BREAKER_STATES = ['closed', 'open', 'half_open'] as const
export type BreakerState = (typeof BREAKER_STATES)[number]

/** What is held back: one account, or a platform for everybody. */
export const BREAKER_KINDS = ['connection', 'platform'] as const
export type BreakerKind = (typeof BREAKER_KINDS)[number]

/** The failures that hold calls back: no useful answer, or one that asks for fewer calls. */
export const BREAKER_REASONS = ['unreachable', 'rate_limited'] as const
export type BreakerReason = (typeof BREAKER_REASONS)[number]

/** A breaker that holds calls back, for the people who look after the installation. */
export interface BreakerDto {
  kind: BreakerKind
  platform: Platform
  /** Whose account it is; null when it holds back a platform for everybody. */
  provider: { id: string; name: string; email: string } | null
  state: Exclude<BreakerState, 'closed'>
  reason: BreakerReason
  openedAt: Instant
  /** When the next call is let through, as the only one. */
  openUntil: Instant
  /** The platform itself named that time. */
  isNamed: boolean
  /** Times that it opened in a row without an answer in between. */
  opens: number
  /** Meetings that wait for it. */
  waiting: number
}
