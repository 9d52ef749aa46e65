import { PLATFORM_NAMES, type Platform } from './platforms.ts'

/**
 * How a room can be set up, whatever the platform calls it: a lobby is a waiting room, `recording` and `transcription`
 * begin by themselves.
 */
export const MEETING_SETTINGS = [
  'waitingRoom',
  'joinBeforeHost',
  'passcode',
  'recording',
  'transcription',
  'muteOnEntry',
] as const
export type MeetingSetting = (typeof MEETING_SETTINGS)[number]

/** What a service asks of its rooms; an absent one is left as the provider's account at the platform has it. */
export type MeetingSettings = { [setting in MeetingSetting]?: boolean | undefined }

/** What people call a setting, in the middle of a sentence. */
export const SETTING_NAMES: Record<MeetingSetting, string> = {
  waitingRoom: 'waiting room',
  joinBeforeHost: 'joining before you',
  passcode: 'passcode',
  recording: 'automatic recording',
  transcription: 'automatic transcription',
  muteOnEntry: 'muted on entry',
}

/** How a platform does a setting, and what it asks for before it takes it; in words for the provider, where there is any. */
export interface SettingSupport {
  note?: string
  needs?: string
  /** Not asked for at all before the account has given the permission for it. */
  needsPermission?: true
}

const ROOM_PERMISSION = 'the permission for the settings of your rooms, under Integrations'
const GOOGLE_LICENCE = `Needs Google Workspace Business Standard or Google One 2 TB, and ${ROOM_PERMISSION}.`

/** What each platform can do; what is not here it cannot, or not for one meeting alone. */
const PLATFORM_SETTINGS: Partial<Record<Platform, Partial<Record<MeetingSetting, SettingSupport>>>> = {
  google_meet: {
    waitingRoom: {
      note: 'At Google that concerns people who were not invited.',
      needs: `Needs ${ROOM_PERMISSION}.`,
      needsPermission: true,
    },
    recording: { needs: GOOGLE_LICENCE, needsPermission: true },
    transcription: { needs: GOOGLE_LICENCE, needsPermission: true },
  },
  zoom: {
    waitingRoom: {},
    joinBeforeHost: {},
    passcode: {},
    recording: { needs: 'Needs a paid Zoom plan: recordings are kept in Zoom’s cloud.' },
    muteOnEntry: {},
  },
  teams: {
    waitingRoom: { note: 'Microsoft calls it the lobby.' },
    recording: { needs: 'Needs a Microsoft 365 licence with recording, and an organisation that allows it.' },
  },
  custom_room: { muteOnEntry: { needs: 'Needs a new room for each session, on a server like Jitsi Meet’s.' } },
}

/** Whether the platform has the setting, and what it takes; null where it has not. */
export const supportOf = (platform: Platform, setting: MeetingSetting): SettingSupport | null =>
  PLATFORM_SETTINGS[platform]?.[setting] ?? null

/** The settings that a platform has, in the order in which they are shown; none in person. */
export const settingsOf = (platform: Platform | null): MeetingSetting[] =>
  platform ? MEETING_SETTINGS.filter((setting) => supportOf(platform, setting)) : []

/** What is asked for and not left to the account, in the usual order. */
export const askedSettings = (settings: MeetingSettings): MeetingSetting[] =>
  MEETING_SETTINGS.filter((setting) => settings[setting] !== undefined)

/** The part of what is asked for that this platform has. */
export function settingsAt(platform: Platform, settings: MeetingSettings): MeetingSettings {
  const kept = settingsOf(platform).filter((setting) => settings[setting] !== undefined)
  return Object.fromEntries(kept.map((setting) => [setting, settings[setting]]))
}

/** What is wrong with the settings for a service on this platform (null: in person), in words for its provider, or null. */
export function settingsProblem(settings: MeetingSettings, platform: Platform | null): string | null {
  const has = settingsOf(platform)
  const unknown = askedSettings(settings).find((setting) => !has.includes(setting))
  if (!unknown) return null
  if (!platform) return 'A service in person has no room at a platform, so it has no settings.'
  const lacks = `${PLATFORM_NAMES[platform]} has no setting ${unknown} (${SETTING_NAMES[unknown]}).`
  return `${lacks} ${has.length > 0 ? `It has: ${has.join(', ')}.` : 'It has none.'}`
}
