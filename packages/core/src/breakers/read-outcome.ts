import type { PlatformFailure } from '@foyer/meetings/platform'
import type { CallOutcome } from './decide-breaker.ts'

/**
 * What a failed call says about the platform: only silence, its own faults and its limits count. A refusal is an answer;
 * what went wrong on our side says nothing.
 */
export function readOutcome({ kind, status, retryAt, isDailyLimit }: PlatformFailure): CallOutcome {
  // It holds for what is counted by it, and for that it is remembered beside the breakers.
  if (isDailyLimit) return 'answered'
  if (kind === 'rate_limited') return { failed: 'rate_limited', retryAt }
  if (kind === 'unreachable' || (kind === 'uncertain' && (status === undefined || status >= 500)))
    return { failed: 'unreachable', retryAt }
  return status === undefined ? 'nothing' : 'answered'
}
