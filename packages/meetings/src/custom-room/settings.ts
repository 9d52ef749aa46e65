import { askedSettings, type MeetingSetting, type MeetingSettings } from '@foyer/shared/meeting-settings'
import type { RoomDescription } from './description.ts'

/**
 * What a link can say about its room. Jitsi Meet reads settings behind the # (its handbook: "Configuration, overriding
 * from the URL") and has only this one among ours; of any other address nothing is known, so nothing is promised.
 */
export function withSettings(
  room: RoomDescription,
  link: string,
  settings: MeetingSettings,
): { joinUrl: string; droppedSettings: MeetingSetting[] } {
  const { muteOnEntry } = settings
  const asked = askedSettings(settings)
  if (room.kind !== 'generated' || muteOnEntry === undefined) return { joinUrl: link, droppedSettings: asked }
  return {
    joinUrl: `${link}#config.startWithAudioMuted=${muteOnEntry}`,
    droppedSettings: asked.filter((setting) => setting !== 'muteOnEntry'),
  }
}
