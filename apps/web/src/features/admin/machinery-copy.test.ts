import type { BreakerDto } from '@foyer/shared/breakers'
import { SWEEP_NAMES, type SweepDto } from '@foyer/shared/sweeps'
import { describe, expect, it } from 'vitest'
import { heldWords, isSweepInTrouble, sweepsSummary, sweepWords, waitingWords } from './machinery-copy.ts'

const breaker: BreakerDto = {
  kind: 'platform',
  platform: 'google_meet',
  provider: null,
  state: 'open',
  reason: 'unreachable',
  openedAt: '2026-11-21T12:00:00Z',
  openUntil: '2026-11-21T12:01:00Z',
  isNamed: false,
  opens: 1,
  waiting: 1,
}

const sweep = (change: Partial<SweepDto>): SweepDto => ({
  name: 'lost_jobs',
  everySeconds: 5,
  ranAt: '2026-11-21T12:00:00Z',
  durationMs: 4,
  found: 0,
  foundTotal: 0,
  failures: 0,
  failedAt: null,
  isLate: false,
  ...change,
})

it('says who is held back, why, and how many links wait for it', () => {
  expect(heldWords(breaker)).toEqual({
    what: 'Google Meet for everybody',
    why: 'Google gave no useful answer several times in a row.',
  })
  const provider = { id: 'p', name: 'Ana', email: 'ana@foyer.test' }
  const account: BreakerDto = { ...breaker, kind: 'connection', provider, reason: 'rate_limited', waiting: 1200 }
  expect(heldWords(account)).toEqual({ what: 'Google Meet of Ana', why: 'Google asked for fewer calls.' })
  expect([waitingWords(breaker), waitingWords(account)]).toEqual(['1 link waits', '1,200 links wait'])
})

describe('the sweeps', () => {
  it.each(SWEEP_NAMES)('%s is told in words', (name) => {
    expect(sweepWords(sweep({ name }))).toMatch(/^\p{Lu}[^_]+$/u)
  })

  it('are in order until one is late, or its last run failed', () => {
    const failed = sweep({ failedAt: '2026-11-21T12:00:01Z' })
    const mended = sweep({ failedAt: '2026-11-21T11:59:00Z' })
    expect([sweep({}), mended, failed, sweep({ isLate: true })].map(isSweepInTrouble)).toEqual([
      false,
      false,
      true,
      true,
    ])
    expect(sweepsSummary([sweep({}), mended])).toMatch(/^All 2 sweeps .* run on time\.$/)
    expect(sweepsSummary([sweep({}), failed])).toMatch(/^1 sweep of 2 .* does not run\./)
  })
})
