import { expect, it } from 'vitest'
import { comeBackAt } from './come-back.ts'

const now = new Date('2026-11-21T09:00:00Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)

/** The latest moment after the end of the hold, in seconds. */
const spread = (waitSeconds: number, opens: number, startsInSeconds = 7 * 86_400) => {
  const hold = { until: after(waitSeconds), reason: 'unreachable', opens } as const
  const latest = comeBackAt(hold, { startsAt: after(startsInSeconds), now, random: 1 })
  return (latest.getTime() - hold.until.getTime()) / 1000
}

it('spreads what is held back, more widely the longer nothing works', () => {
  expect([spread(10, 1), spread(20, 2), spread(40, 3), spread(120, 30)]).toEqual([2.5, 10, 40, 300])
  expect([spread(30, 1), spread(3600, 1)]).toEqual([7.5, 15])
})

it('puts those that begin soon first, and keeps none waiting longer than its nearness allows', () => {
  expect([spread(3600, 1, 43_200), spread(3600, 1, 3600)]).toEqual([7.5, 1.5])
  expect([spread(120, 30, 1200), spread(120, 30, 0)]).toEqual([12, 0.5])
})

it('never comes before the end of the hold', () => {
  const hold = { until: after(30), reason: 'rate_limited', opens: 1 } as const
  expect(comeBackAt(hold, { startsAt: after(60), now, random: 0 })).toEqual(hold.until)
})
