import type { SweepDto } from '@foyer/shared/sweeps'
import { describe, expect, it } from 'vitest'
import type { Seal } from '../security/keyring.ts'
import { type ConnectionFacts, judgeConnections } from './judge-connections.ts'
import { type DatabaseFacts, judgeDatabase, judgePlatforms, judgeQuota } from './judge-installation.ts'
import { judgeKeys } from './judge-keys.ts'
import { judgeQueue, type QueueFacts } from './judge-queue.ts'
import { judgeSessions, type SessionFacts } from './judge-sessions.ts'
import { judgeSweeps } from './judge-sweeps.ts'

const now = new Date('2026-11-21T09:00:00Z')
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const provider = 'ana@foyer.test'

describe('a session without a link', () => {
  const meeting = { status: 'pending', reason: null, attempts: 0, nextAttemptAt: at(1), claimedUntil: null } as const
  const session: SessionFacts = {
    sessionId: 'one',
    title: 'Violin lesson',
    provider,
    startsAt: at(180),
    addedAt: at(-60),
    platform: 'google_meet',
    meeting,
  }
  const cases: [string, Partial<SessionFacts>, { severity: string; who: string }, RegExp][] = [
    ['waits for its room', {}, { severity: 'warning', who: 'foyer' }, /begins in 3 hours.* Next try 2026-11-21 09:01/],
    ['begins soon', { startsAt: at(20) }, { severity: 'problem', who: 'foyer' }, /in 20 minutes/],
    ['has begun', { startsAt: at(-5) }, { severity: 'problem', who: 'foyer' }, /began 5 minutes ago/],
    ['was just added', { meeting: null, addedAt: at(-1) }, { severity: 'warning', who: 'foyer' }, /No room was asked/],
    ['was never taken up', { meeting: null }, { severity: 'problem', who: 'operator' }, /added 1 hour ago/],
    [
      'waits for the provider',
      { meeting: { ...meeting, status: 'blocked', reason: 'connection_lost', nextAttemptAt: null } },
      { severity: 'problem', who: 'provider' },
      /The permission at Google Meet has ended/,
    ],
    [
      'waits for the operator',
      { meeting: { ...meeting, status: 'failed', reason: 'misconfigured', nextAttemptAt: null } },
      { severity: 'problem', who: 'operator' },
      /not set up rightly at Google\./,
    ],
    [
      'has an overdue try',
      { meeting: { ...meeting, reason: 'platform_unreachable', attempts: 4, nextAttemptAt: at(-10) } },
      { severity: 'problem', who: 'operator' },
      /4 tries so far\. The next try was due 10 minutes ago/,
    ],
    [
      'is being tried at this moment',
      { meeting: { ...meeting, nextAttemptAt: at(-10), claimedUntil: at(1) } },
      { severity: 'warning', who: 'foyer' },
      /being prepared/,
    ],
    [
      'has come to a dead end',
      { meeting: { ...meeting, reason: 'room_failed', nextAttemptAt: null } },
      { severity: 'problem', who: 'operator' },
      /No further try is planned/,
    ],
  ]
  it.each(cases)('that %s', (_, change, expected, what) => {
    const [found] = judgeSessions([{ ...session, ...change }], 0, now)
    expect(found).toMatchObject({ ...expected, area: 'sessions', provider, what: expect.stringMatching(what) })
    expect(found?.nextStep).toBeTruthy()
  })

  it('can be given one by hand where little time is left', () => {
    const [near, far] = judgeSessions([{ ...session, startsAt: at(20) }, session], 0, now)
    expect([near?.nextStep, far?.nextStep].map((step) => step?.includes('paste a link'))).toEqual([true, false])
  })

  it('is well when there is none, and says when some were left out', () => {
    expect(judgeSessions([], 0, now)).toMatchObject([{ severity: 'ok', nextStep: null }])
    expect(judgeSessions([session], 7, now)[1]).toMatchObject({ what: expect.stringContaining('7 later sessions') })
  })
})

