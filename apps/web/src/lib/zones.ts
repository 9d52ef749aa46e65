import { type Instant, part, toDate } from './intl.ts'

// Zones whose database name is older than the name people use.
const RENAMED: Record<string, string> = {
  'Asia/Calcutta': 'Kolkata',
  'Asia/Katmandu': 'Kathmandu',
  'Asia/Rangoon': 'Yangon',
  'Asia/Saigon': 'Ho Chi Minh City',
  'Europe/Kiev': 'Kyiv',
  'America/Godthab': 'Nuuk',
}

/** True for zones that are an offset and not a place: UTC, GMT, Etc/GMT+5, +02:00. */
function isPlaceless(timeZone: string): boolean {
  return !timeZone.includes('/') || timeZone.startsWith('Etc/')
}

/** The city a zone is named after: "Europe/Berlin" is "Berlin", "UTC" stays "UTC". */
export function cityOf(timeZone: string): string {
  const renamed = RENAMED[timeZone]
  if (renamed) return renamed
  const last = timeZone.split('/').at(-1) ?? timeZone
  return last.replaceAll('_', ' ')
}

/** How a zone is called beside a time: "Berlin time", "UTC". */
export function zoneName(timeZone: string): string {
  return isPlaceless(timeZone) ? cityOf(timeZone) : `${cityOf(timeZone)} time`
}

/** How a zone follows a time: "in Lisbon", "UTC". */
export function inZone(timeZone: string): string {
  return isPlaceless(timeZone) ? cityOf(timeZone) : `in ${cityOf(timeZone)}`
}

/** The offset at that instant: "UTC+1", "UTC−3:30", "UTC". */
export function offsetOf(at: Instant, timeZone: string): string {
  const name = part(toDate(at), 'en', { timeZone, timeZoneName: 'shortOffset' }, 'timeZoneName')
  return name.replace('GMT', 'UTC').replace('-', '−')
}

/** True if clocks in both zones show the same time at that instant. */
export function sameClock(at: Instant, oneZone: string, otherZone: string): boolean {
  return oneZone === otherZone || offsetOf(at, oneZone) === offsetOf(at, otherZone)
}

/** The zone of this device. */
export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
