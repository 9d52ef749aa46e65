import { describe, expect, test } from 'vitest'
import { type CallProblem, classifyProblem, readConsentProblem, type TeamsOperation } from './errors.ts'

const now = new Date('2026-11-21T15:00:00Z')
const refused = (status: number, code?: string, more = {}): CallProblem => ({ type: 'refused', status, code, ...more })
const cannotHost = { kind: 'not_allowed', cannotHost: true }

describe('classifyProblem', () => {
  test.each<[string, TeamsOperation, CallProblem, object]>([
    [
      'an old access token',
      'meeting.create',
      refused(401, 'InvalidAuthenticationToken'),
      { kind: 'connection_lost', accessTokenRefused: true },
    ],
    [
      'a scope that was not given',
      'meeting.create',
      refused(403, 'Authorization_RequestDenied'),
      { kind: 'connection_lost', scopeMissing: true },
    ],
    ['fresh proof of the person', 'meeting.create', refused(403, 'insufficient_claims'), { kind: 'connection_lost' }],
    ['an account without Teams', 'meeting.create', refused(403, 'Forbidden'), cannotHost],
    ['an account that Teams does not know', 'meeting.create', refused(404, 'UnknownError'), cannotHost],
    ['no mailbox', 'meeting.create', refused(404, 'MailboxNotEnabledForRESTAPI'), cannotHost],
    ['an address that is not there', 'meeting.create', refused(404), { kind: 'unreachable' }],
    ['a meeting of somebody else', 'meeting.update', refused(403, 'Forbidden'), { kind: 'not_allowed' }],
    ['a meeting that is gone', 'meeting.read', refused(404, 'ResourceNotFound'), { kind: 'gone' }],
    [
      'a limit',
      'meeting.create',
      refused(429, 'TooManyRequests', { retryAfter: '30' }),
      { kind: 'rate_limited', retryAt: new Date('2026-11-21T15:00:30Z') },
    ],
    ['a locked meeting', 'meeting.update', refused(423), { kind: 'unreachable' }],
    ['a permission that ended', 'token.refresh', refused(400, 'invalid_grant'), { kind: 'connection_lost' }],
    [
      'a consent that was taken back',
      'token.refresh',
      refused(400, 'invalid_grant', { number: 65001 }),
      { kind: 'connection_lost' },
    ],
    [
      'an administrator who has to consent',
      'token.exchange',
      refused(400, 'invalid_grant', { number: 65001 }),
      { kind: 'not_allowed' },
    ],
    ['a personal account', 'token.exchange', refused(400, 'invalid_grant', { number: 500200 }), cannotHost],
    ['a code that is old', 'token.exchange', refused(400, 'invalid_grant', { number: 70008 }), { kind: 'rejected' }],
    ['our secret is wrong', 'token.refresh', refused(401, 'invalid_client'), { kind: 'misconfigured' }],
    ['no answer to a write', 'meeting.create', { type: 'no_answer', wasSent: true }, { kind: 'uncertain' }],
    ['an answer in other words', 'meeting.create', { type: 'unreadable', status: 201 }, { kind: 'uncertain' }],
  ])('%s', (_name, operation, problem, failure) => {
    expect(classifyProblem(operation, problem, now)).toMatchObject(failure)
  })
})

describe('readConsentProblem', () => {
  test.each([
    ['access_denied', undefined, 'cancelled'],
    ['access_denied', 'AADSTS65004: User declined to consent.', 'cancelled'],
    ['access_denied', 'AADSTS90094: An administrator has to consent. Trace ID: 1', 'not_allowed'],
    ['consent_required', undefined, 'not_allowed'],
    ['invalid_request', 'AADSTS50020: User account does not exist in tenant.', 'cannot_host'],
    ['invalid_scope', 'AADSTS70011: The scope is not valid.', 'misconfigured'],
    ['server_error', undefined, 'unreachable'],
    ['toString', 'nothing that is known', 'rejected'],
  ])('%s with "%s" means %s', (error, description, problem) => {
    expect(readConsentProblem(error, description)).toBe(problem)
  })
})
