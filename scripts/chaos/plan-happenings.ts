import type { Platform } from '@foyer/shared/platforms'
import { createDice, type Dice } from './dice.ts'
import type { Stages } from './plan.ts'
import type { Story } from './plan-stories.ts'
import { isVendor } from './vendors.ts'

/** What goes wrong for one account at the platform. */
export const ACCOUNT_TROUBLES = [
  'answers lost after the work',
  'requests lost before the work',
  'answers cut off',
  'no answer',
  'slow answers',
  'rate limit with a time',
  'rate limit without a time',
  'quota',
  'access tokens expired',
  'refresh answers lost',
  'permission taken back, connected again',
  'rooms that take time',
  'rooms that fail',
  'disconnected keeping links, connected again',
  'disconnected removing links, connected again',
  'connected again while connected',
  'all links tried again',
] as const

/** What goes wrong for everybody. */
export const COMMON_TROUBLES = [
  'bursts of server errors',
  'platform down',
  'short token lifetime',
  'queue emptied',
  'jobs enqueued three times',
  'database connections cut',
  'mail server down',
] as const

const WORKER_TROUBLES = ['worker killed', 'worker frozen', 'worker replaced'] as const

export type HappeningKind =
  | (typeof ACCOUNT_TROUBLES)[number]
  | (typeof COMMON_TROUBLES)[number]
  | (typeof WORKER_TROUBLES)[number]
  | 'database restarted'
  | 'day used up'

export interface Happening {
  kind: HappeningKind
  atMs: number
  /** How long it lasts, where it lasts. */
  forMs: number
  provider: number
  worker: number
  /** Further chance, in [0, 1). */
  luck: number
}

interface Size {
  seed: number
  providers: number
  workers: number
  platforms: readonly Platform[]
  sick: number[]
  spent: number[]
  stages: Stages
  stories: readonly Story[]
}

const ACCOUNT_EVERY_MS = 1800
const COMMON_EVERY_MS = 6500
const WORKER_EVERY_MS = 6500
/** Longer than a claim holds. */
const FREEZE_MS = [18_000, 24_000] as const
/** No worker is touched in the last part, so that the waiting after is not all about crashes. */
const WORKERS_UNTIL = 0.85
const RESTART_EVERY_MS = 120_000

const byTime = (one: Happening, other: Happening) => one.atMs - other.atMs

/** Faults over the second and third stage, soonest first. */
export function planHappenings(size: Size): Happening[] {
  return [...planSickness(size), ...planSpent(size), ...planStorm(size), ...planWorkerTroubles(size)].sort(byTime)
}

/** The whole stage long, and for the chosen accounts only. */
function planSickness({ sick, stages, workers }: Size): Happening[] {
  const forMs = Math.round(stages.sickMs - stages.calmMs)
  const kinds = ['no answer', 'rate limit without a time'] as const
  return sick.map((provider, index) => ({
    kind: kinds[index % kinds.length] ?? 'no answer',
    atMs: Math.round(stages.calmMs),
    forMs,
    provider,
    worker: index % workers,
    luck: 0,
  }))
}

/** From then on, whatever the storm does to the others. */
const planSpent = ({ spent, stages }: Size): Happening[] =>
  spent.map((provider) => ({
    kind: 'day used up',
    atMs: Math.round(stages.sickMs),
    forMs: 0,
    provider,
    worker: 0,
    luck: 0,
  }))

/** What only Google knows, and what a room of one's own knows too; the rest is for everybody with an account. */
const AT_GOOGLE = new Set<HappeningKind>(['rooms that take time', 'rooms that fail'])
const ANYWHERE = new Set<HappeningKind>([
  'disconnected keeping links, connected again',
  'disconnected removing links, connected again',
  'connected again while connected',
  'all links tried again',
])

/** Whether it strikes an account or its company, and not our own processes, database, queue or mails. */
export const strikesPlatform = (kind: HappeningKind): boolean =>
  kind === 'day used up' ||
  kind === 'bursts of server errors' ||
  kind === 'platform down' ||
  ACCOUNT_TROUBLES.some((one) => one === kind)

