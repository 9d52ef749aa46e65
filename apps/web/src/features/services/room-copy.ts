import { type MeetingSetting, SETTING_NAMES, supportOf } from '@foyer/shared/meeting-settings'
import type { DroppedSettingDto } from '@foyer/shared/meetings'
import { PLATFORM_COMPANIES, PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'

/** How the form speaks of a setting. */
export const SETTING_COPY: Record<MeetingSetting, { label: string; hint: string }> = {
  waitingRoom: { label: 'Waiting room', hint: 'You let people in one by one.' },
  joinBeforeHost: { label: 'Come in before you', hint: 'People can talk to each other until you are there.' },
  passcode: { label: 'Passcode', hint: 'It is part of the link, so nobody has to type it.' },
  recording: {
    label: 'Record every session',
    hint: 'It begins by itself. Everybody sees that it does; ask them first.',
  },
  transcription: { label: 'Write everything down', hint: 'A transcript begins by itself. Ask everybody first.' },
  muteOnEntry: { label: 'Muted on entry', hint: 'People switch their microphone on themselves.' },
}

/** The three answers to a setting. */
export const settingChoices = (platform: Platform) =>
  [
    { id: 'account', label: platform === 'custom_room' ? 'As usual' : `As at ${PLATFORM_COMPANIES[platform]}` },
    { id: 'on', label: 'On' },
    { id: 'off', label: 'Off' },
  ] as const

/** What becomes of a setting that is left alone. */
export const leftAlone = (platform: Platform): string =>
  platform === 'custom_room'
    ? 'What you leave “as usual” is as your room’s server has it.'
    : `What you leave “as at ${PLATFORM_COMPANIES[platform]}” follows your account there.`

/** "automatic recording and no passcode", as it was wanted. */
function listDropped(dropped: readonly DroppedSettingDto[]): string {
  const names = dropped.map(({ setting, wanted }) => (wanted ? SETTING_NAMES[setting] : `no ${SETTING_NAMES[setting]}`))
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '')
}

/** A platform at the beginning of a sentence, to whoever gives the sessions there. */
export const nameHere = (platform: Platform): string =>
  platform === 'custom_room' ? 'Your own room' : PLATFORM_NAMES[platform]

/** What the provider is told of settings that a platform did not take: which, why, and what it costs. */
export function droppedCopy(
  platform: Platform,
  dropped: readonly DroppedSettingDto[],
): { title: string; why: string } | null {
  if (dropped.length === 0) return null
  const reasons = dropped.map(({ setting }) => droppedReason(platform, setting))
  return {
    title: `${nameHere(platform)} did not take: ${listDropped(dropped)}`,
    why: [...new Set(reasons)].join(' '),
  }
}

/** Why a platform may have left a setting out. */
export function droppedReason(platform: Platform, setting: MeetingSetting): string {
  const support = supportOf(platform, setting)
  if (!support) return `${nameHere(platform)} has no such setting.`
  return support.needs ?? 'Your plan, or a rule of your account, may not allow it.'
}

/** What a name or text gives away, if anything: shown while it is written. */
export function tellingCopy(
  tells: ReadonlySet<'who' | 'what'>,
  platform: Platform,
): { title: string; why: string } | null {
  if (tells.size === 0) return null
  const what = [tells.has('who') && 'who comes', tells.has('what') && 'what it is about'].filter(Boolean).join(' and ')
  return {
    title: `This tells ${what}`,
    why: `It shows in calendars, on lock screens and in mails from ${PLATFORM_COMPANIES[platform]}. Leave it out where it could say something about a person’s health.`,
  }
}
