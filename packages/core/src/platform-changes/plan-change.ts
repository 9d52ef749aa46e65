import type { MeetingSource } from '@foyer/shared/meetings'
import { type ChangeObstacle, type OldPlace, SOON_MINUTES } from '@foyer/shared/platform-changes'
import type { Platform } from '@foyer/shared/platforms'

interface PlannedMeeting {
  platform: Platform
  source: MeetingSource
  fallbackFrom: Platform | null
  oldPlace: OldPlace | null
}

interface PlannedChange {
  platform: Platform
  includeSoon: boolean
  /** The session was chosen by itself, and not as one of all. */
  isChosen: boolean
}

/** Why a coming session is not changed; null when it is. Decided from the rows and the clock alone. */
export function changeObstacle(
  startsAt: Date,
  meeting: PlannedMeeting,
  { platform, includeSoon, isChosen }: PlannedChange,
  now: Date,
): ChangeObstacle | null {
  const aheadMs = startsAt.getTime() - now.getTime()
  // From a backup it may go back to its own platform, and from one that is under way to the one that it leaves.
  const isThere = meeting.platform === platform && meeting.source === 'platform' && !meeting.fallbackFrom
  if (isThere) return 'same'
  if (aheadMs <= 0) return 'begun'
  // A link that somebody set by hand stands until that very session is chosen.
  if (!isChosen && isByHand(meeting)) return 'byHand'
  if (!includeSoon && aheadMs < SOON_MINUTES * 60_000) return 'soon'
  return null
}

const isByHand = ({ source, oldPlace }: PlannedMeeting) => (oldPlace?.source ?? source) === 'manual'
