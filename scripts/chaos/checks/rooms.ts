import { connectionIsUsable } from '@foyer/shared/connections'
import type { EventFact, History, SessionFact } from '../history.ts'
import { groupBy, type Judge, judgeEach } from './verdict.ts'

const liveOf = (events: readonly EventFact[]) =>
  groupBy(
    events.filter(({ isLive }) => isLive),
    ({ meetingId }) => meetingId,
  )

const isComing = ({ status, endsAt }: SessionFact, now: Date) => status === 'scheduled' && endsAt > now

/** Whose room is the platform's to make: not those whose link somebody set by hand. */
const isMade = ({ meeting }: SessionFact) => meeting === null || meeting.source === 'platform'

/** Waits for the day to end at a company that lets its account make nothing more: whatever is out of line there has to be. */
const isHeld = ({ account, meeting }: SessionFact, { spentAccounts, endedAt }: History): boolean =>
  spentAccounts.includes(account) && meeting?.nextAttemptAt != null && meeting.nextAttemptAt > endedAt

/** A backup has taken over by then. */
const BACKUP_MS = 4 * 3_600_000
/** What has come so near a moment ago may still be about to be seen. */
const JUST_NOW_MS = 5 * 60_000

/** I1: each confirmed online session with a working path has exactly one live room, and it is the one that is stored. */
export const oneRoomEach: Judge = (history) => {
  const { sessions, events, endedAt, ownRooms } = history
  const live = liveOf(events)
  const links = groupBy(sessions, ({ meeting }) => meeting?.joinUrl ?? '')
  const wanted = sessions.filter(
    (one) =>
      one.isOnline &&
      isComing(one, endedAt) &&
      isMade(one) &&
      one.connection !== null &&
      connectionIsUsable(one.connection),
  )
  return judgeEach(wanted, (session) => {
    const { sessionId, meeting, startsAt, platform, account } = session
    if (!meeting) return `lost: session ${sessionId} has no meeting`
    const rooms = live.get(meeting.id) ?? []
    if (meeting.status !== 'ready' && isHeld(session, history)) {
      const isNear = startsAt.getTime() < endedAt.getTime() + BACKUP_MS - JUST_NOW_MS
      return isNear ? `lost: meeting ${meeting.id} begins soon, and no backup took over` : null
    }
    if (meeting.status !== 'ready') return `lost: meeting ${meeting.id} is ${meeting.status} (${meeting.reason})`
    const own = platform === 'custom_room' ? ownRooms.get(account) : undefined
    if (own) {
      if (!meeting.joinUrl?.startsWith(own.begins)) return `lost: meeting ${meeting.id} leads to ${meeting.joinUrl}`
      const isDoubled = !own.isShared && (links.get(meeting.joinUrl)?.length ?? 0) > 1
      return isDoubled ? `doubled: the room of meeting ${meeting.id} is another session’s too` : null
    }
    if (rooms.length === 0) return `lost: meeting ${meeting.id} is ready without an event`
    if (rooms.length > 1) return `doubled: meeting ${meeting.id} has ${rooms.length} events`
    return rooms[0]?.id === meeting.externalId ? null : `orphaned: meeting ${meeting.id} stores ${meeting.externalId}`
  })
}

/** I2: cancelled sessions have no event, nor has one whose link was set by hand, nor is there one of nobody's. */
export const noRoomLeft: Judge = ({ sessions, events }) => {
  const byMeeting = new Map(sessions.flatMap((one) => (one.meeting ? [[one.meeting.id, one] as const] : [])))
  const live = events.filter(({ isLive }) => isLive)
  const gone = sessions.filter((one) => one.status === 'cancelled' || !isMade(one)).length
  const { violations } = judgeEach(live, ({ id, meetingId }) => {
    const session = byMeeting.get(meetingId)
    if (!session) return `orphaned: event ${id} belongs to no session`
    if (session.status === 'cancelled') return `orphaned: event ${id} of cancelled session ${session.sessionId}`
    return isMade(session) ? null : `orphaned: event ${id} beside the link set by hand of ${session.sessionId}`
  })
  return { checked: gone, violations }
}

/** I3: begin, end and zone of the event are the session's. */
export const rightTime: Judge = (history) => {
  const { sessions, events, endedAt } = history
  const live = liveOf(events)
  const pairs = sessions
    .filter((one) => isComing(one, endedAt) && !isHeld(one, history))
    .flatMap((session) => (live.get(session.meeting?.id ?? '') ?? []).map((event) => ({ session, event })))
  return judgeEach(pairs, ({ session, event }) => {
    const isRight =
      event.startsAt?.getTime() === session.startsAt.getTime() &&
      event.endsAt?.getTime() === session.endsAt.getTime() &&
      (event.timeZone === undefined || event.timeZone === session.timeZone)
    const seen = `${event.startsAt?.toISOString()} ${event.timeZone}`
    return isRight ? null : `event ${event.id} is at ${seen}, not ${session.startsAt.toISOString()} ${session.timeZone}`
  })
}

/** I4: the stored link is the platform's, and everybody who takes part reads that one. */
export const sameLink: Judge = ({ sessions, events, linksRead, endedAt }) => {
  const live = liveOf(events)
  const ready = sessions.filter((one) => isComing(one, endedAt) && one.meeting?.status === 'ready')
  return judgeEach(ready, (session) => {
    const { meeting } = session
    if (!meeting) return null
    const [event] = live.get(meeting.id) ?? []
    if (isMade(session) && event && event.link !== meeting.joinUrl)
      return `meeting ${meeting.id} stores ${meeting.joinUrl}, the platform has ${event.link}`
    const other = (linksRead.get(session.sessionId) ?? []).find((link) => link !== meeting.joinUrl)
    return other === undefined ? null : `a participant of ${session.sessionId} reads ${other}, not ${meeting.joinUrl}`
  })
}

/** I6: each event was asked for once; again only after an answer that was spoilt, and once more where workers were frozen. */
export const fewCreates: Judge = ({ creates }) => ({
  ...judgeEach(creates, ({ eventId, calls, spoilt, isCalm }) => {
    if (isCalm) return calls === 1 ? null : `event ${eventId} was asked for ${calls} times without any fault`
    return calls <= spoilt + 2 && calls <= MOST_CREATES ? null : `event ${eventId}: ${calls} creates, ${spoilt} spoilt`
  }),
  figure: `most ${Math.max(0, ...creates.map(({ calls }) => calls))} for one event`,
})

const MOST_CREATES = 20
