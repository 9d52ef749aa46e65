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

/** What we ask of Zoom. */
export type ZoomOperation =
  | 'token.exchange'
  | 'token.refresh'
  | 'token.revoke'
  | 'account'
  | 'meeting.create'
  | 'meeting.list'
  | 'meeting.read'
  | 'meeting.update'
  | 'meeting.delete'

/** How a call went wrong. `code` is the number in the body of the API, or the word in that of the OAuth endpoints. */
export type CallProblem =
  | {
      type: 'refused'
      status: number
      code: string | undefined
      retryAfter?: string | undefined
      /** The kind of limit that was reached. */
      limit?: string | undefined
      /** The answer names a daily limit in words, for want of anything better. */
      saysDaily?: boolean | undefined
      requestId?: string | undefined
    }
  | Exclude<HttpProblem, { type: 'refused' }>

const DAY_MS = 86_400_000
/** Clocks differ. */
const CLOSE_MS = 60_000

/** Calls whose lost answer must be looked into before anything else is done. A refresh may have rotated the token. */
const LOST_ANSWER: Record<ZoomOperation, 'uncertain' | 'unreachable'> = {
  'token.exchange': 'uncertain',
  'token.refresh': 'unreachable',
  'token.revoke': 'unreachable',
  account: 'unreachable',
  'meeting.create': 'uncertain',
  'meeting.list': 'unreachable',
  'meeting.read': 'unreachable',
  'meeting.update': 'uncertain',
  'meeting.delete': 'uncertain',
}

/** `error` of the OAuth endpoints, and the numbers that Zoom gives instead. Source: Zoom's list of OAuth errors. */
const OAUTH_CODES: Record<string, Verdict> = {
  invalid_grant: lostConnection,
  invalid_client: ourSetUp,
  unauthorized_client: ourSetUp,
  invalid_request: ourSetUp,
  unsupported_grant_type: ourSetUp,
  4702: ourSetUp,
  4704: ourSetUp,
  4705: ourSetUp,
  4706: ourSetUp,
  4709: ourSetUp,
  4711: lacksScope,
  4717: ourSetUp,
  4733: lostConnection,
  4734: lostConnection,
  4735: lostConnection,
  4737: lostConnection,
  4738: notAllowed,
  4741: lostConnection,
}

/** Status and `code` of the API. A number means something per endpoint, so the status is part of the key. */
const API_CODES: Record<string, Verdict> = {
  '401 124': tokenRefused,
  '401 4700': lacksScope,
  '400 4700': lacksScope,
  '400 4711': lacksScope,
  '401 4711': lacksScope,
  '400 300': rejected,
  '400 200': notAllowed,
  '400 3161': cannotHost,
  '400 3000': notAllowed,
  '400 3003': notAllowed,
  '404 1001': lostConnection,
  '404 3001': gone,
}

/** What the word that the consent page led back with means; a word that is new to us asks for a new start. */
export const readConsentProblem = (error: string): ConsentProblem =>
  error === 'access_denied' ? 'cancelled' : 'rejected'

/** What a failed call means for us, by the operation, the status and the code; never by words. */
export function classifyProblem(operation: ZoomOperation, problem: CallProblem, now: Date): PlatformFailure {
  if (problem.type !== 'refused') return withoutAnswer(problem, LOST_ANSWER[operation])
  const { status, code, requestId } = problem
  const named = parseRetryAfter(problem.retryAfter, now)
  const isDayOver = status === 429 && (namesDay(problem) || isMidnight(named, now))
  return {
    ...verdictOf(operation, status, code),
    status,
    code,
    requestId,
    // Zoom names the end of a daily limit as an instant, or only says that it is one: those end at 00:00 UTC.
    retryAt: named ?? (isDayOver ? nextMidnight(now) : undefined),
    isDailyLimit: (isDayOver && COUNTED.includes(operation)) || undefined,
  }
}

/** What the limit of a hundred a day for one user is counted by. */
const COUNTED: readonly ZoomOperation[] = ['meeting.create', 'meeting.update']

const isMidnight = (at: Date | undefined, now: Date) =>
  at !== undefined && Math.abs(nextMidnight(now).getTime() - at.getTime()) < CLOSE_MS

const namesDay = ({ limit, saysDaily = false }: CallProblem & { type: 'refused' }) =>
  /daily/i.test(limit ?? '') || saysDaily

const nextMidnight = (now: Date) => new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS + DAY_MS)

function verdictOf(operation: ZoomOperation, status: number, code = ''): Verdict {
  // A code that is old or used says nothing about the permission: the person goes through the consent page again.
  if (operation === 'token.exchange' && code === 'invalid_grant') return rejected
  const known = operation.startsWith('token.') ? OAUTH_CODES[code] : API_CODES[`${status} ${code}`]
  return known ?? byStatus(operation, status)
}

/** For codes that are missing or new to us. */
function byStatus(operation: ZoomOperation, status: number): Verdict {
  if (status === 429) return rateLimited
  if (status === 408 || status >= 500 || status < 400) return unreachable
  if (operation.startsWith('token.')) return rejected
  if (status === 401) return tokenRefused
  if (status === 403) return notAllowed
  if (status === 404) return operation === 'meeting.create' || operation === 'meeting.list' ? unreachable : gone
  return rejected
}
