import { createRandom } from '@foyer/sandbox/control/random'

/** Chances that repeat for the same seed. */
export interface Dice {
  /** In [0, 1). */
  next(): number
  /** A whole number, both ends included. */
  int(from: number, to: number): number
  pick<T>(items: readonly T[]): T
  /** A copy in another order. */
  shuffle<T>(items: readonly T[]): T[]
}

/** Each `purpose` throws dice of its own, so that one more fault does not change what people do. */
export function createDice(seed: number, purpose: string): Dice {
  let mixed = seed >>> 0
  for (const letter of purpose) mixed = (Math.imul(mixed, 31) + (letter.codePointAt(0) ?? 0)) >>> 0
  const next = createRandom(mixed)
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(items: readonly T[]): T => {
    const item = items[int(0, items.length - 1)]
    if (item === undefined) throw new Error('There is nothing to pick from.')
    return item
  }
  const shuffle = <T>(items: readonly T[]): T[] => {
    const left = [...items]
    return items.flatMap(() => left.splice(int(0, left.length - 1), 1))
  }
  return { next, int, pick, shuffle }
}