const whole: Seal = { keyId: 'new', isCurrent: true, state: 'whole' }
const old: Seal = { keyId: 'old', isCurrent: false, state: 'whole' }
const unknown: Seal = { keyId: 'lost', isCurrent: false, state: 'unknown_key' }
const broken: Seal = { ...whole, state: 'broken' }

describe('a connection', () => {
  const secret = { accessTokenExpiresAt: at(30), refreshLeaseUntil: null, hasRefreshToken: true, seals: [whole] }
  const connection: ConnectionFacts = {
    provider,
    platform: 'google_meet',
    status: 'connected',
    reason: null,
    since: at(-600),
    sessionsAffected: 0,
    firstAffectedAt: null,
    secret,
  }
  const waiting = { sessionsAffected: 2, firstAffectedAt: at(120) }
  const cases: [string, Partial<ConnectionFacts>, string, string, RegExp][] = [
    ['that is well', {}, 'ok', 'foyer', /connected since .* good until 2026-11-21 09:30 UTC\. Nobody renews it/],
    ['with an old token', { secret: { ...secret, accessTokenExpiresAt: at(-5) } }, 'ok', 'foyer', /ran out 5 minutes/],
    ['being renewed', { secret: { ...secret, refreshLeaseUntil: at(0.2) } }, 'ok', 'foyer', /renewed right now/],
    ['cut off while renewing', { secret: { ...secret, refreshLeaseUntil: at(-1) } }, 'ok', 'foyer', /next one takes/],
    ['that was revoked', { status: 'revoked', ...waiting }, 'problem', 'provider', /2 sessions .* first in 2 hours/],
    ['that was never finished', { status: 'connect_denied', secret: null }, 'warning', 'provider', /No session waits/],
    ['without a secret', { secret: null }, 'problem', 'provider', /nothing stored/],
    ['under a lost key', { secret: { ...secret, seals: [unknown] } }, 'problem', 'operator', /key "lost"/],
    ['that was tampered with', { secret: { ...secret, seals: [whole, broken] } }, 'problem', 'provider', /changed/],
    ['that is slowed down', { status: 'rate_limited' }, 'warning', 'foyer', /rate_limited/],
    ['that does not end', { status: 'disconnecting' }, 'problem', 'operator', /does not come to an end/],
  ]
  it.each(cases)('%s', (_, change, severity, who, what) => {
    const [found] = judgeConnections([{ ...connection, ...change }], { now, isDetailed: true })
    expect(found).toMatchObject({ severity, who, what: expect.stringMatching(what) })
    expect(found?.nextStep === null).toBe(severity === 'ok')
  })

  it('is told together with the others that are well, unless one provider is asked about', () => {
    const three = [connection, { ...connection, status: 'expired' as const }, connection]
    expect(judgeConnections(three, { now, isDetailed: false })).toMatchObject([
      { severity: 'problem' },
      { severity: 'ok', what: '2 connections without any trouble.' },
    ])
  })
})

it('counts what is under which key, and says which has to stay', () => {
  expect(judgeKeys([whole, whole, old, unknown])).toMatchObject([
    { severity: 'ok', what: '2 stored tokens under the key "new" (the first one); all can be opened.' },
    { severity: 'warning', nextStep: expect.stringContaining('Keep "old"') },
    { severity: 'problem', what: expect.stringContaining('1 stored token under the key "lost", which is not among') },
  ])
  expect(judgeKeys([broken, whole])).toMatchObject([
    { severity: 'problem', what: expect.stringMatching(/of which 1 cannot/) },
  ])
})

