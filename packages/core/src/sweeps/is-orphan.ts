import type { connections } from '@foyer/db/schema'
import type { MarkedMeeting, MeetingPlatform } from '@foyer/meetings/platform'
import type { LoadedMeeting } from '../meetings/load-meeting.ts'

type Where = Pick<typeof connections.$inferSelect, 'userId' | 'platform'>
type Owner = Pick<LoadedMeeting, 'meeting' | 'session'>

/**
 * Whether an object at the platform is one that we made for this meeting, for certain, and that nobody is to use any more:
 * of an earlier generation, of one that has no room there, or a second one beside the room of the row, which a request that
 * came very late makes where the platform chooses the ids. Never what a person made or copied, what the row points at,
 * or what may be being made at this moment.
 */
export function isOrphan(
  marked: MarkedMeeting,
  { meeting, session }: Owner,
  { userId, platform }: Where,
  adapter: Pick<MeetingPlatform, 'externalIdFor'>,
): boolean {
  const ours = adapter.externalIdFor(marked)
  const isOurs =
    marked.meetingId === meeting.id &&
    session.providerId === userId &&
    (ours ?? marked.externalId) === marked.externalId
  const inUse = [meeting.externalId, meeting.oldPlace?.externalId]
  if (!isOurs || inUse.includes(marked.externalId) || meeting.outcomeUnknown) return false
  if (marked.generation < meeting.generation) return true
  const isSettled = meeting.syncedVersion >= meeting.desiredVersion
  const hasNoRoomThere =
    session.status === 'cancelled' || meeting.source !== 'platform' || meeting.platform !== platform
  const isSecond = ours === null && meeting.externalId !== null
  return marked.generation === meeting.generation && isSettled && (hasNoRoomThere || isSecond)
}
