import type { Hold } from './decide-breaker.ts'

const DAY_MS = 86_400_000
const SHORTEST_SPREAD_MS = 500
const FIRST_SPREAD_MS = 15_000
const LONGEST_SPREAD_MS = 5 * 60_000
const SHORTEST_CAP_MS = 5000

/**
 * When a meeting comes back that is held back: never all at once, and those that begin soon before the others. The longer
 * nothing works the wider they are spread, because one call is enough to find out; the others are woken once it goes well.
 */
export function comeBackAt(hold: Hold, by: { startsAt: Date; now: Date; random: number }): Date {
  const now = by.now.getTime()
  const untilStart = Math.max(0, by.startsAt.getTime() - now)
  const longest = Math.min(LONGEST_SPREAD_MS, Math.max(SHORTEST_CAP_MS, untilStart / 10))
  const first = Math.min(FIRST_SPREAD_MS, (hold.until.getTime() - now) / 4)
  const spread = Math.min(longest, Math.max(SHORTEST_SPREAD_MS, first * 2 ** Math.min(hold.opens - 1, 20)))
  const distance = Math.min(1, Math.max(0.1, untilStart / DAY_MS))
  return new Date(hold.until.getTime() + spread * distance * by.random)
}
