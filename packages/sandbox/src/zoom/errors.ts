import { jsonReply, Refusal, type VendorReply } from '../control/vendor-operation.ts'

interface ApiProblem {
  status: number
  code: number
  message: string
}

/** Refusals of the REST API as they were seen in the field; `code` means something per endpoint only. */
const API_PROBLEMS = {
  token_expired: { status: 401, code: 124, message: 'Access token is expired.' },
  token_invalid: { status: 401, code: 124, message: 'Invalid access token.' },
  scope_missing: { status: 400, code: 4711, message: 'Invalid access token, does not contain scopes.' },
  validation: { status: 400, code: 300, message: 'Validation Failed.' },
  paid_only: { status: 400, code: 200, message: 'Only available for paid account.' },
  not_host: { status: 400, code: 3000, message: 'Cannot access meeting information.' },
  may_not_host: {
    status: 400,
    code: 3161,
    message: 'Your user account is not allowed meeting hosting and scheduling capabilities.',
  },
  no_meeting: { status: 404, code: 3001, message: 'Meeting does not exist.' },
  no_user: { status: 404, code: 1001, message: 'User does not exist.' },
  per_second: {
    status: 429,
    code: 429,
    message: 'You have reached the maximum per-second rate limit for this API. Try again later.',
  },
  per_day: {
    status: 429,
    code: 429,
    message:
      'You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for this particular user. You may resume these requests at GMT 00:00:00.',
  },
} as const satisfies Record<string, ApiProblem>

export type ZoomProblem = keyof typeof API_PROBLEMS

/** A refusal in the REST API's envelope. */
export function apiRefusal(
  name: ZoomProblem,
  more: { message?: string; errors?: { field: string; message: string }[] } = {},
): Refusal {
  const { status, code, message } = API_PROBLEMS[name]
  return new Refusal(jsonReply(status, { code, message, ...more }, trackingId()))
}

/** The envelope for any status; a reason is a name from the table or a code. */
export function apiFailure(status: number, reason: string | undefined): VendorReply {
  if (reason && isProblem(reason)) {
    const known = API_PROBLEMS[reason]
    return jsonReply(known.status, { code: known.code, message: known.message }, trackingId())
  }
  const usual = Object.values(API_PROBLEMS).find((problem) => problem.status === status)
  const code = reason ? Number(reason) : (usual?.code ?? status)
  return jsonReply(status, { code, message: usual?.message ?? 'Internal server error.' }, trackingId())
}

/** A refusal of the OAuth endpoints. */
export function oauthRefusal(status: number, error: string, reason: string): Refusal {
  return new Refusal(jsonReply(status, { reason, error }))
}

export function oauthFailure(status: number, reason: string | undefined): VendorReply {
  const usual = status === 400 ? 'invalid_grant' : status === 401 ? 'invalid_client' : 'server_error'
  return jsonReply(status, { reason: 'As arranged', error: reason ?? usual })
}

const trackingId = () => ({ 'x-zm-trackingid': `WEB_${crypto.randomUUID().replaceAll('-', '')}` })

function isProblem(name: string): name is ZoomProblem {
  return Object.hasOwn(API_PROBLEMS, name)
}
