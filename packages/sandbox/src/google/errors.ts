import { jsonReply, Refusal, type VendorReply } from '../control/vendor-operation.ts'

interface CalendarProblem {
  status: number
  domain: string
  message: string
  locationType?: string
  location?: string
}

const authorizationHeader = { locationType: 'header', location: 'Authorization' }

/** Calendar v3 refusals by reason. Source: Google's guide to Calendar API errors, and reports of real answers. */
const CALENDAR_PROBLEMS = {
  badRequest: { status: 400, domain: 'global', message: 'Bad Request' },
  invalid: { status: 400, domain: 'global', message: 'Invalid Value' },
  required: { status: 400, domain: 'global', message: 'Required' },
  parseError: { status: 400, domain: 'global', message: 'Parse Error' },
  invalidParameter: { status: 400, domain: 'global', message: 'Invalid parameter' },
  timeRangeEmpty: { status: 400, domain: 'calendar', message: 'The specified time range is empty.' },
  timeRangeTooLong: { status: 400, domain: 'calendar', message: 'The requested time range is too long.' },
  authError: { status: 401, domain: 'global', message: 'Invalid Credentials', ...authorizationHeader },
  insufficientPermissions: {
    status: 403,
    domain: 'global',
    message: 'Request had insufficient authentication scopes.',
  },
  forbidden: { status: 403, domain: 'global', message: 'Forbidden' },
  rateLimitExceeded: { status: 403, domain: 'usageLimits', message: 'Rate Limit Exceeded' },
  userRateLimitExceeded: { status: 403, domain: 'usageLimits', message: 'User Rate Limit Exceeded' },
  quotaExceeded: { status: 403, domain: 'usageLimits', message: 'Calendar usage limits exceeded.' },
  dailyLimitExceeded: { status: 403, domain: 'usageLimits', message: 'Daily Limit Exceeded' },
  accessNotConfigured: {
    status: 403,
    domain: 'usageLimits',
    message: 'Google Calendar API has not been used in this project before or it is disabled.',
  },
  domainPolicy: { status: 403, domain: 'global', message: 'The domain administrators have disabled Calendar apps.' },
  notFound: { status: 404, domain: 'global', message: 'Not Found' },
  channelIdNotUnique: { status: 400, domain: 'global', message: 'Channel id not unique' },
  duplicate: { status: 409, domain: 'global', message: 'The requested identifier already exists.' },
  deleted: { status: 410, domain: 'global', message: 'Resource has been deleted' },
  fullSyncRequired: {
    status: 410,
    domain: 'calendar',
    message: 'Sync token is no longer valid, a full sync is required.',
  },
  conditionNotMet: {
    status: 412,
    domain: 'global',
    message: 'Precondition Failed',
    locationType: 'header',
    location: 'If-Match',
  },
  backendError: { status: 503, domain: 'global', message: 'Backend Error' },
} as const satisfies Record<string, CalendarProblem>

export type CalendarReason = keyof typeof CALENDAR_PROBLEMS

const USUAL_REASON: Record<number, CalendarReason> = {
  400: 'badRequest',
  401: 'authError',
  403: 'rateLimitExceeded',
  404: 'notFound',
  409: 'duplicate',
  410: 'deleted',
  412: 'conditionNotMet',
  429: 'rateLimitExceeded',
}

/** A refusal in the Calendar API's envelope. */
export function calendarRefusal(
  reason: CalendarReason,
  message?: string,
  at?: { locationType: 'parameter' | 'header'; location: string },
): Refusal {
  const problem: CalendarProblem = CALENDAR_PROBLEMS[reason]
  return new Refusal(calendarReply(problem.status, reason, { ...problem, ...at, message: message ?? problem.message }))
}

/** The envelope for any status and reason, for scripted failures. */
export function calendarFailure(status: number, reason: string | undefined): VendorReply {
  const usual = reason ?? USUAL_REASON[status] ?? 'backendError'
  const known: CalendarProblem = isCalendarReason(usual)
    ? CALENDAR_PROBLEMS[usual]
    : { status, domain: 'global', message: usual }
  return calendarReply(status, usual, known)
}

function calendarReply(code: number, reason: string, problem: CalendarProblem): VendorReply {
  const { domain, message, locationType, location } = problem
  const error = {
    errors: [{ domain, reason, message, ...(location ? { locationType, location } : {}) }],
    code,
    message,
    ...newerFields(reason),
  }
  return jsonReply(
    code,
    { error },
    code === 401 ? { 'www-authenticate': 'Bearer realm="https://accounts.google.com/"' } : {},
  )
}

/** Newer front ends of Google repeat some reasons in a second form. */
function newerFields(reason: string): object {
  if (reason === 'authError') return { status: 'UNAUTHENTICATED' }
  if (reason !== 'insufficientPermissions') return {}
  const detail = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', domain: 'googleapis.com' }
  return { status: 'PERMISSION_DENIED', details: [{ ...detail, reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] }
}

function isCalendarReason(reason: string): reason is CalendarReason {
  return Object.hasOwn(CALENDAR_PROBLEMS, reason)
}

/** A refusal of the OAuth endpoints: a flat body. */
export function oauthRefusal(status: number, error: string, description?: string): Refusal {
  return new Refusal(oauthReply(status, error, description))
}

/** The flat OAuth body for any status, for scripted failures. */
export function oauthFailure(status: number, reason: string | undefined): VendorReply {
  if (reason) return oauthReply(status, reason, reason === 'invalid_grant' ? DEAD_TOKEN : undefined)
  if (status === 400) return oauthReply(status, 'invalid_grant', DEAD_TOKEN)
  if (status === 401) return oauthReply(status, 'invalid_client', 'Unauthorized')
  return oauthReply(status, status === 503 ? 'temporarily_unavailable' : 'internal_failure')
}

export const DEAD_TOKEN = 'Token has been expired or revoked.'

function oauthReply(status: number, error: string, description?: string): VendorReply {
  return jsonReply(status, { error, ...(description ? { error_description: description } : {}) })
}
