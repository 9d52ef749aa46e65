import type { bookings, meetings, sessions } from '@foyer/db/schema'
import type { PersonDto } from '@foyer/shared/accounts'
import type { BookingStatus } from '@foyer/shared/bookings'
import { MEETING_REASON_OWNERS, type MeetingDto } from '@foyer/shared/meetings'
import { ROOM_OPENS_MINUTES, type SessionDto } from '@foyer/shared/sessions'
import type { ActingUser } from '../accounts/signed-in.ts'
import { backupRoomAt, canUseFallback, fallbackOf } from '../fallback/fallback-dto.ts'
import { toDroppedSettings } from '../meetings/room-settings.ts'
import { backAt } from '../platform-changes/old-place.ts'
import type { ServiceRow } from '../services/service-dto.ts'

/** A session with what its page shows of service, provider and meeting. */
export interface SessionRow {
  session: typeof sessions.$inferSelect
  service: Pick<
    ServiceRow,
    'id' | 'title' | 'kind' | 'mode' | 'platform' | 'meetingSettings' | 'fallback' | 'fallbackMinutesBefore'
  >
  provider: PersonDto & { timeZone: string }
  meeting: typeof meetings.$inferSelect | null
}

/** A booking that gives a customer a part in the session. */
export interface Participation {
  booking: typeof bookings.$inferSelect
  customer: PersonDto
}

const NOTHING_BESIDE = {
  fallback: null,
  fallbackAt: null,
  canUseFallback: false,
  foundStartsAt: null,
  changingTo: null,
}

const TAKES_PART: readonly BookingStatus[] = ['confirmed', 'completed', 'no_show']

/**
 * A session as the reader may see it, or null when the reader has no part in it. A customer gets no other customer, and
 * nobody gets the link of a session that was cancelled or a place that is not confirmed.
 */
export function toSessionDto(row: SessionRow, all: Participation[], reader: ActingUser): SessionDto | null {
  const { session, service, provider } = row
  const own = ownParticipation(all, reader.userId)
  const viewer = viewerOf(row, own, reader)
  if (!viewer) return null
  const isLive = session.status !== 'cancelled'
  const mayJoin = isLive && (viewer !== 'customer' || takesPart(own))
  const visible = viewer === 'customer' ? all.filter(({ customer }) => customer.id === reader.userId) : all
  const meeting = toMeetingDto(row, { mayJoin, givesIt: viewer !== 'customer' })
  const opensBefore = ROOM_OPENS_MINUTES[viewer === 'customer' ? 'customer' : 'provider'] * 60_000
  return {
    id: session.id,
    service: { id: service.id, title: service.title, kind: service.kind, mode: service.mode },
    provider: { id: provider.id, name: provider.name, timeZone: provider.timeZone },
    startsAt: session.startsAt.toISOString(),
    endsAt: session.endsAt.toISOString(),
    timeZone: session.timeZone,
    status: session.status,
    cancelledBy: session.cancelledBy,
    meeting,
    joinPath: meeting && mayJoin ? `/s/${session.joinToken}/join` : null,
    joinOpensAt: meeting && mayJoin ? new Date(session.startsAt.getTime() - opensBefore).toISOString() : null,
    customers: listCustomers(visible, session),
    invitedEmail: viewer === 'customer' ? null : session.invitedEmail,
    viewer,
    bookingId: bookingIdFor(viewer, service.kind, own, all),
  }
}

/** The reader's own booking; the one that counts if an earlier one was given up. */
function ownParticipation(all: Participation[], userId: string): Participation | undefined {
  const own = all.filter(({ customer }) => customer.id === userId)
  return own.find(takesPart) ?? own.find(({ booking }) => booking.status === 'pending') ?? own.at(-1)
}

const takesPart = (participation: Participation | undefined) =>
  participation !== undefined && TAKES_PART.includes(participation.booking.status)

function viewerOf({ session }: SessionRow, own: Participation | undefined, reader: ActingUser) {
  if (session.providerId === reader.userId) return 'provider'
  if (own) return 'customer'
  return reader.role === 'admin' ? 'admin' : null
}

/** Who takes part; of a cancelled session also those whose booking was cancelled with it. */
function listCustomers(visible: Participation[], { cancelledBy }: SessionRow['session']): PersonDto[] {
  const fellWithIt = ({ booking }: Participation) => cancelledBy !== null && booking.cancelledBy === cancelledBy
  const listed = visible.filter((one) => takesPart(one) || fellWithIt(one))
  return [...new Map(listed.map(({ customer: { id, name } }) => [id, { id, name }])).values()]
}

function bookingIdFor(
  viewer: SessionDto['viewer'],
  kind: ServiceRow['kind'],
  own: Participation | undefined,
  all: Participation[],
): string | null {
  if (viewer === 'customer') return own?.booking.id ?? null
  return kind === 'private' ? (all[0]?.booking.id ?? null) : null
}

/** Null in person. An online session without a meeting yet (an import) is about to get one. */
function toMeetingDto(
  { session, service, meeting }: SessionRow,
  { mayJoin, givesIt }: { mayJoin: boolean; givesIt: boolean },
): MeetingDto | null {
  if (!meeting) {
    if (!service.platform) return null
    const status = session.status === 'cancelled' ? 'cancelled' : 'pending'
    const nothing = { joinUrl: null, reason: null, owner: null, attempts: 0, nextAttemptAt: null, ...NOTHING_BESIDE }
    return { status, platform: service.platform, source: 'platform', droppedSettings: [], ...nothing }
  }
  const shown = asShown(meeting)
  const fallback = fallbackOf(shown, service.fallback)
  // What becomes of the next link is nothing to those who have one that works.
  const trouble = givesIt || !meeting.oldPlace ? meeting : NO_TROUBLE
  return {
    status: meeting.status,
    platform: shown.platform,
    joinUrl: mayJoin && meeting.status === 'ready' ? meeting.joinUrl : null,
    source: shown.source === 'platform' && fallback?.kind === 'platform' ? 'fallback' : shown.source,
    reason: trouble.reason,
    owner: trouble.reason && MEETING_REASON_OWNERS[trouble.reason],
    attempts: trouble.attempts,
    nextAttemptAt: trouble.nextAttemptAt?.toISOString() ?? null,
    fallback,
    fallbackAt: backupRoomAt(session, meeting, service)?.toISOString() ?? null,
    canUseFallback: canUseFallback(session, meeting, service),
    foundStartsAt: (givesIt && meeting.reason === 'moved_by_hand' && meeting.foundStartsAt?.toISOString()) || null,
    changingTo: givesIt && meeting.oldPlace ? meeting.platform : null,
    droppedSettings: givesIt && meeting.source === 'platform' ? toDroppedSettings({ meeting, service }) : [],
  }
}

const NO_TROUBLE = { reason: null, attempts: 0, nextAttemptAt: null }

/** The meeting whose link is the link: the one at the platform of before, while the new one is being made. */
const asShown = (meeting: typeof meetings.$inferSelect) =>
  meeting.oldPlace ? { ...meeting, ...backAt(meeting.oldPlace) } : meeting
