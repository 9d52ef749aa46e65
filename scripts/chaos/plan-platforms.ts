import type { Platform } from '@foyer/shared/platforms'
import { createDice } from './dice.ts'
import { isVendor } from './vendors.ts'

/** How many of six providers meet where. */
const ROUND: readonly Platform[] = ['google_meet', 'google_meet', 'zoom', 'zoom', 'teams', 'custom_room']

export interface Spread {
  /** Where each provider meets. */
  platforms: Platform[]
  /** Two providers, of two companies, whose accounts alone are in trouble in the second stage. */
  sick: number[]
  /** Providers whose company lets them make nothing more that day, from the second stage on. */
  spent: number[]
}

/** Every sixth account at Zoom has used up its day, and at least one. */
const SPENT_SHARE = 6

/** Every platform in every run, by other providers with every seed. */
export function spreadPlatforms(seed: number, providers: number): Spread {
  const dice = createDice(seed, 'platforms')
  const rounds = Array.from({ length: Math.ceil(providers / ROUND.length) }, () => dice.shuffle(ROUND)).flat()
  const platforms = rounds.slice(0, providers)
  const withAccount = platforms.flatMap((platform, index) => (isVendor(platform) ? [index] : []))
  const first = dice.pick(withAccount)
  const second = dice.pick(withAccount.filter((index) => platforms[index] !== platforms[first]))
  const sick = [first, second]
  const free = withAccount.filter((index) => platforms[index] === 'zoom' && !sick.includes(index))
  return { platforms, sick, spent: free.slice(0, Math.ceil(free.length / SPENT_SHARE)) }
}
