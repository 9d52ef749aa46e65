import type { Finding } from '@foyer/shared/doctor'
import { PLATFORM_COMPANIES, PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import { clockOf, finding, plural, spanOf } from './words.ts'

export interface PlatformFacts {
  platform: Platform
  isSetUp: boolean
  /** What answers in place of the company. */
  origin: string | null
  /** Services on offer that meet there. */
  services: number
}

/** Whether each platform that is offered is set up, and who really answers. `isPublic`: people reach it from outside. */
export function judgePlatforms(platforms: PlatformFacts[], isPublic: boolean): Finding[] {
  return platforms.flatMap(({ platform, isSetUp, origin, services }) => {
    const [name, company] = [PLATFORM_NAMES[platform], PLATFORM_COMPANIES[platform]]
    if (!isSetUp && services === 0) return []
    if (!isSetUp)
      return finding({
        area: 'platforms',
        severity: 'problem',
        who: 'operator',
        what: `${plural(services, 'service')} on offer at ${name}, which is not set up here.`,
        nextStep: 'Give its client id and secret in the environment, or have the services offered elsewhere.',
      })
    if (platform === 'custom_room') return finding({ area: 'platforms', what: `${name} needs no set-up.` })
    if (origin === null) return finding({ area: 'platforms', what: `${name} is set up; ${company} answers.` })
    const what = `${name} is set up; ${origin} answers in place of ${company}.`
    if (!isPublic) return finding({ area: 'platforms', what })
    const nextStep = 'Leave the origin of the platform unset, unless this installation is for trying things out.'
    return finding({ area: 'platforms', severity: 'warning', who: 'operator', what, nextStep })
  })
}

/** How often a platform asked to slow down on behalf of one provider, in the last hour. */
export interface QuotaFacts {
  provider: string
  platform: Platform
  count: number
  lastAt: Date
}

export const judgeQuota = (quotas: QuotaFacts[]): Finding[] =>
  quotas.map(({ provider, platform, count, lastAt }) =>
    finding({
      area: 'platforms',
      severity: 'warning',
      provider,
      what: `${PLATFORM_COMPANIES[platform]} asked ${provider} to slow down ${plural(count, 'time')} in the last hour, last at ${clockOf(lastAt)}.`,
      nextStep: `Nothing to do: Foyer waits as long as it was told. If it lasts, ask ${PLATFORM_COMPANIES[platform]} for a larger quota.`,
    }),
  )

export interface DatabaseFacts {
  pendingMigrations: number
  /** It was migrated by a newer version of Foyer. */
  isNewer: boolean
  /** How far the clock of the database is ahead of this process's. */
  aheadMs: number
}

/** The database could not even be asked. */
export const judgeSilence = (why: string): Finding =>
  finding({
    area: 'database',
    severity: 'problem',
    who: 'operator',
    what: `The database cannot be read: ${why}.`,
    nextStep: 'Start the database or set DATABASE_URL right, then run this again.',
  })

const CLOCK_WARNING_MS = 5_000
const CLOCK_PROBLEM_MS = 60_000

/** Whether the tables fit this version and the clocks agree. */
export function judgeDatabase({ pendingMigrations, isNewer, aheadMs }: DatabaseFacts): Finding[] {
  const found: Finding[] = []
  const add = (severity: 'problem' | 'warning', what: string, nextStep: string) =>
    found.push(finding({ area: 'database', severity, who: 'operator', what, nextStep }))
  if (pendingMigrations > 0)
    add(
      'problem',
      `The tables lack ${plural(pendingMigrations, 'migration')}; what depends on them was not looked at.`,
      'Run the migrations; `npm start` does it by itself.',
    )
  if (isNewer) add('problem', 'The tables belong to a newer version of Foyer.', 'Update Foyer to that version.')
  const difference = Math.abs(aheadMs)
  if (difference > CLOCK_WARNING_MS)
    add(
      difference > CLOCK_PROBLEM_MS ? 'problem' : 'warning',
      `The clock of the database is ${spanOf(difference)} ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine's.`,
      'Set both by the same time server; tries and renewals go by these clocks.',
    )
  if (found.length > 0) return found
  return [finding({ area: 'database', what: "The tables are up to date, and the database's clock is right." })]
}
