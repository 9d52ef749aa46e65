import type { connections, meetings } from '@foyer/db/schema'
import {
  MEETING_SETTINGS,
  type MeetingSetting,
  type MeetingSettings,
  settingsAt,
  settingsOf,
  supportOf,
} from '@foyer/shared/meeting-settings'
import type { DroppedSettingDto } from '@foyer/shared/meetings'

interface Room {
  meeting: Pick<typeof meetings.$inferSelect, 'platform' | 'externalId' | 'droppedSettings'>
  service: { meetingSettings: MeetingSettings }
  /** Without it nothing is asked for that takes a permission of its own. */
  connection?: Pick<typeof connections.$inferSelect, 'permissions'> | null | undefined
}

/**
 * What this platform has of what the service asks for. What it once dropped is not asked again for the same room: every
 * look would write, and the answer would be the same until plan or wish change.
 */
export function settingsToAsk({ meeting, service, connection }: Room): MeetingSettings {
  const known = meeting.externalId === null ? [] : meeting.droppedSettings
  const isAllowed = connection?.permissions.includes('room_settings') ?? false
  const asked = settingsAt(meeting.platform, service.meetingSettings)
  return Object.fromEntries(
    MEETING_SETTINGS.flatMap((setting) => {
      const wanted = asked[setting]
      const isForbidden = !isAllowed && supportOf(meeting.platform, setting)?.needsPermission === true
      return wanted === undefined || known.includes(setting) || isForbidden ? [] : [[setting, wanted]]
    }),
  )
}

/** What the room lacks after a call that asked for those settings and left `dropped` undone. */
export function settingsLacking(room: Room, dropped: readonly MeetingSetting[]): MeetingSetting[] {
  const wished = room.service.meetingSettings
  const asked = settingsToAsk(room)
  const has = settingsOf(room.meeting.platform)
  return MEETING_SETTINGS.filter((setting) => {
    // A room elsewhere than planned may have no such thing, which only matters where it was to be on.
    if (!has.includes(setting)) return wished[setting] === true
    return wished[setting] !== undefined && (asked[setting] === undefined || dropped.includes(setting))
  })
}

/** As the provider is told; what is no longer wished for is nothing to tell. */
export const toDroppedSettings = ({ meeting, service }: Room): DroppedSettingDto[] =>
  meeting.droppedSettings.flatMap((setting) => {
    const wanted = service.meetingSettings[setting]
    return wanted === undefined ? [] : [{ setting, wanted }]
  })
