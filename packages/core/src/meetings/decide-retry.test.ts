import { FAILURE_KINDS } from '@foyer/shared/meetings'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideRetry, type FailedAttempt, nextPollAt } from './decide-retry.ts'

const now = new Date('2026-11-21T09:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
const failure: FailedAttempt = { kind: 'unreachable', attempt: 1, startsAt: inDays(4), now, random: 0.5 }
const delayOf = (change: Partial<FailedAttempt>) => {
  const decision = decideRetry({ ...failure, ...change })
  return decision.next === 'retry' ? decision.at.getTime() - now.getTime() : null
}

describe('decideRetry', () => {
  it('doubles the span with each try and draws from the whole of it', () => {
    expect([1, 2, 3, 4].map((attempt) => delayOf({ attempt, random: 0.5 }))).toEqual([1000, 2000, 4000, 8000])
    expect(delayOf({ attempt: 4, random: 0 })).toBe(0)
  })

  it('caps the span, and lower as the start comes near', () => {
    const span = (startsInMinutes: number) =>
      delayOf({ attempt: 30, random: 1, startsAt: new Date(now.getTime() + startsInMinutes * 60_000) })
    expect(span(60 * 24)).toBe(15 * 60_000)
    expect(span(60)).toBe(6 * 60_000)
    expect(span(10)).toBe(60_000)
    expect(span(0)).toBe(5000)
    expect(span(-20)).toBe(5000)
  })

  it('waits for as long as the platform asks, but no longer than a day', () => {
    expect(delayOf({ kind: 'rate_limited', retryAt: new Date(now.getTime() + 30_000), random: 0 })).toBe(30_000)
    expect(delayOf({ kind: 'rate_limited', retryAt: inDays(3), random: 0 })).toBe(86_400_000)
    expect(delayOf({ kind: 'rate_limited', retryAt: inDays(-1), random: 0.5 })).toBe(5000)
  })

  it.each([
    [{ kind: 'connection_lost' } as const, { next: 'block', reason: 'connection_lost' }],
    [{ kind: 'connection_lost', scopeMissing: true } as const, { next: 'block', reason: 'permission_missing' }],
    [{ kind: 'not_allowed' } as const, { next: 'block', reason: 'not_allowed' }],
    [{ kind: 'rejected' } as const, { next: 'fail', reason: 'rejected' }],
    [{ kind: 'bug', attempt: 5 } as const, { next: 'fail', reason: 'internal_error' }],
    [{ kind: 'gone', attempt: 5 } as const, { next: 'fail', reason: 'room_failed' }],
  ])('does not retry by itself on %o', (change, expected) => {
    expect(decideRetry({ ...failure, ...change })).toEqual(expected)
  })

  it('always gives a reason, never a time in the past, and never one beyond a day and a second', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FAILURE_KINDS),
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.option(fc.integer({ min: -1e9, max: 1e9 }), { nil: undefined }),
        fc.integer({ min: -1e9, max: 1e9 }),
        (kind, attempt, random, retryInMs, startsInMs) => {
          const decision = decideRetry({
            kind,
            attempt,
            random,
            now,
            startsAt: new Date(now.getTime() + startsInMs),
            retryAt: retryInMs === undefined ? undefined : new Date(now.getTime() + retryInMs),
          })
          expect(decision.reason).toBeTruthy()
          if (decision.next !== 'retry') return
          const delay = decision.at.getTime() - now.getTime()
          expect(delay).toBeGreaterThanOrEqual(0)
          expect(delay).toBeLessThanOrEqual(86_401_000)
        },
      ),
    )
  })
})

it('reads a pending room quickly at first and ever more seldom, and more often again as the start comes near', () => {
  const secondsAfter = (polls: number, startsInMs: number) =>
    (nextPollAt(polls, now, new Date(now.getTime() + startsInMs)).getTime() - now.getTime()) / 1000
  const dayAhead = [0, 1, 2, 3, 4, 11, 99].map((polls) => secondsAfter(polls, 86_400_000))
  expect(dayAhead).toEqual([1, 1, 2, 3, 5, 600, 600])
  expect([600_000, 60_000, 0, -60_000].map((startsInMs) => secondsAfter(99, startsInMs))).toEqual([60, 6, 5, 5])
})
