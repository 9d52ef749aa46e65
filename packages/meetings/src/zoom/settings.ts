import { randomInt } from 'node:crypto'
import { askedSettings, type MeetingSetting, type MeetingSettings } from '@foyer/shared/meeting-settings'
import { z } from 'zod'

const flag = z.boolean().nullish().catch(undefined)
const words = z.string().nullish().catch(undefined)

/** The part of Zoom's answer that says how a room is set up. What it leaves out counts as off. */
export const settingsAnswer = {
  password: words,
  settings: z
    .object({ waiting_room: flag, join_before_host: flag, mute_upon_entry: flag, auto_recording: words })
    .nullish()
    .catch(undefined),
}
type SetUp = z.output<z.ZodObject<typeof settingsAnswer>>

const isOn = ({ password, settings }: SetUp): Record<MeetingSetting, boolean> => ({
  waitingRoom: settings?.waiting_room ?? false,
  joinBeforeHost: settings?.join_before_host ?? false,
  passcode: Boolean(password),
  recording: settings?.auto_recording === 'cloud',
  // Zoom's transcripts belong to the account's recordings; no meeting asks for its own.
  transcription: false,
  muteOnEntry: settings?.mute_upon_entry ?? false,
})

/** What was asked for and is not so. */
export function droppedSettings(meeting: SetUp, wanted: MeetingSettings): MeetingSetting[] {
  const state = isOn(meeting)
  return askedSettings(wanted).filter((setting) => state[setting] !== wanted[setting])
}

/** The part of a body that sets a new room up. What nobody asked for is left out: the account's own default holds. */
export function settingsOfNew(wanted: MeetingSettings): object {
  const { passcode } = wanted
  return {
    ...settingsPart(wanted),
    ...(passcode === true ? { password: newPasscode() } : {}),
    ...(passcode === false ? { password: '', default_password: false } : {}),
  }
}

/** The part of a patch that changes what differs; empty when nothing does. */
export function settingsChanges(meeting: SetUp, wanted: MeetingSettings): object {
  const dropped = droppedSettings(meeting, wanted)
  const changed = Object.fromEntries(dropped.map((setting) => [setting, wanted[setting]]))
  const password = wanted.passcode ? newPasscode() : ''
  return { ...settingsPart(changed), ...(dropped.includes('passcode') ? { password } : {}) }
}

function settingsPart({ waitingRoom, joinBeforeHost, recording, muteOnEntry }: MeetingSettings): object {
  const settings = {
    ...(waitingRoom === undefined ? {} : { waiting_room: waitingRoom }),
    // Zoom makes everybody wait all the same where both are on, which is what the waiting room is for.
    ...(joinBeforeHost === undefined ? {} : { join_before_host: joinBeforeHost }),
    ...(muteOnEntry === undefined ? {} : { mute_upon_entry: muteOnEntry }),
    ...(recording === undefined ? {} : { auto_recording: recording ? 'cloud' : 'none' }),
  }
  return Object.keys(settings).length > 0 ? { settings } : {}
}

const ALPHABETS = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'] as const

/** Nine characters of Zoom's ten, of every kind that most accounts ask for; it travels within the link. */
const newPasscode = (): string =>
  Array.from({ length: 9 }, (_, index) => {
    const letters = ALPHABETS[index % ALPHABETS.length] ?? ALPHABETS[0]
    return letters.charAt(randomInt(letters.length))
  }).join('')
