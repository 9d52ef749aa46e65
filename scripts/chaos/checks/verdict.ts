import type { History } from '../history.ts'

/** What a judge found: how much was looked at, and one line for each violation. */
export interface Verdict {
  checked: number
  violations: string[]
  /** A figure to report, whether or not it is a violation. */
  figure?: string
}

export type Judge = (history: History) => Verdict

/** Judges each thing; null means that all is well with it. */
export function judgeEach<T>(things: readonly T[], problemOf: (thing: T) => string | null): Verdict {
  const violations = things.flatMap((thing) => problemOf(thing) ?? [])
  return { checked: things.length, violations }
}

export function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    const group = groups.get(keyOf(thing))
    if (group) group.push(thing)
    else groups.set(keyOf(thing), [thing])
  }
  return groups
}

/** The value that so many out of a hundred do not exceed; 0 for nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}
