import type { MeetingAttemptDto, ProblemMeetingDto } from '@foyer/shared/admin'
import { FAILURE_KINDS, MEETING_REASONS } from '@foyer/shared/meetings'
import { describe, expect, it } from 'vitest'
import { attemptDetails, attemptSentence } from './attempt-copy.ts'
import { healthFigures, healthTitle } from './health-news.ts'
import { nextStep, problemStatus, whereMade } from './problem-copy.ts'

const now = new Date('2026-11-21T12:00:00Z')
const reader = { locale: 'en-GB', timeZone: 'UTC' }

const attempt: MeetingAttemptDto = {
  id: 'a',
  at: '2026-11-21T11:00:00Z',
  operation: 'create',
  outcome: 'not_allowed',
  httpStatus: 403,
  code: 'forbidden',
  requestId: '7f3a',
  durationMs: 310,
  nextAttemptAt: null,
}

const problem: ProblemMeetingDto = {
  sessionId: 's',
  startsAt: '2026-11-22T09:00:00Z',
  serviceTitle: 'Evening group',
  provider: { id: 'p', name: 'Ana' },
  platform: 'google_meet',
  fallbackFrom: null,
  status: 'blocked',
  reason: 'connection_lost',
  owner: 'provider',
  attempts: 3,
  lastAttemptAt: null,
  nextAttemptAt: null,
}

it('a problem says where the link is to be made, and whether that is the backup', () => {
  expect(whereMade(problem)).toBe('Google Meet')
  expect(whereMade({ ...problem, platform: 'zoom', fallbackFrom: 'google_meet' })).toBe('Zoom, as backup')
  expect(whereMade({ ...problem, fallbackFrom: 'google_meet' })).toBe('Google Meet, a person is asked')
})

it.each(['ok', ...FAILURE_KINDS] as const)('an attempt that ended as %s is told in whole sentences', (outcome) => {
  for (const operation of ['create', 'update', 'remove', 'look', 'poll', 'sync', 'something-new'])
    expect(attemptSentence({ ...attempt, operation, outcome }, 'Google')).toMatch(/^\p{Lu}[^_]*\. \p{Lu}[^_]*\.$/u)
})

it('an attempt says what the support of the platform asks for, and nothing that is not known', () => {
  expect(attemptDetails(attempt)).toBe('HTTP 403 · forbidden · request 7f3a · 0.3 s')
  expect(attemptDetails({ ...attempt, httpStatus: null, code: null, requestId: null })).toBe('0.3 s')
})

describe('a missing link', () => {
  it.each(MEETING_REASONS)('because of %s has a name of a few words', (reason) => {
    expect(problemStatus({ ...problem, reason }, now).words).toMatch(/^\p{Lu}[a-z -]+$/u)
  })

  it('turns brick when somebody must act and the start is near', () => {
    expect(problemStatus(problem, now).tone).toBeUndefined()
    expect(problemStatus({ ...problem, startsAt: '2026-11-21T12:50:00Z' }, now).tone).toBe('brick')
  })

  it('says when it is tried next, or who has to act', () => {
    expect(nextStep(problem, now, reader)).toBe('when Ana connects')
    expect(nextStep({ ...problem, reason: 'not_allowed' }, now, reader)).toBe('when Ana acts')
    expect(nextStep({ ...problem, owner: 'operator', reason: 'rejected' }, now, reader)).toBe('when you have mended it')
    const next = (nextAttemptAt: string) => nextStep({ ...problem, nextAttemptAt }, now, reader)
    expect([next('2026-11-21T12:00:09Z'), next('2026-11-22T08:00:00Z'), next('2026-11-21T11:59:59Z')]).toEqual([
      '12:00:09',
      'tomorrow 08:00',
      'trying now',
    ])
  })
})

describe('the figures', () => {
  const links = { ready: 1999, pending: 0, blocked: 1, failed: 0 }
  const overview = {
    links,
    soonWithoutLink: 1,
    oldestWaitSince: null,
    linkDelayP95Ms: 720,
    connections: [],
    breakers: [],
    sweeps: [],
  }

  it('never round up to all', () => {
    expect(healthFigures(overview).map(({ value }) => value)).toEqual(['99.9 %', '1', '0', '1', '0.7 s'])
    expect(healthTitle(overview)).toBe('1 coming session has no link')
  })

  it('do not invent anything where nothing was measured', () => {
    const none = { ...overview, links: { ready: 0, pending: 0, blocked: 0, failed: 0 }, linkDelayP95Ms: null }
    expect(healthFigures(none).map(({ value }) => value)).toEqual(['–', '1', '0', '0', '–'])
    expect(healthTitle(none)).toBe('Every link is there')
  })
})
