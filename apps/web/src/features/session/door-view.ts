import { connectingMends, MEETING_REASON_OWNERS, type MeetingDto } from '@foyer/shared/meetings'
import { ROOM_CLOSES_MINUTES, ROOM_OPENS_MINUTES, type SessionDto } from '@foyer/shared/sessions'
import type { Reader } from '../../lib/intl.ts'
import { formatClock } from '../../lib/time.ts'
import type { DoorState } from '../../ui/door.tsx'
import { fallbackMark, fallbackReason, leadsTo, whatHelps } from './fallback-words.ts'
import { linkIsLate } from './link-is-late.ts'
import { MEETING_COPY, type Names, namesFor } from './meeting-copy.ts'

const MINUTE = 60_000

/** What the door says. Nothing in it ticks: what is read aloud changes only when the state does. */
export type DoorView = {
  state: DoorState
  title: string
  line: string
  /** What stands in for the usual room, in a few words. */
  mark?: string | undefined
  /** Where another room stands in, why; where there is no link, what happens if that stays so. */
  fallback?: string | undefined
  /** The join link and whether the room may be entered. */
  join?: { path: string; label: string; isOpen: boolean } | undefined
  /** Under way, without a person having to act. */
  isUnderWay?: boolean | undefined
  nextAttemptAt?: string | undefined
  /** The provider may ask for a try now. */
  canRetry?: boolean | undefined
  /** What a try is called, where it is more than a try. */
  retryLabel?: string | undefined
  /** The provider may have the backup take over now. */
  canUseFallback?: boolean | undefined
  /** What has to be connected at the integrations. */
  toConnect?: string | undefined
  footnote?: string | undefined
}

/** Decides what the door of a session says to its reader at a moment. */
export function doorView(session: SessionDto, now: Date, reader: Reader): DoorView {
  const { meeting, service } = session
  if (session.status === 'cancelled') return cancelled(session)
  const closesAt = new Date(Date.parse(session.endsAt) + ROOM_CLOSES_MINUTES * MINUTE)
  const isReady = meeting?.status === 'ready'
  if (session.status === 'completed' || now >= (isReady ? closesAt : new Date(session.endsAt))) {
    return { state: 'none', title: 'This session is over', line: `It ended at ${formatClock(session.endsAt, reader)}.` }
  }
  if (service.mode === 'in_person') return inPerson(session)
  if (!meeting) return preparing(session, null, reader)
  switch (meeting.status) {
    case 'ready':
      return ready(session, meeting, now, reader)
    case 'pending':
      return { ...preparing(session, meeting, reader), ...backup(session, meeting, now, reader) }
    case 'blocked':
      return { ...blocked(session, meeting, now), ...backup(session, meeting, now, reader) }
    case 'failed':
      return { ...failed(session, meeting), ...backup(session, meeting, now, reader) }
    case 'cancelled':
      return { state: 'none', title: 'No room', line: 'The room of this session was removed.' }
  }
}

function cancelled({ cancelledBy, viewer, provider, customers, meeting }: SessionDto): DoorView {
  const who = cancelledBy === viewer ? 'You' : cancelledBy === 'provider' ? provider.name : 'Somebody else'
  const by = cancelledBy === 'customer' && viewer !== 'customer' ? (customers[0]?.name ?? 'The customer') : who
  const line = cancelledBy === null || cancelledBy === 'system' ? 'It does not take place.' : `${by} cancelled it.`
  // The provider's own room is still where it was.
  const after = meeting?.platform === 'custom_room' ? '' : ' The link no longer leads anywhere.'
  return { state: 'none', title: 'Cancelled', line: `${line}${after}` }
}

function inPerson({ viewer, provider }: SessionDto): DoorView {
  const line = viewer === 'customer' ? `${provider.name} is expecting you.` : 'There is no link to this session.'
  return { state: 'none', title: 'You meet in person', line }
}

function ready(session: SessionDto, meeting: MeetingDto, now: Date, reader: Reader): DoorView {
  const { joinPath, joinOpensAt, viewer } = session
  const isOpen = joinOpensAt !== null && now >= new Date(joinOpensAt)
  const opens = joinOpensAt ? formatClock(joinOpensAt, reader) : null
  const minutes = ROOM_OPENS_MINUTES[viewer === 'customer' ? 'customer' : 'provider']
  return {
    state: 'ready',
    title: isOpen ? 'The door is open' : 'The room is ready',
    line: isOpen ? welcome(session, now) : `Opens ${minutes} minutes before the start`,
    mark: fallbackMark(meeting) ?? undefined,
    fallback: standIn(meeting, session),
    footnote: lateChange(session, meeting, reader),
    join: joinPath ? { path: joinPath, isOpen, label: isOpen || !opens ? 'Join' : `Join opens ${opens}` } : undefined,
  }
}

/** A link that works leads to a room that does not know of a change yet. */
function lateChange(session: SessionDto, meeting: MeetingDto, reader: Reader): string | undefined {
  if (meeting.reason !== 'daily_limit' || session.viewer === 'customer') return undefined
  const names = namesOf(session, meeting.platform)
  return `The link works. What changed is passed on later: ${sentence(session, meeting.reason, names)}${resumption(meeting, reader)}`
}

