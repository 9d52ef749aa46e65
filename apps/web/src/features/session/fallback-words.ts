import type { MeetingDto, MeetingReason } from '@foyer/shared/meetings'
import { PLATFORM_COMPANIES, PLATFORM_NAMES } from '@foyer/shared/platforms'
import type { SessionDto } from '@foyer/shared/sessions'
import type { Reader } from '../../lib/intl.ts'
import { formatClock, formatDayShort } from '../../lib/time.ts'

const NEAR_MS = 12 * 60 * 60_000

/** Why the platform had no link in time, for both sides; a new reason does not compile without its words. */
const WHY: Record<MeetingReason, (company: string) => string> = {
  room_pending: (company) => `${company} was still making the room`,
  platform_unreachable: (company) => `${company} did not answer`,
  platform_rate_limited: (company) => `${company} took no more requests`,
  daily_limit: (company) => `${company}’s daily limit was reached`,
  outcome_unknown: (company) => `${company} broke off in the middle`,
  connection_missing: (company) => `${company} was not connected`,
  connection_lost: (company) => `${company} had stopped accepting our permission`,
  permission_missing: (company) => `A permission at ${company} was missing`,
  not_allowed: (company) => `${company} did not let the account make rooms`,
  room_failed: (company) => `${company} could not make the room`,
  rejected: (company) => `${company} refused the room`,
  misconfigured: (company) => `The set-up with ${company} was at fault`,
  internal_error: () => 'A fault of ours kept the link from being made',
  session_over: () => 'There was no link in time',
  removed_by_hand: (company) => `The room was removed at ${company}`,
  moved_by_hand: (company) => `The time was changed at ${company}`,
}

/** What stands in for the platform, in two to four words; null where nothing does. */
export function fallbackMark({ fallback, platform }: MeetingDto): string | null {
  switch (fallback?.kind) {
    case 'room':
      return 'Backup room in use'
    case 'platform':
      return platform === 'custom_room' ? 'Backup room in use' : `Backup on ${PLATFORM_NAMES[platform]}`
    default:
      return null
  }
}

/** Where a session meets, for rows: "Google Meet", "backup room", "Zoom, as backup". */
export function meetingPlace({ fallback, platform }: MeetingDto): string {
  if (fallback?.kind === 'room') return 'backup room'
  const place = platform === 'custom_room' ? 'own room' : PLATFORM_NAMES[platform]
  return fallback?.kind === 'platform' ? `${place}, as backup` : place
}

/** Why another room stands in, and where it leads; what becomes of it is the same for everybody. */
export function fallbackReason({ fallback, platform, status, joinUrl }: MeetingDto): string | undefined {
  if (!fallback || fallback.kind === 'person') return undefined
  const onPlatform =
    status === 'ready' ? `you meet on ${PLATFORM_NAMES[platform]}` : `the room is made on ${PLATFORM_NAMES[platform]}`
  const isRoom = fallback.kind === 'room' || platform === 'custom_room'
  const instead = isRoom ? 'you meet in a backup room' : onPlatform
  const usual = fallback.from === 'custom_room' ? 'the usual room' : PLATFORM_NAMES[fallback.from]
  const sentence = fallback.reason
    ? `${WHY[fallback.reason](PLATFORM_COMPANIES[fallback.from])}, so ${instead}.`
    : `Instead of ${usual} ${instead}.`
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${leadsTo(joinUrl)}`
}

/** The host in plain letters, because whoever reads it did not see it being set. */
export const leadsTo = (joinUrl: string | null): string =>
  joinUrl && URL.canParse(joinUrl) ? ` It leads to ${new URL(joinUrl).host}.` : ''

/** Where there is no link: what happens if that stays so, or who is asked. */
export function whatHelps(session: SessionDto, meeting: MeetingDto, now: Date, reader: Reader): string | undefined {
  const isCustomer = session.viewer === 'customer'
  const { fallback, fallbackAt } = meeting
  if (fallback?.kind === 'person') {
    if (!isCustomer) return 'Your customers are told to turn to you. Paste a link, and everybody has it.'
    const { name } = session.provider
    return fallback.contact
      ? `${name} was asked to send you a link. You can also ask: ${fallback.contact}`
      : `${name} was asked to send you a link.`
  }
  const reason = fallbackReason(meeting)
  if (!fallbackAt) return reason
  const room = isCustomer ? 'a backup room' : 'your backup room'
  const planned =
    Date.parse(fallbackAt) > now.getTime()
      ? `If there is no link by ${spokenDeadline(fallbackAt, now, reader)}, ${room} takes over.`
      : `${room.replace(/^./, (first) => first.toUpperCase())} takes over shortly.`
  return reason ? `${reason} ${planned}` : planned
}

/** "13:50", with its day while that is not the near one: the sentence stands alone. */
function spokenDeadline(at: string, now: Date, reader: Reader): string {
  const clock = formatClock(at, reader)
  return Date.parse(at) - now.getTime() < NEAR_MS ? clock : `${formatDayShort(at, now, reader)}, ${clock}`
}
