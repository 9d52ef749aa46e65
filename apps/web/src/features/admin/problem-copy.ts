import type { ProblemMeetingDto } from '@foyer/shared/admin'
import { connectingMends, type MeetingReason } from '@foyer/shared/meetings'
import { PLATFORM_COMPANIES, PLATFORM_NAMES } from '@foyer/shared/platforms'
import type { Reader } from '../../lib/intl.ts'
import { formatStart } from '../../lib/relative.ts'
import { formatClockSeconds } from '../../lib/time.ts'
import type { DoorState } from '../../ui/door.tsx'
import type { Tone } from '../../ui/status.tsx'

/** What a problem is called in two or three words. A new reason does not compile without its words. */
const WORDS: Record<MeetingReason, (company: string) => string> = {
  room_pending: () => 'Room pending',
  platform_unreachable: (company) => `${company} is slow`,
  platform_rate_limited: () => 'Limit reached',
  daily_limit: () => 'Daily limit',
  outcome_unknown: () => 'Looking it up',
  connection_missing: () => 'Not connected',
  connection_lost: () => 'Permission ended',
  permission_missing: () => 'Permission missing',
  not_allowed: () => 'Not allowed',
  room_failed: () => 'Room failed',
  rejected: () => 'Refused',
  misconfigured: () => 'Set-up at fault',
  internal_error: () => 'Fault of ours',
  session_over: () => 'Session over',
  removed_by_hand: () => 'Removed by hand',
  moved_by_hand: () => 'Moved by hand',
}

const DOOR = { pending: 'preparing', blocked: 'needs', failed: 'failed' } as const satisfies Record<
  ProblemMeetingDto['status'],
  DoorState
>

const SOON_MS = 60 * 60_000
const NEAR_MS = 12 * 60 * 60_000

/** A reason in two or three words. */
export const reasonWords = (reason: MeetingReason, company: string): string => WORDS[reason](company)

/** Where the link is to be made, and whether that is the backup. */
export function whereMade({ platform, fallbackFrom }: ProblemMeetingDto): string {
  const name = PLATFORM_NAMES[platform]
  if (fallbackFrom === null) return name
  return fallbackFrom === platform ? `${name}, a person is asked` : `${name}, as backup`
}

/** Why there is no link, for a chip; brick once the start is near. */
export function problemStatus(
  { status, reason, platform, startsAt }: ProblemMeetingDto,
  now: Date,
): { door: DoorState; words: string; tone: Tone | undefined } {
  const words = reason ? WORDS[reason](PLATFORM_COMPANIES[platform]) : 'Making the link'
  const isSoon = Date.parse(startsAt) - now.getTime() < SOON_MS
  return { door: DOOR[status], words, tone: isSoon && status === 'blocked' ? 'brick' : undefined }
}

/** When it goes on, or who has to act first. */
export function nextStep(problem: ProblemMeetingDto, now: Date, reader: Reader): string {
  const { nextAttemptAt, owner, reason, provider } = problem
  if (nextAttemptAt) {
    const distance = Date.parse(nextAttemptAt) - now.getTime()
    if (distance <= 0) return 'trying now'
    return distance < NEAR_MS ? formatClockSeconds(nextAttemptAt, reader) : formatStart(nextAttemptAt, now, reader)
  }
  switch (owner) {
    case 'provider':
      return connectingMends(reason) ? `when ${provider.name} connects` : `when ${provider.name} acts`
    case 'operator':
      return 'when you have mended it'
    case 'foyer':
    case null:
      return problem.status === 'failed' ? 'nothing planned' : 'trying now'
  }
}
