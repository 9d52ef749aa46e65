/** What is needed to say when something is, to a reader in one zone who meets somebody in another. */
export interface TimeToSay {
  startsAt: string
  endsAt: string
  readerZone: string
  otherZone: string
}

const HOUR_MS = 3_600_000

/** `Monday 23 November 2026, 10:00 to 11:00 (Lisbon)`, and the other's clock beside it where it differs. */
export function spokenTime({ startsAt, endsAt, readerZone, otherZone }: TimeToSay): string {
  const [start, end] = [new Date(startsAt), new Date(endsAt)]
  const own = `${day(start, readerZone)}, ${clocks(start, end, readerZone)} (${cityOf(readerZone)})`
  const other = `${day(start, otherZone)}, ${clocks(start, end, otherZone)}`
  if (`${own}`.startsWith(other)) return own
  const beside = day(start, readerZone) === day(start, otherZone) ? clocks(start, end, otherZone) : other
  return `${own}, that is ${beside} in ${cityOf(otherZone)}`
}

/** `Monday 23 November 2026, 10:00 (Lisbon)`. */
export const spokenStart = (at: Date, timeZone: string): string =>
  `${day(at, timeZone)}, ${clock(at, timeZone)} (${cityOf(timeZone)})`

/** `Monday 23 November 2026`. */
export const spokenDay = (at: Date, timeZone: string): string => day(at, timeZone)

const day = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    .format(at)
    .replace(/^(\w+),/, '$1')

const clocks = (start: Date, end: Date, timeZone: string) => `${clock(start, timeZone)} to ${clock(end, timeZone)}`

/** In the hour that the autumn repeats a time on the wall is two moments, so that it is told with its offset. */
function clock(at: Date, timeZone: string): string {
  const wall = onWall(at, timeZone)
  const isRepeated = [-HOUR_MS, HOUR_MS].some((ms) => onWall(new Date(at.getTime() + ms), timeZone) === wall)
  return isRepeated ? `${wall} ${offsetOf(at, timeZone)}` : wall
}

const onWall = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

const offsetOf = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''

const cityOf = (timeZone: string) => (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')
