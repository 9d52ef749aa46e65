import type { PlatformFailure } from './platform.ts'
import type { HttpProblem } from './send-once.ts'

/** What a refusal means; the tables of an adapter lead from a platform's codes to these. */
export type Verdict = Pick<PlatformFailure, 'kind' | 'accessTokenRefused' | 'scopeMissing' | 'cannotHost'>

export const lostConnection: Verdict = { kind: 'connection_lost' }
export const lacksScope: Verdict = { kind: 'connection_lost', scopeMissing: true }
export const tokenRefused: Verdict = { kind: 'connection_lost', accessTokenRefused: true }
export const ourSetUp: Verdict = { kind: 'misconfigured' }
export const notAllowed: Verdict = { kind: 'not_allowed' }
export const cannotHost: Verdict = { kind: 'not_allowed', cannotHost: true }
export const rateLimited: Verdict = { kind: 'rate_limited' }
export const rejected: Verdict = { kind: 'rejected' }
export const unreachable: Verdict = { kind: 'unreachable' }
export const gone: Verdict = { kind: 'gone' }

/** What a call means that no readable answer came to; `lost` is what a lost answer to it means. */
export function withoutAnswer(
  problem: Exclude<HttpProblem, { type: 'refused' }>,
  lost: 'uncertain' | 'unreachable',
): PlatformFailure {
  if (problem.type === 'no_answer') return { kind: problem.wasSent ? lost : 'unreachable', code: problem.code }
  return { kind: lost, status: problem.status, code: 'unreadable_answer' }
}
