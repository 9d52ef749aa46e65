import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { narrow } from './database-clock.ts'

const instant = fc.integer({ min: -100_000, max: 100_000 })
const wait = fc.nat(30_000)

describe('the clock that agrees with the database', () => {
  it.each([
    ['a quick answer sets it right', 900, { leastMs: 99, mostMs: 101 }, 101],
    ['a quick answer from the other side as well', -900, { leastMs: 99, mostMs: 101 }, 99],
    [
      'an answer that took twenty seconds changes nothing that may be true',
      100,
      { leastMs: -19_900, mostMs: 100 },
      100,
    ],
    ['but what it rules out', 5000, { leastMs: -19_900, mostMs: 100 }, 100],
  ])('%s', (_name, known, comparison, next) => {
    expect(narrow(known, comparison)).toBe(next)
  })

  it('never gets worse by an answer, however long it took and whenever on its way the time was read', () => {
    fc.assert(
      fc.property(instant, instant, wait, wait, (truth, known, there, back) => {
        const next = narrow(known, { leastMs: truth - back, mostMs: truth + there })
        expect(Math.abs(next - truth)).toBeLessThanOrEqual(Math.abs(known - truth))
        expect(Math.abs(next - truth)).toBeLessThanOrEqual(Math.max(there, back))
      }),
    )
  })
})
