const HOURS = ['twelve', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven']

/** A clock as it is said: "14:30" is "half past two", "10:00" is "ten", "09:20" stays "09:20". */
export function spokenClock(clock: string): string {
  const [hour, minute] = clock.split(':').map(Number)
  const said = (at: number) => HOURS[at % 12] ?? clock
  if (hour === undefined) return clock
  switch (minute) {
    case 0:
      return hour === 0 ? 'midnight' : hour === 12 ? 'noon' : said(hour)
    case 15:
      return `quarter past ${said(hour)}`
    case 30:
      return `half past ${said(hour)}`
    case 45:
      return `quarter to ${said(hour + 1)}`
    default:
      return clock
  }
}
