import type { MeetingProblem } from '@foyer/shared/admin'
import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import type { RepairDto, RepairFilter, RepairPreviewDto, RepairReasonDto } from '@foyer/shared/repairs'
import type { DoorState } from '../../ui/door.tsx'
import { reasonWords } from './problem-copy.ts'

const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`

const PROBLEM: Record<MeetingProblem, string> = {
  pending: 'waiting',
  blocked: 'that need somebody',
  failed: 'that failed',
}

/** What a repair is about: "Links of Google Meet that failed". */
export function scopeWords(filter: RepairFilter | null): string {
  if (!filter) return 'Chosen sessions'
  const { problem, platform, providerId } = filter
  if (!problem && !platform && !providerId) return 'Every missing link'
  const parts = [
    'Missing links',
    providerId && 'of one provider',
    platform && `with ${PLATFORM_NAMES[platform]}`,
    problem && PROBLEM[problem],
  ]
  return parts.filter(Boolean).join(' ')
}

/** The name it was given, or else what it is about. */
export const repairName = ({ name, filter }: Pick<RepairDto, 'name' | 'filter'>): string => name ?? scopeWords(filter)

/** How many sessions a repair would ask for. */
export const askedFor = ({ create, adopt, update, remove }: RepairPreviewDto): number =>
  create + adopt + update + remove

/** What a repair would do, one line a kind; nothing of a kind, no line. */
export function previewLines(preview: RepairPreviewDto): string[] {
  const { create, adopt, update, remove, inOrder, held, blocked, reasons } = preview
  const needing = reasons.filter(({ owner }) => owner !== 'foyer')
  const lines: [number, string][] = [
    [create, count(create, 'link is made.', 'links are made.')],
    [
      adopt,
      count(
        adopt,
        'room may be there already: it is looked for first.',
        'rooms may be there already: each is looked for first.',
      ),
    ],
    [update, count(update, 'room is brought up to date.', 'rooms are brought up to date.')],
    [
      remove,
      count(remove, 'room that nobody needs any more is removed.', 'rooms that nobody needs any more are removed.'),
    ],
    [
      held,
      count(
        held,
        'waits for the time its platform named, and is left alone.',
        'wait for the time their platform named, and are left alone.',
      ),
    ],
    [
      blocked,
      `${count(blocked, 'needs', 'need')} somebody first, and ${blocked === 1 ? 'is' : 'are'} passed over: ${inWords(needing)}.`,
    ],
    [inOrder, count(inOrder, 'is in order and stays as it is.', 'are in order and stay as they are.')],
  ]
  return lines.flatMap(([number, line]) => (number > 0 ? [line] : []))
}

const inWords = (reasons: readonly RepairReasonDto[]): string =>
  reasons.map((entry) => `${reasonWords(entry.reason, 'the platform').toLowerCase()} (${entry.count})`).join(', ')

/** What it costs the platforms and how long the asking takes; null where nothing is asked. */
export function previewCost({ calls, seconds }: RepairPreviewDto): string | null {
  if (calls.length === 0) return null
  const each = calls.map(
    ({ platform, count: number }) => `${count(number, 'call', 'calls')} to ${PLATFORM_NAMES[platform]}`,
  )
  return `At least ${each.join(', ')}, spread over about ${length(seconds)}.`
}

const length = (seconds: number): string =>
  seconds < 90 ? count(seconds, 'second', 'seconds') : count(Math.round(seconds / 60), 'minute', 'minutes')

/** The news of a repair: what is under way, or what came of it. */
export function repairTitle({ status, counts }: RepairDto): string {
  const { total, ready, cleared, waiting, asked } = counts
  if (total === 0) return 'There was nothing to repair'
  const done = ready + cleared
  if (done === total) return total === 1 ? 'It is repaired' : `All ${total.toLocaleString('en-GB')} are repaired`
  if (status === 'aborted') return `Aborted with ${done} of ${total} repaired`
  if (waiting > 0 || asked > 0) return `${done} of ${total} repaired so far`
  return `${done} of ${total} repaired`
}

/** How far a repair is, for a chip. */
export function repairStatus({ status, counts }: RepairDto): { door: DoorState; words: string } {
  if (status === 'aborted') return { door: 'none', words: 'Aborted' }
  if (status === 'running') return { door: 'preparing', words: 'Under way' }
  if (counts.asked > 0) return { door: 'preparing', words: 'Links on the way' }
  return counts.without + counts.skipped > 0
    ? { door: 'needs', words: 'Needs somebody' }
    : { door: 'ready', words: 'Done' }
}

/** Where the sessions of a repair stand, in the order in which they get on; nothing of a kind, no line. */
export function repairFacts({ status, counts }: RepairDto): { name: string; value: string }[] {
  const { waiting, asked, ready, without, skipped, cleared } = counts
  const facts: [number, string][] = [
    [ready, 'with a link'],
    [cleared, 'called off, no room left'],
    [asked, 'asked for, on the way'],
    [waiting, status === 'aborted' ? 'not asked for any more' : 'not asked for yet'],
    [without, 'asked for, waiting for somebody'],
    [skipped, 'passed over'],
  ]
  return facts.flatMap(([value, meaning]) =>
    value > 0 ? [{ name: meaning, value: value.toLocaleString('en-GB') }] : [],
  )
}

/** The part that needs nothing more, 0 to 1. */
export const repairShare = ({ counts: { total, waiting, asked } }: RepairDto): number =>
  total === 0 ? 1 : (total - waiting - asked) / total

/** What happens next for a reason, by who has to act. */
export const OWNER_WORDS: Record<RepairReasonDto['owner'], string> = {
  foyer: 'tried again by itself',
  provider: 'the provider has to act',
  operator: 'you have to mend it',
}
