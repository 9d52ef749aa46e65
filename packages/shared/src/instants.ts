/** A moment as ISO 8601 in UTC, e.g. `2026-11-25T09:30:00.000Z`. */
export type Instant = string

/** True when the runtime's time zone database knows the IANA name, e.g. `Europe/Lisbon`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
