import { LINK_HINT, toManualLink } from '@foyer/shared/links'
import { PLATFORM_NAMES, PLATFORMS, type Platform } from '@foyer/shared/platforms'
import { FALLBACK_LIMITS, type FallbackStep, fallbackProblem } from '@foyer/shared/services'

/** A step as it is being written. `text` is the room's link, or how the person is reached; empty for a platform. */
export interface StepDraft {
  /** Stays with the step while others come, go and change places. */
  key: number
  kind: FallbackStep['kind']
  platform: Platform | null
  text: string
}

let lastKey = 0
const nextKey = () => {
  lastKey += 1
  return lastKey
}

export const newStep = (kind: StepDraft['kind'], platform: Platform | null = null): StepDraft => ({
  key: nextKey(),
  kind,
  platform,
  text: '',
})

/** The stored chain, to be changed. */
export const stepsOf = (chain: readonly FallbackStep[]): StepDraft[] =>
  chain.map((step) => ({
    key: nextKey(),
    kind: step.kind,
    platform: step.kind === 'platform' ? step.platform : null,
    text: step.kind === 'room' ? step.joinUrl : step.kind === 'person' ? (step.contact ?? '') : '',
  }))

/** The chain as the API takes it; a platform that was not chosen is left out, but `stepProblem` has said so before. */
export const toChain = (steps: readonly StepDraft[]): FallbackStep[] =>
  steps.flatMap((step): FallbackStep[] => {
    const text = step.text.trim()
    if (step.kind === 'room') return [{ kind: 'room', joinUrl: toManualLink(text) ?? text }]
    if (step.kind === 'person') return [text === '' ? { kind: 'person' } : { kind: 'person', contact: text }]
    return step.platform ? [{ kind: 'platform', platform: step.platform }] : []
  })

/** What is wrong with one step. */
export function stepProblem({ kind, platform, text }: StepDraft): string | undefined {
  if (kind === 'platform' && !platform) return 'Choose a platform.'
  return kind === 'room' && toManualLink(text) === null ? LINK_HINT : undefined
}

/** What is wrong with the chain, its steps aside. */
export const chainProblem = (steps: readonly StepDraft[], platform: Platform | null): string | undefined =>
  fallbackProblem(toChain(steps), platform) ?? undefined

/** With one more step, which goes before the person who is always last. */
export function withStep(steps: readonly StepDraft[], step: StepDraft): StepDraft[] {
  const person = step.kind === 'person' ? -1 : steps.findIndex(({ kind }) => kind === 'person')
  return person < 0 ? [...steps, step] : steps.toSpliced(person, 0, step)
}

/** Whether a step can change places with the one before (-1) or after it (1). */
export function canMove(steps: readonly StepDraft[], index: number, by: -1 | 1): boolean {
  const [one, other] = [steps[index], steps[index + by]]
  return one !== undefined && other !== undefined && one.kind !== 'person' && other.kind !== 'person'
}

/** The chain with a step moved by one place. */
export function moveStep(steps: readonly StepDraft[], index: number, by: -1 | 1): StepDraft[] {
  const [one, other] = [steps[index], steps[index + by]]
  return one && other && canMove(steps, index, by) ? steps.with(index, other).with(index + by, one) : [...steps]
}

/** Whether another step fits, and of which kinds; `others` are the platforms that it could be. */
export function kindsToAdd(steps: readonly StepDraft[], others: readonly Platform[]): StepDraft['kind'][] {
  if (steps.length >= FALLBACK_LIMITS.steps) return []
  const hasPerson = steps.some(({ kind }) => kind === 'person')
  const free = others.filter((platform) => !steps.some((step) => step.platform === platform))
  return [
    'room' as const,
    ...(free.length > 0 ? (['platform'] as const) : []),
    ...(hasPerson ? [] : (['person'] as const)),
  ]
}

/** How a step is called in a sentence: "room", "Zoom", "you". */
export function stepName(step: StepDraft | FallbackStep): string {
  if (step.kind !== 'platform') return step.kind === 'room' ? 'room' : 'you'
  return 'platform' in step && step.platform ? PLATFORM_NAMES[step.platform] : 'another platform'
}

/** Whether something that came with an address is a chain as it was packed. */
export const isChain = (value: unknown): boolean => Array.isArray(value) && value.every(isStep)

const isStep = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  typeof value.key === 'number' &&
  'kind' in value &&
  ['room', 'platform', 'person'].some((kind) => kind === value.kind) &&
  'platform' in value &&
  [...PLATFORMS, null].some((platform) => platform === value.platform) &&
  'text' in value &&
  typeof value.text === 'string'