function welcome({ viewer, provider, startsAt }: SessionDto, now: Date): string {
  if (viewer === 'customer') return `${provider.name} is expecting you.`
  const isEarly = Date.parse(startsAt) - now.getTime() > ROOM_OPENS_MINUTES.customer * MINUTE
  return isEarly
    ? `Customers come in ${ROOM_OPENS_MINUTES.customer} minutes before the start.`
    : 'Customers can come in, too.'
}

function standIn(meeting: MeetingDto, { viewer, provider }: SessionDto): string | undefined {
  if (meeting.source === 'manual')
    return `${viewer === 'provider' ? 'You' : provider.name} set this link by hand.${leadsTo(meeting.joinUrl)}`
  // Its name alone says nothing of where it is.
  if (meeting.platform === 'custom_room' && !meeting.fallback)
    return `You meet in ${viewer === 'provider' ? 'your' : `${provider.name}’s`} own room.${leadsTo(meeting.joinUrl)}`
  return fallbackReason(meeting)
}

/** What the door of a session without a link says of its backup; the first seconds are left to the platform. */
function backup(session: SessionDto, meeting: MeetingDto, now: Date, reader: Reader): Partial<DoorView> {
  if (meeting.status === 'pending' && meeting.reason === null && meeting.fallback === null) return {}
  return {
    mark: fallbackMark(meeting) ?? undefined,
    fallback: whatHelps(session, meeting, now, reader),
    canUseFallback: session.viewer !== 'customer' && meeting.canUseFallback,
  }
}

function preparing(session: SessionDto, meeting: MeetingDto | null, reader: Reader): DoorView {
  const names = meeting && namesOf(session, meeting.platform)
  // No try helps before the day is over at the platform, and nothing moves until then.
  const isHeld = meeting?.reason === 'daily_limit'
  const why = meeting?.reason && names ? sentence(session, meeting.reason, names) + resumption(meeting, reader) : null
  return {
    state: 'preparing',
    title: session.viewer === 'customer' ? 'Preparing your room' : 'Preparing the room',
    line: why ?? `${names?.company ?? 'The platform'} is making the link. Usually under five seconds.`,
    isUnderWay: !isHeld,
    nextAttemptAt: isHeld ? undefined : (meeting?.nextAttemptAt ?? undefined),
    canRetry: session.viewer !== 'customer' && why !== null && !isHeld,
    footnote: isHeld && session.viewer === 'customer' ? 'Nothing to do for you. Your place is safe.' : undefined,
  }
}

/** When a day that is used up is over at the platform; never further away than a day, so the clock says it all. */
const resumption = ({ reason, nextAttemptAt }: MeetingDto, reader: Reader): string =>
  reason === 'daily_limit' && nextAttemptAt ? ` Resumes ${formatClock(nextAttemptAt, reader)} your time.` : ''

function blocked(session: SessionDto, meeting: MeetingDto, now: Date): DoorView {
  const isCustomer = session.viewer === 'customer'
  const names = namesOf(session, meeting.platform)
  const owner = meeting.reason && MEETING_REASON_OWNERS[meeting.reason]
  const needsProvider = owner === 'provider' && !isCustomer
  const waiting = linkIsLate(session, now) ? 'The link is late' : 'The link is not there yet'
  return {
    state: 'needs',
    title: needsProvider ? needOf(meeting, names) : waiting,
    line: meeting.reason ? sentence(session, meeting.reason, names) : 'The link waits for somebody.',
    nextAttemptAt: meeting.nextAttemptAt ?? undefined,
    canRetry: !isCustomer,
    retryLabel: meeting.reason === 'removed_by_hand' ? 'Put it back' : undefined,
    toConnect: needsProvider && connectingMends(meeting.reason) ? names.platform : undefined,
    footnote: isCustomer ? 'Nothing to do for you. Your place is safe.' : undefined,
  }
}

const needOf = ({ reason }: MeetingDto, { company }: Names): string =>
  reason === 'removed_by_hand' ? 'The room was removed' : `${company} needs you`

function failed(session: SessionDto, meeting: MeetingDto): DoorView {
  const isCustomer = session.viewer === 'customer'
  const names = namesOf(session, meeting.platform)
  return {
    state: 'failed',
    title: 'No link could be made',
    line: meeting.reason ? sentence(session, meeting.reason, names) : `${names.company} did not make the link.`,
    nextAttemptAt: meeting.nextAttemptAt ?? undefined,
    canRetry: !isCustomer,
    footnote: isCustomer ? 'Nothing to do for you. Your place is safe.' : undefined,
  }
}

function sentence({ viewer }: SessionDto, reason: keyof typeof MEETING_COPY, names: Names): string {
  return MEETING_COPY[reason][viewer === 'customer' ? 'customer' : 'provider'](names)
}

function namesOf({ viewer, provider }: SessionDto, platform: MeetingDto['platform']): Names {
  return namesFor(platform, provider.name, viewer === 'customer' ? 'customer' : 'provider')
}