describe('the queue', () => {
  const queue: QueueFacts = {
    isInstalled: true,
    workerForMs: 600_000,
    newestJobAgeMs: 20_000,
    oldestDueSyncMs: null,
    failedLastDay: [],
    missingQueues: [],
  }
  it.each<[string, Partial<QueueFacts>, string, RegExp]>([
    ['is well', {}, 'ok', /newest job is 20 seconds old/],
    ['is not there', { isInstalled: false }, 'problem', /not there/],
    ['has no worker', { workerForMs: null }, 'problem', /No worker/],
    ['is stuck', { oldestDueSyncMs: 300_000 }, 'problem', /due for 5 minutes/],
    ['lacks a queue', { missingQueues: ['meeting.sweep'] }, 'problem', /meeting\.sweep/],
    ['has gone quiet', { newestJobAgeMs: 900_000 }, 'problem', /15 minutes old/],
    ['has only just begun', { newestJobAgeMs: 900_000, workerForMs: 30_000 }, 'ok', /connected/],
    ['gave some up', { failedLastDay: [{ name: 'meeting.sync', count: 2 }] }, 'warning', /2 jobs/],
  ])('%s', (_, change, severity, what) => {
    expect(judgeQueue({ ...queue, ...change })).toMatchObject([{ severity, what: expect.stringMatching(what) }])
  })
})

it('asks for a platform that is offered but not set up, and names who answers in its place', () => {
  const google = { platform: 'google_meet', isSetUp: true, origin: 'http://localhost:3001', services: 3 } as const
  const zoom = { platform: 'zoom', isSetUp: false, origin: null, services: 1 } as const
  expect(judgePlatforms([google, zoom, { ...zoom, services: 0 }], false)).toMatchObject([
    { severity: 'ok', what: expect.stringContaining('http://localhost:3001 answers in place of Google') },
    { severity: 'problem', who: 'operator' },
  ])
  expect(judgePlatforms([google], true)).toMatchObject([{ severity: 'warning' }])
})

it('tells of a quota that was used up', () => {
  const [found] = judgeQuota([{ provider, platform: 'google_meet', count: 7, lastAt: at(-3) }])
  expect(found).toMatchObject({ severity: 'warning', provider, what: expect.stringContaining('7 times') })
})

it.each<[Partial<DatabaseFacts>, string[]]>([
  [{}, ['ok']],
  [{ pendingMigrations: 2 }, ['problem']],
  [{ isNewer: true }, ['problem']],
  [{ aheadMs: -8000 }, ['warning']],
  [{ aheadMs: 90_000, pendingMigrations: 1 }, ['problem', 'problem']],
])('judges a database with %o as %j', (change, severities) => {
  const found = judgeDatabase({ pendingMigrations: 0, isNewer: false, aheadMs: 40, ...change })
  expect(found.map(({ severity }) => severity)).toEqual(severities)
})

describe('the sweeps', () => {
  const sweep: SweepDto = {
    name: 'lost_jobs',
    everySeconds: 5,
    ranAt: at(-0.1).toISOString(),
    durationMs: 2,
    found: 0,
    foundTotal: 3,
    failures: 0,
    failedAt: null,
    isLate: false,
  }
  it.each<[string, Partial<SweepDto>, string, RegExp]>([
    ['are well', {}, 'ok', /All 1 sweeps run/],
    ['are well again', { failures: 1, failedAt: at(-1).toISOString() }, 'ok', /All 1/],
    ['have stopped', { isLate: true, ranAt: at(-120).toISOString() }, 'problem', /lost_jobs has not run for 2 hours/],
    ['never ran', { isLate: true, ranAt: null }, 'problem', /lost_jobs has never run/],
    ['fail', { failures: 2, failedAt: at(0).toISOString() }, 'problem', /lost_jobs failed .* 2 times in all/],
  ])('%s', (_, change, severity, what) => {
    expect(judgeSweeps([{ ...sweep, ...change }], now)).toMatchObject([
      { severity, what: expect.stringMatching(what), who: severity === 'ok' ? 'foyer' : 'operator' },
    ])
  })
})
