import { randomUUID } from 'node:crypto'
import { jsonReply, Refusal, type VendorReply } from '../control/vendor-operation.ts'

const USUAL_CODE: Record<number, string> = {
  400: 'BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  412: 'PreconditionFailed',
  423: 'Locked',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
}

/** A refusal of Graph. */
export const graphRefusal = (status: number, code: string, message: string): Refusal =>
  new Refusal(graphReply(status, code, message))

/** Graph's envelope for any status and code, for scripted failures. */
export const graphFailure = (status: number, reason: string | undefined): VendorReply =>
  graphReply(status, reason ?? USUAL_CODE[status] ?? 'InternalServerError', 'As arranged.')

function graphReply(status: number, code: string, message: string): VendorReply {
  const requestId = randomUUID()
  const innerError = { date: new Date().toISOString(), 'request-id': requestId, 'client-request-id': requestId }
  return jsonReply(status, { error: { code, message, innerError } }, { 'request-id': requestId })
}

/** A refusal of the token endpoint: a word for programs and a number for people who search. */
export const oauthRefusal = (status: number, error: string, code: number, suberror?: string): Refusal =>
  new Refusal(oauthReply(status, error, code, suberror))

/** The token endpoint's envelope for any status, for scripted failures. */
export function oauthFailure(status: number, reason: string | undefined): VendorReply {
  if (reason) return oauthReply(status, reason, 0)
  if (status === 400) return oauthReply(status, 'invalid_grant', 700082)
  if (status === 401) return oauthReply(status, 'invalid_client', 7000215)
  return oauthReply(status, status === 503 ? 'temporarily_unavailable' : 'server_error', 90033)
}

function oauthReply(status: number, error: string, code: number, suberror?: string): VendorReply {
  return jsonReply(status, {
    error,
    error_description: `AADSTS${code}: refused by the sandbox.`,
    error_codes: [code],
    timestamp: new Date().toISOString(),
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
    ...(suberror ? { suberror } : {}),
  })
}
