import { connectingMends, isHandEdit, type MeetingDto, type MeetingReason } from '@foyer/shared/meetings'
import { PLATFORM_COMPANIES } from '@foyer/shared/platforms'
import type { SessionDto } from '@foyer/shared/sessions'
import type { Reader } from '../../lib/intl.ts'
import { formatClock, formatClockSeconds } from '../../lib/time.ts'
import type { DoorState } from '../../ui/door.tsx'
import type { Tone } from '../../ui/status.tsx'
import { platformWords } from '../platform-change/change-copy.ts'
import { meetingPlace } from '../session/fallback-words.ts'

/** How a session's link stands, for a row. */
export interface LinkStatus {
  door: DoorState
  words: string
  tone?: Tone | undefined
}

/** Where a session without a link stops being amber and becomes brick. */
const SOON_MS = 60 * 60_000

const READY: Record<MeetingDto['source'], string> = {
  platform: 'Link ready',
  manual: 'Your own link',
  fallback: 'Backup link',
}

/** The status of a session's link in two or three words. */
export function linkStatus(session: SessionDto, now: Date, reader: Reader): LinkStatus {
  const { meeting, status } = session
  if (status === 'cancelled') return { door: 'none', words: 'Cancelled' }
  if (isOver(session, now)) return { door: 'none', words: 'Over' }
  if (!meeting) return { door: 'none', words: 'In person' }
  const isSoon = Date.parse(session.startsAt) - now.getTime() < SOON_MS
  return withoutLinkTone(meetingStatus(meeting, now, reader), isSoon)
}

function meetingStatus(meeting: MeetingDto, now: Date, reader: Reader): LinkStatus {
  switch (meeting.status) {
    case 'ready':
      if (isHandEdit(meeting.reason)) return { door: 'needs', words: 'Moved by hand' }
      if (meeting.changingTo) return { door: 'ready', words: `Moving to ${platformWords(meeting.changingTo)}` }
      return { door: 'ready', words: READY[meeting.source] }
    case 'pending':
      return { door: 'preparing', words: nextTry(meeting, now, reader) ?? 'Making the link' }
    case 'failed':
      return { door: 'failed', words: nextTry(meeting, now, reader) ?? 'No link' }
    case 'blocked':
      return { door: 'needs', words: meeting.owner === 'provider' ? 'Needs you' : 'Needs Foyer’s operator' }
    case 'cancelled':
      return { door: 'none', words: 'No link' }
  }
}

/** What somebody must act on is urgent once the start is near. */
const withoutLinkTone = (status: LinkStatus, isSoon: boolean): LinkStatus =>
  isSoon && status.door === 'needs' ? { ...status, tone: 'brick' } : status

function nextTry({ nextAttemptAt, attempts, reason }: MeetingDto, now: Date, reader: Reader): string | null {
  if (reason === 'daily_limit' && nextAttemptAt) return `Resumes ${formatClock(nextAttemptAt, reader)}`
  // The first try is under way at once; a time in the past would only make people wonder.
  if (!nextAttemptAt || attempts === 0 || Date.parse(nextAttemptAt) <= now.getTime()) return null
  return `Next try ${formatClockSeconds(nextAttemptAt, reader)}`
}

const isOver = (session: Pick<SessionDto, 'endsAt' | 'status'>, now: Date): boolean =>
  session.status === 'completed' || Date.parse(session.endsAt) <= now.getTime()

/** Why there is no link yet, from the provider's side. */
const REASONS: Record<MeetingReason, (company: string) => string> = {
  room_pending: (company) => `${company} is making the room`,
  platform_unreachable: (company) => `${company} does not answer`,
  platform_rate_limited: (company) => `${company} takes no more for now`,
  daily_limit: (company) => `${company}’s daily limit is reached`,
  outcome_unknown: (company) => `${company} did not say whether it worked; Foyer is looking`,
  connection_missing: (company) => `${company} is not connected`,
  connection_lost: (company) => `${company} stopped accepting our permission`,
  permission_missing: (company) => `A permission at ${company} is missing`,
  not_allowed: (company) => `${company} does not allow your account to make rooms`,
  room_failed: (company) => `${company} could not make the room; Foyer asks again`,
  rejected: (company) => `${company} refused; whoever runs this Foyer is told`,
  misconfigured: (company) => `${company} is set up wrongly here; whoever runs this Foyer is told`,
  internal_error: () => 'Something is wrong on our side; whoever runs this Foyer is told',
  session_over: () => 'The session is over',
  removed_by_hand: (company) => `The room was removed at ${company} by hand`,
  moved_by_hand: (company) => `The session was moved at ${company} by hand`,
}

/** The second line of a row: what, and where it meets or why it cannot yet. */
export function sessionFacts(session: SessionDto, now: Date): string {
  const { meeting, service, customers } = session
  const isShared = service.kind !== 'private'
  const parts = isShared ? [bookedPlaces(customers.length)] : [service.title]
  if (!meeting) parts.push('in person')
  else if (meeting.reason && needsSaying(meeting) && !isOver(session, now) && session.status !== 'cancelled')
    parts.push(REASONS[meeting.reason](PLATFORM_COMPANIES[meeting.platform]))
  else parts.push(meetingPlace(meeting))
  return parts.join(' · ')
}

/** Of a link that works only what the provider is asked about. */
const needsSaying = ({ status, reason }: MeetingDto) => status !== 'ready' || isHandEdit(reason)

const bookedPlaces = (count: number) => (count === 0 ? 'nobody yet' : `${count} booked`)

/** Who a row is about: the customer of a private session, the title of a shared one. */
export function sessionName({ service, customers, invitedEmail }: SessionDto): string {
  if (service.kind !== 'private') return service.title
  return customers[0]?.name ?? invitedEmail ?? service.title
}

/** The one thing that makes sense now. */
export type SessionStep = 'start' | 'copy' | 'retry' | 'reconnect' | 'open'

/** What a provider can do about a session now; "open" leads to its page. */
export function sessionStep(session: SessionDto, now: Date): SessionStep {
  const { meeting, joinOpensAt, joinPath, status } = session
  if (!meeting || status === 'cancelled' || isOver(session, now)) return 'open'
  // What is asked there takes more than one button.
  if (isHandEdit(meeting.reason)) return 'open'
  if (meeting.status === 'ready') {
    if (!joinPath) return 'open'
    return joinOpensAt && Date.parse(joinOpensAt) <= now.getTime() ? 'start' : 'copy'
  }
  if (connectingMends(meeting.reason)) return 'reconnect'
  // No try helps before the day is over at the platform.
  if (meeting.reason === 'daily_limit') return 'open'
  const isWaiting = meeting.nextAttemptAt !== null || meeting.status === 'failed' || meeting.status === 'blocked'
  return isWaiting ? 'retry' : 'open'
}
