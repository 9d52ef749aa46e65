import type { meetings } from '@foyer/db/schema'
import type { PlatformMeeting } from '@foyer/meetings/platform'
import type { LoadedMeeting } from './load-meeting.ts'
import { newGeneration } from './new-generation.ts'
import type { MeetingChange } from './record-change.ts'

type MeetingRow = typeof meetings.$inferSelect

/**
 * What a comparison means for the row of a provider who wants to be asked: a room that was moved keeps its link and says
 * so, one that cannot be entered any more waits for an answer. Nothing is written at the platform.
 */
export function changeAfterCheck(
  { meeting, session }: LoadedMeeting,
  { room, ...found }: PlatformMeeting,
): MeetingChange {
  const compared = { checkDue: false, attempts: 0, nextAttemptAt: null }
  const place: MeetingChange = isMoved(found, session)
    ? { reason: 'moved_by_hand', foundStartsAt: found.startsAt }
    : { reason: null, foundStartsAt: null }
  switch (room.status) {
    case 'ready':
      return { ...compared, ...place, joinUrl: room.joinUrl }
    case 'pending':
      return { ...compared, ...place }
    case 'failed':
      // The event is still there; asking for its room again takes a request of another name.
      return { ...compared, ...awaitAnswer(meeting), roomAttempt: meeting.roomAttempt + 1, polls: 0 }
  }
}

/** Whether the room is at another time than its session; one without a time of its own never is. */
export const isMoved = (
  found: Pick<PlatformMeeting, 'startsAt' | 'endsAt'>,
  { startsAt, endsAt }: LoadedMeeting['session'],
): boolean =>
  (found.startsAt !== null && found.startsAt.getTime() !== startsAt.getTime()) ||
  (found.endsAt !== null && found.endsAt.getTime() !== endsAt.getTime())

/** The object is gone: whoever puts it back gets a new one. */
export const removedByHand = (meeting: MeetingRow): MeetingChange => ({
  ...newGeneration(meeting),
  ...awaitAnswer(meeting),
  checkDue: false,
  attempts: 0,
  nextAttemptAt: null,
})

const awaitAnswer = ({ desiredVersion }: MeetingRow): MeetingChange => ({
  status: 'blocked',
  reason: 'removed_by_hand',
  joinUrl: null,
  foundStartsAt: null,
  syncedVersion: desiredVersion,
})
