import type { FailureKind } from '@foyer/shared/meetings'
import { Gaxios } from 'gaxios'
import { describe, expect, test } from 'vitest'
import { describeSilence } from '../send-once.ts'
import { classifyProblem, type GoogleOperation } from './errors.ts'
import { describeError } from './problem.ts'

const now = new Date('2027-03-01T09:00:00.000Z')
const inAnHour = new Date('2027-03-01T10:00:00.000Z')

function refused(
  operation: GoogleOperation,
  status: number,
  name?: string,
  more: { hasLocation?: boolean; retryAfter?: string } = {},
) {
  return classifyProblem(
    operation,
    { type: 'refused', status, names: name ? [name] : [], hasLocation: false, ...more },
    now,
  )
}

describe('a refusal means', () => {
  test.each<[GoogleOperation, number, string | undefined, FailureKind]>([
    ['token.refresh', 400, 'invalid_grant', 'connection_lost'],
    ['token.exchange', 400, 'invalid_grant', 'rejected'],
    ['token.refresh', 401, 'invalid_client', 'misconfigured'],
    ['token.refresh', 401, 'unauthorized_client', 'misconfigured'],
    ['token.refresh', 401, 'deleted_client', 'misconfigured'],
    ['token.exchange', 400, 'redirect_uri_mismatch', 'misconfigured'],
    ['token.refresh', 400, 'admin_policy_enforced', 'not_allowed'],
    ['token.refresh', 503, 'temporarily_unavailable', 'unreachable'],
    ['token.refresh', 429, undefined, 'rate_limited'],
    ['token.refresh', 500, undefined, 'unreachable'],
    ['account', 401, 'invalid_request', 'connection_lost'],
    ['event.insert', 400, 'timeRangeEmpty', 'rejected'],
    ['event.insert', 403, 'rateLimitExceeded', 'rate_limited'],
    ['event.insert', 403, 'userRateLimitExceeded', 'rate_limited'],
    ['event.insert', 403, 'accessNotConfigured', 'misconfigured'],
    ['event.insert', 403, 'SERVICE_DISABLED', 'misconfigured'],
    ['event.insert', 403, 'domainPolicy', 'not_allowed'],
    ['event.patch', 403, 'forbiddenForNonOrganizer', 'not_allowed'],
    ['event.insert', 403, 'somethingNew', 'not_allowed'],
    ['event.insert', 404, 'notFound', 'unreachable'],
    ['event.read', 404, 'notFound', 'gone'],
    ['event.patch', 410, 'deleted', 'gone'],
    ['event.patch', 412, 'conditionNotMet', 'unreachable'],
    ['event.insert', 409, 'conflict', 'unreachable'],
    ['event.insert', 429, undefined, 'rate_limited'],
    ['event.insert', 500, 'backendError', 'unreachable'],
    ['event.patch', 503, undefined, 'unreachable'],
    ['event.delete', 502, undefined, 'unreachable'],
    ['event.read', 302, undefined, 'unreachable'],
    ['event.read', 418, undefined, 'rejected'],
  ])('%s %i %s: %s', (operation, status, name, kind) => {
    expect(refused(operation, status, name)).toMatchObject({ kind, status, code: name })
  })

  test('a refused access token, or a missing scope, is said', () => {
    expect(refused('event.insert', 401, 'authError')).toMatchObject({
      kind: 'connection_lost',
      accessTokenRefused: true,
    })
    for (const name of ['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT']) {
      expect(refused('event.read', 403, name)).toMatchObject({ kind: 'connection_lost', scopeMissing: true })
    }
  })

  test('a bare `invalid` blames the account only where a room was asked for and no parameter is named', () => {
    expect(refused('event.insert', 400, 'invalid').kind).toBe('not_allowed')
    expect(refused('event.ask_room', 400, 'invalid').kind).toBe('not_allowed')
    expect(refused('event.patch', 400, 'invalid').kind).toBe('rejected')
    expect(refused('event.insert', 400, 'invalid', { hasLocation: true }).kind).toBe('rejected')
  })

  test('a used-up quota waits an hour, unless Google names the time', () => {
    expect(refused('event.insert', 403, 'quotaExceeded')).toMatchObject({ kind: 'rate_limited', retryAt: inAnHour })
    const named = refused('event.insert', 403, 'quotaExceeded', { retryAfter: '7200' })
    expect(named.retryAt).toEqual(new Date('2027-03-01T11:00:00.000Z'))
    expect(refused('event.insert', 403, 'rateLimitExceeded').retryAt).toBeUndefined()
  })
})

describe('without a good answer', () => {
  test.each<[GoogleOperation, string | undefined, FailureKind]>([
    ['event.insert', 'ECONNRESET', 'uncertain'],
    ['event.patch', 'TimeoutError', 'uncertain'],
    ['event.delete', 'AbortError', 'uncertain'],
    ['event.insert', undefined, 'uncertain'],
    ['token.exchange', 'ECONNRESET', 'uncertain'],
    ['token.refresh', 'ECONNRESET', 'unreachable'],
    ['token.revoke', 'TimeoutError', 'unreachable'],
    ['event.read', 'ECONNRESET', 'unreachable'],
    ['event.insert', 'ECONNREFUSED', 'unreachable'],
    ['event.insert', 'ENOTFOUND', 'unreachable'],
    ['event.insert', 'EAI_AGAIN', 'unreachable'],
  ])('%s after %s is %s', (operation, code, kind) => {
    expect(classifyProblem(operation, describeSilence(code), now)).toEqual({ kind, code })
  })

  test('an unreadable success of a write is uncertain, of a read unreachable', () => {
    expect(classifyProblem('event.insert', { type: 'unreadable', status: 200 }, now).kind).toBe('uncertain')
    expect(classifyProblem('event.read', { type: 'unreadable', status: 200 }, now).kind).toBe('unreachable')
  })
})

describe('reading an error of the client', () => {
  /** The error that the client itself makes of an answer. */
  function answered(status: number, data: unknown, headers: Record<string, string> = {}): Promise<unknown> {
    const fetchImplementation = async () => Response.json(data, { status, headers })
    return new Gaxios({ fetchImplementation }).request({ url: 'https://www.googleapis.com/' }).catch((error) => error)
  }

  test('both forms of the error body are read', async () => {
    const error = {
      status: 'PERMISSION_DENIED',
      errors: [{ reason: 'insufficientPermissions', location: 'Authorization' }],
      details: [{ '@type': 'x' }, { reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
    }
    expect(describeError(await answered(403, { error }, { 'retry-after': '5' }))).toMatchObject({
      status: 403,
      names: ['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'PERMISSION_DENIED'],
      hasLocation: true,
      retryAfter: '5',
    })
    const oauth = { error: 'invalid_grant', error_subtype: 'invalid_rapt', error_description: 'reauth related error' }
    expect(describeError(await answered(400, oauth))).toMatchObject({ names: ['invalid_grant', 'invalid_rapt'] })
  })

  test.each([
    ['<html>502</html>'],
    [null],
    [{ error: { errors: 'none', details: 7 } }],
    [{ error: { errors: [{ reason: 'ya29.a0-echoed-token' }] } }],
    [{ error: '1//0g-echoed-token' }],
  ])('%j holds no code', async (data) => {
    expect(describeError(await answered(502, data))).toMatchObject({ status: 502, names: [] })
  })

  test('an error that is no call gives nothing away', () => {
    expect(describeError(new TypeError('ya29.secret'))).toBeNull()
  })
})
