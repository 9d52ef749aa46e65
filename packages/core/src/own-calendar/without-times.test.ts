import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Stretch, withoutTimes } from './without-times.ts'

const at = (startsAt: number, endsAt: number): Stretch => ({ startsAt, endsAt })

describe('taking times out of times', () => {
  it.each([
    ['nothing of a time that is ours', [at(10, 11)], [at(10, 11)], []],
    ['what lies before and after', [at(9, 12)], [at(10, 11)], [at(9, 10), at(11, 12)]],
    ['one of two that Google has joined', [at(10, 12)], [at(10, 11)], [at(11, 12)]],
    ['all where nothing is ours', [at(10, 11), at(9, 10)], [at(12, 13)], [at(9, 11)]],
    ['no trace of an empty time', [at(10, 10)], [], []],
  ])('leaves %s', (_what, times, takenOut, left) => {
    expect(withoutTimes(times, takenOut)).toEqual(left)
  })

  it('leaves exactly the minutes that are in the first and not in the second', () => {
    const stretches = fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 12 }))
        .map(([from, length]) => at(from, from + length)),
      { maxLength: 8 },
    )
    const minutes = (times: readonly Stretch[]) =>
      Array.from({ length: 60 }, (_, minute) => times.some((time) => time.startsAt <= minute && minute < time.endsAt))
    fc.assert(
      fc.property(stretches, stretches, (times, takenOut) => {
        const left = withoutTimes(times, takenOut)
        const ours = minutes(takenOut)
        expect(minutes(left)).toEqual(minutes(times).map((isBusy, minute) => isBusy && !ours[minute]))
        const apart = left.every(({ startsAt }, index) => startsAt > (left[index - 1]?.endsAt ?? -1))
        expect(apart).toBe(true)
      }),
    )
  })
})
