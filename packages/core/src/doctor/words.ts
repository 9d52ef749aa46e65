import type { Finding } from '@foyer/shared/doctor'

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
] as const

/** `1 session`, `3 sessions`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** A length of time in its largest whole unit: `3 hours`. */
export function spanOf(ms: number): string {
  const [size, noun] = UNITS.find(([unit]) => Math.abs(ms) >= unit) ?? [1000, 'second']
  return plural(Math.round(Math.abs(ms) / size), noun)
}

/** `2026-11-25 09:30 UTC`. */
export const clockOf = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** `in 3 hours` or `3 hours ago`. */
export const distanceOf = (at: Date, now: Date): string =>
  at >= now ? `in ${spanOf(at.getTime() - now.getTime())}` : `${spanOf(now.getTime() - at.getTime())} ago`

/** A finding about everybody that is well and asks for nothing, but for what is given. */
export const finding = (given: Partial<Finding> & Pick<Finding, 'area' | 'what'>): Finding => ({
  severity: 'ok',
  who: 'foyer',
  nextStep: null,
  provider: null,
  session: null,
  ...given,
})
