import type { ConsentProblem, PlatformFailure } from '../platform.ts'
import { parseRetryAfter } from '../retry-after.ts'
import type { HttpProblem } from '../send-once.ts'
import {
  cannotHost,
  gone,
  lacksScope,
  lostConnection,
  notAllowed,
  ourSetUp,
  rateLimited,
  rejected,
  tokenRefused,
  unreachable,
  type Verdict,
  withoutAnswer,
} from '../verdict.ts'

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
      /** The number of the token endpoint's refusal, e.g. 90094 for AADSTS90094. */
      number?: number | undefined
      retryAfter?: string | undefined
      requestId?: string | undefined
    }
  | Exclude<HttpProblem, { type: 'refused' }>

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

/**
 * Numbers of refused sign-ins that say more than the word beside them: an administrator has to consent, and accounts that
 * no organisation has given out. Source: Microsoft's list of sign-in errors.
 */
const SIGN_IN_NUMBERS: Record<number, 'not_allowed' | 'cannot_host'> = {
  90008: 'not_allowed',
  90093: 'not_allowed',
  90094: 'not_allowed',
  65001: 'not_allowed',
  50020: 'cannot_host',
  500200: 'cannot_host',
}
/** Nobody has consented: while a permission is asked for that is an administrator's to mend, later it was taken back. */
const NO_CONSENT = 65001

/** `error.code` of Graph. Source: Microsoft's guide to Graph errors, and reports of real answers. */
const GRAPH_CODES: Record<string, Verdict> = {
  InvalidAuthenticationToken: tokenRefused,
  Authorization_RequestDenied: lacksScope,
  insufficient_claims: lostConnection,
  Forbidden: notAllowed,
  ErrorAccessDenied: notAllowed,
  MailboxNotEnabledForRESTAPI: notAllowed,
  MailboxNotSupportedForRESTAPI: notAllowed,
  NotFound: gone,
  ErrorItemNotFound: gone,
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

/**
 * What the word that the consent page led back with means, and before it the number in its description: whoever turns
 * back from "ask your administrator" is not told apart by the word. One that is new to us asks for a new start.
 */
export function readConsentProblem(error: string, description = ''): ConsentProblem {
  const number = Number(/\bAADSTS(\d{4,8})\b/.exec(description)?.[1])
  const word = Object.hasOwn(CONSENT_ERRORS, error) ? CONSENT_ERRORS[error] : undefined
  return SIGN_IN_NUMBERS[number] ?? word ?? 'rejected'
}

/** What a failed call means for us, by the operation, the status and the code; never by words. */
export function classifyProblem(operation: TeamsOperation, problem: CallProblem, now: Date): PlatformFailure {
  if (problem.type !== 'refused') return withoutAnswer(problem, LOST_ANSWER[operation])
  const { status, code, number, requestId, retryAfter } = problem
  const verdict = signInVerdict(operation, number) ?? verdictOf(operation, status, code)
  return { ...verdict, status, code, requestId, retryAt: parseRetryAfter(retryAfter, now) }
}

function signInVerdict(operation: TeamsOperation, number: number | undefined): Verdict | undefined {
  if (number === undefined || (number === NO_CONSENT && operation !== 'token.exchange')) return undefined
  const problem = SIGN_IN_NUMBERS[number]
  return problem && { not_allowed: notAllowed, cannot_host: cannotHost }[problem]
}

function verdictOf(operation: TeamsOperation, status: number, code = ''): Verdict {
  // A code that is old or used says nothing about the permission: the person goes through the consent page again.
  if (operation === 'token.exchange' && code === 'invalid_grant') return rejected
  if (operation.startsWith('token.')) return OAUTH_CODES[code] ?? byStatus(operation, status)
  const verdict = GRAPH_CODES[code] ?? byStatus(operation, status)
  // A new meeting names nothing that could be missing or closed but the account itself.
  const isAboutHost = verdict.kind === 'not_allowed' || verdict.kind === 'gone' || (status === 404 && code !== '')
  return operation === 'meeting.create' && isAboutHost ? cannotHost : verdict
}

/** For codes that are missing or new to us. */
function byStatus(operation: TeamsOperation, status: number): Verdict {
  if (status === 429) return rateLimited
  if ([408, 409, 412, 423].includes(status) || status >= 500 || status < 400) return unreachable
  if (operation.startsWith('token.')) return rejected
  if (status === 401) return tokenRefused
  if (status === 403) return notAllowed
  if (status === 404) return operation === 'meeting.create' ? unreachable : gone
  return status === 410 ? gone : rejected
}
