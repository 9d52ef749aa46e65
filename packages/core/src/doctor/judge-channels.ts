import type { Finding } from '@foyer/shared/doctor'
import { PLATFORM_COMPANIES, type Platform } from '@foyer/shared/platforms'
import { clockOf, finding, plural } from './words.ts'

/** How a platform tells this installation of changes in accounts. */
export interface ChannelFacts {
  platform: Platform
  /** Where it would tell of them. */
  address: string
  isReachable: boolean
  /** Channels that the platform agreed to, and those among them on which nothing came for longer than it ever takes. */
  open: number
  silent: number
  refused: { provider: string; code: string; nextAttemptAt: Date }[]
}

/** Whether changes at the platforms are heard of at once. Nothing here keeps a link from being made. */
export const judgeChannels = (platforms: ChannelFacts[]): Finding[] => platforms.flatMap(judgePlatform)

function judgePlatform({ platform, address, isReachable, open, silent, refused }: ChannelFacts): Finding[] {
  const company = PLATFORM_COMPANIES[platform]
  const inTurn = `What is changed by hand at ${company} is found from a day before each session`
  if (!isReachable)
    return [finding({ area: 'platforms', what: `${company} cannot call ${address}. ${inTurn}, not at once.` })]
  const found = refused.map(({ provider, code, nextAttemptAt }) =>
    finding({
      area: 'platforms',
      severity: 'warning',
      provider,
      what: `${company} would not tell of changes in the account of ${provider} (${code}); next try ${clockOf(nextAttemptAt)}. ${inTurn}.`,
      nextStep: 'Nothing to do: no link depends on it. If it lasts, see what the code means.',
    }),
  )
  if (silent > 0)
    found.push(
      finding({
        area: 'platforms',
        severity: 'warning',
        who: 'operator',
        what: `${company} agreed to tell of changes in ${plural(open, 'account')}, but of ${silent} nothing ever came to ${address}. ${inTurn}.`,
        nextStep:
          'See that the address answers from outside, over https and with a certificate that the public trusts.',
      }),
    )
  if (found.length > 0 || open === 0) return found
  return [finding({ area: 'platforms', what: `${company} tells of changes in ${plural(open, 'account')} at once.` })]
}
