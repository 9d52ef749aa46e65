import type { ConsentProblem, PlatformFailure } from '../platform.ts'
import { parseRetryAfter } from '../retry-after.ts'

/** What we ask of Microsoft. */
export type TeamsOperation =
  | 'token.exchange'
  | 'token.refresh'
  | 'account'
  | 'meeting.create'
  | 'meeting.read'
  | 'meeting.update'
  | 'meeting.delete'

/** How a call went wrong. `code` is `error.code` of Graph, or `error` of the token endpoint. */
export type CallProblem =
  | {
      type: 'refused'
      status: number
      code: string | undefined
      retryAfter?: string | undefined
      requestId?: string | undefined
    }
  | { type: 'unreadable'; status: number }
  | { type: 'no_answer'; code?: string | undefined; wasSent: boolean }

type Verdict = Pick<PlatformFailure, 'kind' | 'accessTokenRefused' | 'scopeMissing'>

/** Calls whose lost answer must be looked into before anything else is done. The old refresh token stays good. */
const LOST_ANSWER: Record<TeamsOperation, 'uncertain' | 'unreachable'> = {
  'token.exchange': 'uncertain',
  'token.refresh': 'unreachable',
  account: 'unreachable',
  'meeting.create': 'uncertain',
  'meeting.read': 'unreachable',
  'meeting.update': 'uncertain',
  'meeting.delete': 'uncertain',
}

const lostConnection: Verdict = { kind: 'connection_lost' }
const lacksScope: Verdict = { kind: 'connection_lost', scopeMissing: true }
const tokenRefused: Verdict = { kind: 'connection_lost', accessTokenRefused: true }
const ourSetUp: Verdict = { kind: 'misconfigured' }
const notAllowed: Verdict = { kind: 'not_allowed' }
const unreachable: Verdict = { kind: 'unreachable' }
const rateLimited: Verdict = { kind: 'rate_limited' }

/** `error` of the token endpoint. Source: Microsoft's description of the authorization code flow. */
const OAUTH_CODES: Record<string, Verdict> = {
  invalid_grant: lostConnection,
  interaction_required: lostConnection,
  consent_required: lostConnection,
  login_required: lostConnection,
  invalid_client: ourSetUp,
  unauthorized_client: ourSetUp,
  invalid_scope: ourSetUp,
  invalid_request: ourSetUp,
  invalid_resource: ourSetUp,
  unsupported_grant_type: ourSetUp,
  access_denied: notAllowed,
  temporarily_unavailable: unreachable,
  server_error: unreachable,
}

/** `error.code` of Graph. Source: Microsoft's guide to Graph errors, and reports of real answers. */
const GRAPH_CODES: Record<string, Verdict> = {
  InvalidAuthenticationToken: tokenRefused,
  Authorization_RequestDenied: lacksScope,
  insufficient_claims: lostConnection,
  Forbidden: notAllowed,
  ErrorAccessDenied: notAllowed,
  MailboxNotEnabledForRESTAPI: notAllowed,
  MailboxNotSupportedForRESTAPI: notAllowed,
  NotFound: { kind: 'gone' },
  ErrorItemNotFound: { kind: 'gone' },
  TooManyRequests: rateLimited,
  ApplicationThrottled: rateLimited,
  activityLimitReached: rateLimited,
}

/** Words of the consent page. Source: Microsoft's description of the authorization code flow. */
const CONSENT_ERRORS: Record<string, ConsentProblem> = {
  access_denied: 'cancelled',
  consent_required: 'not_allowed',
  unauthorized_client: 'misconfigured',
  invalid_request: 'misconfigured',
  invalid_scope: 'misconfigured',
  unsupported_response_type: 'misconfigured',
  server_error: 'unreachable',
  temporarily_unavailable: 'unreachable',
}

/** What the word that the consent page led back with means; a word that is new to us asks for a new start. */
export const readConsentProblem = (error: string): ConsentProblem =>
  (Object.hasOwn(CONSENT_ERRORS, error) ? CONSENT_ERRORS[error] : undefined) ?? 'rejected'

/** What a failed call means for us, by the operation, the status and the code; never by words. */
export function classifyProblem(operation: TeamsOperation, problem: CallProblem, now: Date): PlatformFailure {
  if (problem.type === 'no_answer')
    return { kind: problem.wasSent ? LOST_ANSWER[operation] : 'unreachable', code: problem.code }
  if (problem.type === 'unreadable')
    return { kind: LOST_ANSWER[operation], status: problem.status, code: 'unreadable_answer' }
  const { status, code, requestId, retryAfter } = problem
  return { ...verdictOf(operation, status, code), status, code, requestId, retryAt: parseRetryAfter(retryAfter, now) }
}

function verdictOf(operation: TeamsOperation, status: number, code = ''): Verdict {
  // A code that is old or used says nothing about the permission: the person goes through the consent page again.
  if (operation === 'token.exchange' && code === 'invalid_grant') return { kind: 'rejected' }
  const known = operation.startsWith('token.') ? OAUTH_CODES[code] : GRAPH_CODES[code]
  return known ?? byStatus(operation, status)
}

/** For codes that are missing or new to us. */
function byStatus(operation: TeamsOperation, status: number): Verdict {
  if (status === 429) return rateLimited
  if ([408, 409, 412, 423].includes(status) || status >= 500 || status < 400) return unreachable
  if (operation.startsWith('token.')) return { kind: 'rejected' }
  if (status === 401) return tokenRefused
  if (status === 403) return notAllowed
  if (status === 404) return operation === 'meeting.create' ? unreachable : { kind: 'gone' }
  return { kind: status === 410 ? 'gone' : 'rejected' }
}
