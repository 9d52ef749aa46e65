import { type Happening, planHappenings } from './plan-happenings.ts'
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
  /** Providers whose accounts alone are in trouble in the second stage. */
  sick: number[]
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
  const size = { seed, sessions, providers, customers, workers: WORKERS, sick: [0, 1], stages }
  const stories = planStories(size)
  const happenings = planHappenings({ ...size, stories })
  return { seed, providers, customers, workers: WORKERS, sick: size.sick, stages, stories, happenings }
}
