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
  const isMoved =
    found.startsAt.getTime() !== session.startsAt.getTime() || found.endsAt.getTime() !== session.endsAt.getTime()
  const place: MeetingChange = isMoved
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

/** The object is gone: whoever puts it back gets a new one. */
export const removedByHand = (meeting: MeetingRow): MeetingChange => ({
  ...newGeneration(meeting.generation),
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