const canHappenAt = (kind: HappeningKind, platform: Platform): boolean =>
  AT_GOOGLE.has(kind) ? platform === 'google_meet' : ANYWHERE.has(kind) || isVendor(platform)

function planStorm({ seed, platforms, spent, stages, stories }: Size): Happening[] {
  const dice = createDice(seed, 'storm')
  const happen = (kind: HappeningKind, atMs: number): Happening => {
    const forMs = dice.int(4000, 10_000)
    const fits = platforms.flatMap((platform, index) =>
      canHappenAt(kind, platform) && !spent.includes(index) ? [index] : [],
    )
    const busy = stories.filter(
      (story) => story.atMs > atMs - 500 && story.atMs < atMs + forMs && fits.includes(story.provider),
    )
    // Trouble with an account that nobody needs would show nothing.
    const provider = busy.length > 0 ? dice.pick(busy).provider : dice.pick(fits)
    return { kind, atMs, forMs, provider, worker: 0, luck: dice.next() }
  }
  const restarts = Math.max(1, Math.floor((stages.endMs - stages.sickMs) / RESTART_EVERY_MS))
  return [
    ...spread(dice, ACCOUNT_TROUBLES, ACCOUNT_EVERY_MS, stages).map(([kind, atMs]) => happen(kind, atMs)),
    ...spread(dice, COMMON_TROUBLES, COMMON_EVERY_MS, stages).map(([kind, atMs]) => happen(kind, atMs)),
    ...Array.from({ length: restarts }, (_, index) =>
      happen(
        'database restarted',
        Math.round(stages.sickMs + ((index + 0.6) / restarts) * (stages.endMs - stages.sickMs)),
      ),
    ),
  ]
}

/** Each kind in turn, in another order every round, about so far apart. */
function spread<Kind>(
  dice: Dice,
  kinds: readonly Kind[],
  everyMs: number,
  { sickMs, endMs }: Stages,
): [Kind, number][] {
  const count = Math.max(kinds.length, Math.floor((endMs - sickMs) / everyMs))
  const rounds = Array.from({ length: Math.ceil(count / kinds.length) }, () => dice.shuffle(kinds)).flat()
  return rounds
    .slice(0, count)
    .map((kind, index) => [kind, Math.round(sickMs + ((index + dice.next()) / count) * (endMs - sickMs) * 0.97)])
}

/** Now one worker and now another, and never all of them frozen at once. */
function planWorkerTroubles({ seed, providers, workers, stages }: Size): Happening[] {
  const dice = createDice(seed, 'workers')
  const frozenUntil = Array.from({ length: workers }, () => 0)
  const kinds = ['worker frozen', 'worker killed', 'worker replaced', 'worker killed', 'worker killed'] as const
  const happenings: Happening[] = []
  const until = stages.sickMs + (stages.endMs - stages.sickMs) * WORKERS_UNTIL
  let atMs = stages.sickMs
  for (let index = 0; ; index += 1) {
    atMs += dice.int(WORKER_EVERY_MS * 0.6, WORKER_EVERY_MS * 1.2)
    if (atMs > until) return happenings
    const awake = frozenUntil.flatMap((end, worker) => (end < atMs ? [worker] : []))
    const kind = kinds[index % kinds.length] ?? 'worker killed'
    if (awake.length === 0 || (kind === 'worker frozen' && awake.length < 2)) continue
    const worker = dice.pick(awake)
    const forMs = kind === 'worker frozen' ? dice.int(...FREEZE_MS) : dice.int(300, 1500)
    if (kind === 'worker frozen') frozenUntil[worker] = atMs + forMs + 2000
    happenings.push({
      kind,
      atMs: Math.round(atMs),
      forMs,
      provider: dice.int(0, providers - 1),
      worker,
      luck: dice.next(),
    })
  }
}
