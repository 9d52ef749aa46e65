import type { ConsentProblem, PlatformFailure } from '../platform.ts'
import { parseRetryAfter } from '../retry-after.ts'
import type { HttpProblem } from '../send-once.ts'
import {
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

/** What we ask of Google. `event.ask_room` is a patch that also asks for a new room. */
export type GoogleOperation =
  | 'token.exchange'
  | 'token.refresh'
  | 'token.revoke'
  | 'account'
  | 'probe'
  | 'event.list'
  | 'event.insert'
  | 'event.read'
  | 'event.patch'
  | 'event.ask_room'
  | 'event.delete'
  | 'busy_times'
  | 'space.read'
  | 'space.patch'
  | 'channel.open'
  | 'channel.close'

/** How a call went wrong. `names` are machine codes, the most telling first. */
export type CallProblem =
  | {
      type: 'refused'
      status: number
      names: string[]
      hasLocation: boolean
      retryAfter?: string | undefined
      requestId?: string | undefined
    }
  | Exclude<HttpProblem, { type: 'refused' }>

/** `waitMs`: at least so long, where Google names no time. */
type WaitingVerdict = Verdict & { waitMs?: number }

const HOUR_MS = 3_600_000

/** Calls whose lost answer must be looked into before anything else is done. Refresh and revoke may be repeated. */
const LOST_ANSWER: Record<GoogleOperation, 'uncertain' | 'unreachable'> = {
  'token.exchange': 'uncertain',
  'token.refresh': 'unreachable',
  'token.revoke': 'unreachable',
  account: 'unreachable',
  probe: 'unreachable',
  'event.list': 'unreachable',
  'event.insert': 'uncertain',
  'event.read': 'unreachable',
  'event.patch': 'uncertain',
  'event.ask_room': 'uncertain',
  'event.delete': 'uncertain',
  busy_times: 'unreachable',
  'space.read': 'unreachable',
  'space.patch': 'uncertain',
  'channel.open': 'uncertain',
  'channel.close': 'unreachable',
}

/** A limit per account that takes hours to clear, not seconds. */
const quotaUsedUp: WaitingVerdict = { kind: 'rate_limited', waitMs: HOUR_MS }

/** `error` and `error_subtype` of the token and revoke endpoints. Source: Google's OAuth 2.0 guides. */
const OAUTH_NAMES: Record<string, WaitingVerdict> = {
  invalid_grant: lostConnection,
  invalid_rapt: lostConnection,
  invalid_client: ourSetUp,
  unauthorized_client: ourSetUp,
  deleted_client: ourSetUp,
  redirect_uri_mismatch: ourSetUp,
  invalid_scope: ourSetUp,
  invalid_request: ourSetUp,
  unsupported_grant_type: ourSetUp,
  org_internal: ourSetUp,
  admin_policy_enforced: notAllowed,
  access_denied: notAllowed,
  temporarily_unavailable: unreachable,
  internal_failure: unreachable,
  server_error: unreachable,
}

/** `reason` in either error form of the Calendar API. Source: Google's guide to Calendar API errors. */
const API_NAMES: Record<string, WaitingVerdict> = {
  authError: tokenRefused,
  rateLimitExceeded: rateLimited,
  userRateLimitExceeded: rateLimited,
  RATE_LIMIT_EXCEEDED: rateLimited,
  quotaExceeded: quotaUsedUp,
  calendarUsageLimitsExceeded: quotaUsedUp,
  dailyLimitExceeded: quotaUsedUp,
  insufficientPermissions: lacksScope,
  insufficient_scope: lacksScope,
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: lacksScope,
  accessNotConfigured: ourSetUp,
  SERVICE_DISABLED: ourSetUp,
  forbiddenForServiceAccounts: ourSetUp,
  domainPolicy: notAllowed,
  forbidden: notAllowed,
  forbiddenForNonOrganizer: notAllowed,
  requiredAccessLevel: notAllowed,
  invalid: rejected,
  required: rejected,
  badRequest: rejected,
  parseError: rejected,
  invalidParameter: rejected,
  timeRangeEmpty: rejected,
  conflict: unreachable,
  conditionNotMet: unreachable,
  backendError: unreachable,
}

/** `error` of the consent page. Source: Google's OAuth 2.0 guide for web server apps, "Authorization errors". */
const CONSENT_ERRORS: Record<string, ConsentProblem> = {
  access_denied: 'cancelled',
  admin_policy_enforced: 'not_allowed',
  // The app is only for the accounts of one organisation, and this account is not among them.
  org_internal: 'not_allowed',
  disallowed_useragent: 'rejected',
  invalid_client: 'misconfigured',
  deleted_client: 'misconfigured',
  unauthorized_client: 'misconfigured',
  redirect_uri_mismatch: 'misconfigured',
  invalid_scope: 'misconfigured',
  server_error: 'unreachable',
  temporarily_unavailable: 'unreachable',
}

/** What the word that the consent page led back with means; a word that is new to us asks for a new start. */
export const readConsentProblem = (error: string): ConsentProblem =>
  (Object.hasOwn(CONSENT_ERRORS, error) ? CONSENT_ERRORS[error] : undefined) ?? 'rejected'

/** What a failed call means for us, by the operation, the status and the machine codes; never by words. */
export function classifyProblem(operation: GoogleOperation, problem: CallProblem, now: Date): PlatformFailure {
  if (problem.type !== 'refused') return withoutAnswer(problem, LOST_ANSWER[operation])
  const table = operation.startsWith('token.') ? OAUTH_NAMES : API_NAMES
  const known = problem.names.find((name) => Object.hasOwn(table, name))
  const usual = special(operation, problem, known) ?? table[known ?? ''] ?? byStatus(operation, problem.status)
  const { waitMs, ...verdict }: WaitingVerdict = isAboutChannelOnly(operation, usual, known) ? notAllowed : usual
  const retryAt = parseRetryAfter(problem.retryAfter, now) ?? (waitMs ? new Date(now.getTime() + waitMs) : undefined)
  return { ...verdict, status: problem.status, code: known ?? problem.names[0], retryAt, requestId: problem.requestId }
}

/** The cases where one code means different things. */
function special(
  operation: GoogleOperation,
  problem: CallProblem & { type: 'refused' },
  known: string | undefined,
): Verdict | undefined {
  // A code that is old or used says nothing about the permission: the person goes through the consent page again.
  if (operation === 'token.exchange' && known === 'invalid_grant') return rejected
  // Links are made without it.
  if (WITHOUT_LINKS.has(operation) && API_NAMES[known ?? ''] === lacksScope)
    return { kind: 'not_allowed', scopeMissing: true }
  // An account that cannot make Meet rooms is answered with a bare `invalid`. All else that we write is checked or
  // made by us, and complaints about a parameter name it, so the account is what is left to blame.
  const asksForRoom = operation === 'event.insert' || operation === 'event.ask_room'
  if (asksForRoom && known === 'invalid' && !problem.hasLocation) return notAllowed
  return undefined
}

/** Meetings are made without a channel: that it may not be opened, at an address of ours, says nothing of the permission. */
const isAboutChannelOnly = (operation: GoogleOperation, { kind }: Verdict, known: string | undefined): boolean =>
  operation.startsWith('channel.') && kind === 'connection_lost' && known !== 'authError'

/** Operations with a permission of their own. */
const WITHOUT_LINKS: ReadonlySet<GoogleOperation> = new Set(['busy_times', 'space.read', 'space.patch'])

/** Operations that name no event, or a room of one that is there. */
const OF_THE_CALENDAR: ReadonlySet<GoogleOperation> = new Set(['event.insert', 'event.list', 'probe', ...WITHOUT_LINKS])

/** For codes that are missing or new to us. */
function byStatus(operation: GoogleOperation, status: number): Verdict {
  if (status === 429) return rateLimited
  // Below 400: not an answer of Google's, but a proxy's redirect or the like.
  if (status === 408 || status >= 500 || status < 400) return unreachable
  if (operation.startsWith('token.')) return rejected
  if (status === 401) return tokenRefused
  if (status === 403) return notAllowed
  // The calendar itself cannot be removed: what is missing is the event, or else something that will be there soon.
  if (status === 404) return OF_THE_CALENDAR.has(operation) ? unreachable : gone
  return status === 410 ? gone : rejected
}
