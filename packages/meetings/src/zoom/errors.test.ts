import { describe, expect, test } from 'vitest'
import { type CallProblem, classifyProblem, type ZoomOperation } from './errors.ts'

const now = new Date('2026-11-21T15:00:00Z')
const refused = (status: number, code?: string, more = {}): CallProblem => ({ type: 'refused', status, code, ...more })

describe('classifyProblem', () => {
  test.each<[string, ZoomOperation, CallProblem, object]>([
    [
      'an old access token',
      'meeting.create',
      refused(401, '124'),
      { kind: 'connection_lost', accessTokenRefused: true },
    ],
    [
      'a scope that the app lacks',
      'meeting.create',
      refused(400, '4711'),
      { kind: 'connection_lost', scopeMissing: true },
    ],
    ['a user who is gone', 'meeting.create', refused(404, '1001'), { kind: 'connection_lost' }],
    ['a meeting that is gone', 'meeting.update', refused(404, '3001'), { kind: 'gone' }],
    ['what Zoom cannot read', 'meeting.create', refused(400, '300'), { kind: 'rejected' }],
    ['a plan without it', 'meeting.create', refused(400, '200'), { kind: 'not_allowed' }],
    ['a user who may not host', 'meeting.create', refused(400, '3161'), { kind: 'not_allowed' }],
    ['too many in a second', 'meeting.create', refused(429, '429'), { kind: 'rate_limited', retryAt: undefined }],
    [
      'too many in a day, with the end',
      'meeting.create',
      refused(429, '429', { retryAfter: '2026-11-22T00:00:00Z' }),
      { kind: 'rate_limited', isDailyLimit: true, retryAt: new Date('2026-11-22T00:00:00Z') },
    ],
    [
      'too many in a day, without the end',
      'meeting.update',
      refused(429, '429', { limit: 'Daily-limit' }),
      { kind: 'rate_limited', isDailyLimit: true, retryAt: new Date('2026-11-22T00:00:00Z') },
    ],
    [
      'too many in a day, in words alone',
      'meeting.create',
      refused(429, '429', { saysDaily: true }),
      { kind: 'rate_limited', isDailyLimit: true, retryAt: new Date('2026-11-22T00:00:00Z') },
    ],
    [
      'too many reads in a day, which is another limit',
      'meeting.read',
      refused(429, '429', { limit: 'Daily-limit' }),
      { kind: 'rate_limited', isDailyLimit: undefined, retryAt: new Date('2026-11-22T00:00:00Z') },
    ],
    [
      'too many in a second, with the end',
      'meeting.create',
      refused(429, '429', { retryAfter: '2' }),
      { kind: 'rate_limited', isDailyLimit: undefined, retryAt: new Date('2026-11-21T15:00:02Z') },
    ],
    ['a fault of theirs', 'meeting.create', refused(500), { kind: 'unreachable', status: 500 }],
    ['a permission that ended', 'token.refresh', refused(400, 'invalid_grant'), { kind: 'connection_lost' }],
    ['a permission that an admin took', 'token.refresh', refused(400, '4738'), { kind: 'not_allowed' }],
    ['a code that is old', 'token.exchange', refused(400, 'invalid_grant'), { kind: 'rejected' }],
    ['our secret is wrong', 'token.refresh', refused(401, 'invalid_client'), { kind: 'misconfigured' }],
    ['no answer to a write', 'meeting.create', { type: 'no_answer', wasSent: true }, { kind: 'uncertain' }],
    ['a write that was never sent', 'meeting.create', { type: 'no_answer', wasSent: false }, { kind: 'unreachable' }],
    ['no answer to a read', 'meeting.list', { type: 'no_answer', wasSent: true }, { kind: 'unreachable' }],
    ['an answer in other words', 'meeting.create', { type: 'unreadable', status: 201 }, { kind: 'uncertain' }],
  ])('%s', (_name, operation, problem, failure) => {
    expect(classifyProblem(operation, problem, now)).toMatchObject(failure)
  })
})
