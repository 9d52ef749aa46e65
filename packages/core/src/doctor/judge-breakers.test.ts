import type { BreakerDto } from '@foyer/shared/breakers'
import { expect, it } from 'vitest'
import { judgeBreakers } from './judge-breakers.ts'

const now = new Date('2026-11-21T09:00:00Z')
const platform: BreakerDto = {
  kind: 'platform',
  platform: 'google_meet',
  provider: null,
  state: 'open',
  reason: 'unreachable',
  openedAt: '2026-11-21T08:59:00.000Z',
  openUntil: '2026-11-21T09:01:00.000Z',
  isNamed: false,
  opens: 4,
  waiting: 12,
}

it('says who is held back, why, since when and until when, and that it heals by itself', () => {
  expect(judgeBreakers([platform], now)).toMatchObject([
    {
      area: 'platforms',
      severity: 'warning',
      who: 'foyer',
      provider: null,
      what:
        'Calls to Google for everybody are held back since 2026-11-21 08:59 UTC: it does not answer. ' +
        '4 times in a row, 12 meetings waiting; the next call goes out in 1 minute.',
    },
  ])
  const provider = { id: 'a', name: 'Ana', email: 'ana@foyer.test' }
  const account: BreakerDto = { ...platform, kind: 'connection', provider, reason: 'rate_limited', isNamed: true }
  expect(judgeBreakers([account], now)).toMatchObject([
    { area: 'connections', provider: 'ana@foyer.test', what: expect.stringContaining('in 1 minute, as Google asked.') },
  ])
})
