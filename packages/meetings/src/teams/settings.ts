import { askedSettings, type MeetingSetting, type MeetingSettings } from '@foyer/shared/meeting-settings'
import { z } from 'zod'

/** The part of Graph's answer that says how a room is set up. */
export const settingsAnswer = {
  lobbyBypassSettings: z
    .object({ scope: z.string().nullish().catch(undefined) })
    .nullish()
    .catch(undefined),
  recordAutomatically: z.boolean().nullish().catch(undefined),
}
type SetUp = z.output<z.ZodObject<typeof settingsAnswer>>

/** Whom the lobby lets by: with the waiting room on, the organizer alone. */
const lobbyScope = (isWaitingRoom: boolean) => (isWaitingRoom ? 'organizer' : 'everyone')

/**
 * What was asked for and is not so. Graph can keep attendees from unmuting at all, which is more than being muted on
 * entry, and its passcodes guard the way in by number, not by link: it takes neither.
 */
export function droppedSettings(meeting: SetUp, wanted: MeetingSettings): MeetingSetting[] {
  const { waitingRoom, recording } = wanted
  const isTaken: MeetingSetting[] = []
  if (waitingRoom !== undefined && meeting.lobbyBypassSettings?.scope === lobbyScope(waitingRoom))
    isTaken.push('waitingRoom')
  if ((meeting.recordAutomatically ?? false) === recording) isTaken.push('recording')
  return askedSettings(wanted).filter((setting) => !isTaken.includes(setting))
}

/** The part of a patch that changes what differs; empty when nothing does. A request that makes a meeting takes none. */
export function settingsChanges(meeting: SetUp, wanted: MeetingSettings): object {
  const { waitingRoom, recording } = wanted
  const dropped = droppedSettings(meeting, wanted)
  return {
    ...(waitingRoom !== undefined && dropped.includes('waitingRoom')
      ? { lobbyBypassSettings: { scope: lobbyScope(waitingRoom), isDialInBypassEnabled: !waitingRoom } }
      : {}),
    ...(recording !== undefined && dropped.includes('recording') ? { recordAutomatically: recording } : {}),
  }
}
