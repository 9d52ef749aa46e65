import type { Platform } from '@foyer/shared/platforms'
import { type Happening, planHappenings } from './plan-happenings.ts'
import { spreadPlatforms } from './plan-platforms.ts'
import { planStories, type Story } from './plan-stories.ts'

/**
 * When it is how wild, in milliseconds from the start: nothing fails until `calmMs`, only the accounts of `sick` fail
 * until `sickMs`, then everything does until `endMs`.
 */
export interface Stages {
  calmMs: number
  sickMs: number
  endMs: number
}

/** Everything that a run does, in order; the same for the same seed and size. */
export interface Plan {
  seed: number
  providers: number
  customers: number
  workers: number
  /** Where each provider meets. */
  platforms: Platform[]
  /** Providers whose accounts alone are in trouble in the second stage. */
  sick: number[]
  /** Providers whose company lets them make nothing more that day, from the second stage on. */
  spent: number[]
  stages: Stages
  stories: Story[]
  happenings: Happening[]
}

const MS_PER_SESSION = 180
const SHORTEST_MS = 40_000
const WORKERS = 2

/** Plans a run of about so many sessions; `minutes` is how long people and faults are at work, without the waiting after. */
export function buildPlan(options: { seed: number; sessions: number; minutes?: number | undefined }): Plan {
  const { seed, sessions, minutes } = options
  const endMs = minutes === undefined ? Math.max(SHORTEST_MS, sessions * MS_PER_SESSION) : minutes * 60_000
  const stages = { calmMs: endMs * 0.2, sickMs: endMs * 0.4, endMs }
  const providers = Math.min(100, Math.max(6, Math.round(sessions / 30)))
  const customers = providers * 3
  const spread = spreadPlatforms(seed, providers)
  const size = { seed, sessions, providers, customers, workers: WORKERS, stages, ...spread }
  const stories = soonestLast(planStories(size), spread.spent)
  const happenings = planHappenings({ ...size, stories })
  return { seed, providers, customers, workers: WORKERS, stages, stories, happenings, ...spread }
}

/** Has these providers booked the other way round: what begins soon comes when nothing more can be made for them. */
function soonestLast(stories: Story[], providers: readonly number[]): Story[] {
  const last = new Map(
    providers.map((provider) => [provider, Math.max(0, ...stories.flatMap((one) => slotsOf(one, provider)))]),
  )
  const turn = (provider: number, slot: number) => (last.get(provider) ?? 2 * slot) - slot
  return stories.map((story) => ({
    ...story,
    slot: turn(story.provider, story.slot),
    steps: story.steps.map((step) =>
      step.slot === undefined ? step : { ...step, slot: turn(story.provider, step.slot) },
    ),
  }))
}

const slotsOf = ({ provider, slot, steps }: Story, of: number): number[] =>
  provider === of ? [slot, ...steps.flatMap((step) => step.slot ?? [])] : []
