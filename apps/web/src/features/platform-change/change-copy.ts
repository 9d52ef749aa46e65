import { type MeetingSetting, SETTING_NAMES } from '@foyer/shared/meeting-settings'
import {
  type MoveServicesPreviewDto,
  type PlatformChangeDto,
  type PlatformChangePreviewDto,
  SOON_MINUTES,
} from '@foyer/shared/platform-changes'
import { PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import type { Tone } from '../../ui/status.tsx'

/** "on Zoom", "in your own room": where the provider's sessions meet. */
export const placeWords = (platform: Platform): string =>
  platform === 'custom_room' ? 'in your own room' : `on ${PLATFORM_NAMES[platform]}`

/** "Zoom", or "your own room" in the middle of a sentence. */
export const platformWords = (platform: Platform): string =>
  platform === 'custom_room' ? 'your own room' : PLATFORM_NAMES[platform]

export const countSessions = (count: number): string => (count === 1 ? '1 session' : `${count} sessions`)
const countServices = (count: number): string => (count === 1 ? '1 service' : `${count} services`)

/** What changing these sessions would do, sentence by sentence; the first is what matters most. */
export function previewLines(preview: PlatformChangePreviewDto, { isOne = false } = {}): string[] {
  const { platform, change, left, people } = preview
  const lines: string[] = []
  if (change > 0)
    lines.push(
      isOne
        ? 'The present link works until the new one is there, usually for seconds. Then it goes.'
        : `${countSessions(change)} will meet ${placeWords(platform)}. Each old link works until the new one is there.`,
    )
  if (change > 0) lines.push(toldLine(people))
  return [...lines, ...leftLines(platform, left, isOne)]
}

function toldLine(people: number): string {
  if (people === 0) return 'Nobody has booked, so nobody has to be told.'
  const who = people === 1 ? '1 person is' : `${people} people are`
  return `${who} told, once. Everybody comes in through the same Join as always.`
}

function leftLines(platform: Platform, left: PlatformChangePreviewDto['left'], isOne: boolean): string[] {
  if (isOne) return []
  const said: [number, (sessions: string, is: boolean) => string][] = [
    [left.same, (sessions, is) => `${sessions} ${is ? 'is' : 'are'} ${placeWords(platform)} already.`],
    [left.byHand, (sessions, is) => `${sessions} with a link you set by hand ${is ? 'keeps' : 'keep'} it.`],
    [left.begun, (sessions, is) => `${sessions} ${is ? 'has' : 'have'} begun and ${is ? 'stays' : 'stay'}.`],
    [
      left.soon,
      (sessions, is) =>
        `${sessions} ${is ? 'begins' : 'begin'} in less than ${SOON_MINUTES} minutes and ${is ? 'stays' : 'stay'}.`,
    ],
  ]
  return said.flatMap(([count, words]) => (count > 0 ? [words(countSessions(count), count === 1)] : []))
}

/** Why sessions that are about to begin should be left alone, for whoever changes them all the same. */
export const soonWarning = (count: number): string =>
  `${count === 1 ? 'It begins' : 'They begin'} in less than ${SOON_MINUTES} minutes. Somebody may be in the room already, and not everybody may read of the change in time.`

/** What moving every service would mean, without the sessions. */
export function servicesLines(platform: Platform, preview: MoveServicesPreviewDto): string[] {
  const { services, lacking, backups } = preview
  const moved =
    services === 0
      ? `All your online services meet ${placeWords(platform)} already.`
      : `${countServices(services)} will meet ${placeWords(platform)}, and new ones too. Services in person stay.`
  const exchanged =
    backups === 0
      ? []
      : [
          `${countServices(backups)} ${backups === 1 ? 'has' : 'have'} ${platformWords(platform)} as backup. The platform that is left becomes the backup instead.`,
        ]
  return [moved, ...lacking.map(({ title, settings }) => lackingLine(platform, title, settings)), ...exchanged]
}

const lackingLine = (platform: Platform, title: string, settings: MeetingSetting[]): string =>
  `“${title}” asks for ${settings.map((setting) => SETTING_NAMES[setting]).join(' and ')}. ${capital(platformWords(platform))} does not have that, so it rests.`

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** How a change of many sessions goes, in words. */
export interface ChangeNews {
  tone: Tone
  title: string
  text: string
  /** 0 to 1 while it goes on, else null. */
  share: number | null
}

/** "12 of 40 sessions meet on Zoom now", then "All 40 …", or how many wait for somebody. */
export function changeNews({ platform, total, done, underWay, left, stuck }: PlatformChangeDto): ChangeNews {
  const place = placeWords(platform)
  const stayed = left === 0 ? '' : ` ${countSessions(left)} stayed where ${left === 1 ? 'it was' : 'they were'}.`
  if (underWay === 0)
    return {
      tone: 'pine',
      title: done === 1 ? `1 session meets ${place} now` : `${done} sessions meet ${place} now`,
      text: `Who takes part has been told.${stayed}`,
      share: null,
    }
  const title = `${done} of ${countSessions(total)} ${total === 1 ? 'meets' : 'meet'} ${place} now`
  const going = underWay - stuck.length
  if (stuck.length === 0)
    return {
      tone: 'sky',
      title,
      text: `The others follow by themselves. Until then their old links work.${stayed}`,
      share: done / total,
    }
  const waits = stuck.length === 1 ? '1 has no new link yet' : `${stuck.length} have no new link yet`
  return {
    tone: 'amber',
    title: `${title}, ${waits}`,
    text: `Their old links work until then.${stayed}`,
    share: going > 0 ? done / total : null,
  }
}
