import type { FailureKind, MeetingReason } from '@foyer/shared/meetings'
import { comeBackAt } from '../breakers/come-back.ts'
import type { Hold } from '../breakers/decide-breaker.ts'

export interface FailedAttempt {
  kind: FailureKind
  /** 1 for the first failure since the last success. */
  attempt: number
  /** The platform's own "not before". */
  retryAt?: Date | undefined
  /** No room is made or changed before `retryAt`, which is the end of the platform's day. */
  isDailyLimit?: boolean | undefined
  /** The permission lacks a scope (with `connection_lost`). */
  scopeMissing?: boolean | undefined
  /** What would hold the next call back. */
  hold?: Hold | undefined
  startsAt: Date
  now: Date
  /** Uniform in [0, 1). */
  random: number
}

/** Try again at a time, wait for somebody, or give up until somebody asks; always with the reason. */
export type RetryDecision =
  | { next: 'retry'; at: Date; reason: MeetingReason }
  | { next: 'block'; reason: MeetingReason }
  | { next: 'fail'; reason: MeetingReason }

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

interface Rule {
  reason: MeetingReason
  /** First delay; doubles with each try. */
  base?: number
  /** Longest delay, whatever the time to the start. */
  longest?: number
  /** Give up after so many tries; absent: never. */
  tries?: number
  block?: true
}

/** One row a failure kind. Without a base there is no automatic retry. */
const RULES: Record<FailureKind, Rule> = {
  unreachable: { reason: 'platform_unreachable', base: SECOND, longest: 15 * MINUTE },
  rate_limited: { reason: 'platform_rate_limited', base: 5 * SECOND, longest: 15 * MINUTE },
  uncertain: { reason: 'outcome_unknown', base: SECOND, longest: 5 * MINUTE },
  gone: { reason: 'room_failed', base: SECOND, longest: MINUTE, tries: 5 },
  misconfigured: { reason: 'misconfigured', base: MINUTE, longest: HOUR },
  bug: { reason: 'internal_error', base: 5 * SECOND, longest: 10 * MINUTE, tries: 5 },
  connection_lost: { reason: 'connection_lost', block: true },
  not_allowed: { reason: 'not_allowed', block: true },
  rejected: { reason: 'rejected' },
}

/** A platform's "not before" is believed up to here. */
const LONGEST_RETRY_AFTER = 24 * HOUR
/** Nearer to the start the cap shrinks to a tenth of the time left, but never below this. */
const SHORTEST_CAP = 5 * SECOND
const RETRY_AFTER_SPREAD = SECOND

function reasonOf({ isDailyLimit, scopeMissing }: FailedAttempt, { reason }: Rule): MeetingReason {
  if (isDailyLimit) return 'daily_limit'
  return scopeMissing ? 'permission_missing' : reason
}

/** The one retry decision: exponential backoff with full jitter, Retry-After honoured, a cap that shrinks towards the start. */
export function decideRetry(failure: FailedAttempt): RetryDecision {
  const rule = RULES[failure.kind]
  const reason = reasonOf(failure, rule)
  if (rule.block) return { next: 'block', reason }
  if (rule.base === undefined || rule.longest === undefined) return { next: 'fail', reason }
  if (rule.tries !== undefined && failure.attempt >= rule.tries) return { next: 'fail', reason }

  const now = failure.now.getTime()
  const cap = Math.min(rule.longest, longestWait(failure.startsAt, failure.now))
  const backoff = failure.random * Math.min(cap, rule.base * 2 ** Math.min(failure.attempt, 30))
  const asked = failure.retryAt?.getTime()
  if (asked !== undefined && asked > now) {
    const notBefore = Math.min(asked, now + LONGEST_RETRY_AFTER)
    return { next: 'retry', at: later(new Date(notBefore + failure.random * RETRY_AFTER_SPREAD), failure), reason }
  }
  return { next: 'retry', at: later(new Date(now + backoff), failure), reason }
}

function later(at: Date, { hold, startsAt, now, random }: FailedAttempt): Date {
  const open = hold && comeBackAt(hold, { startsAt, now, random })
  return open && open > at ? open : at
}

/** Seconds between reads of a room that the platform is still making: quick at first, for people who watch. */
const POLL_SECONDS = [1, 1, 2, 3, 5, 8, 15, 30, 60, 120, 300, 600]

/** Reads after which a room that is still pending counts as failed: about two hours, where the start is not near. */
export const LONGEST_PENDING_POLLS = 24

/** When to read a pending room again; `polls` is how often it was read already. The nearer the start, the sooner. */
export function nextPollAt(polls: number, now: Date, startsAt: Date): Date {
  const patience = (POLL_SECONDS[Math.min(polls, POLL_SECONDS.length - 1)] ?? 600) * SECOND
  return new Date(now.getTime() + Math.min(patience, longestWait(startsAt, now)))
}

const longestWait = (startsAt: Date, now: Date) => Math.max(SHORTEST_CAP, (startsAt.getTime() - now.getTime()) / 10)
