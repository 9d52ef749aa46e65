/** What the reader has chosen so far; kept in the address, so that it survives going back, reloading and signing in. */
export type BookingChoice = {
  /** "2026-11", if it is not that of the day. */
  month?: string | undefined
  /** "2026-11-25" in the zone the times are shown in. */
  day?: string | undefined
  /** The start of the chosen slot. */
  slot?: string | undefined
  /** The zone the times are shown in, if it is not the reader's own. */
  zone?: string | undefined
  /** "confirm" once a time is chosen and the summary is shown. */
  step?: 'confirm' | undefined
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** Reads a choice from the address; whatever does not fit is left out, so that no address can break the page. */
export function readChoice(search: Record<string, unknown>): BookingChoice {
  const slot = matching(search.slot, (text) => !Number.isNaN(Date.parse(text)))
  const day = matching(search.day, (text) => DAY.test(text) && isRealDay(text))
  return {
    month: matching(search.month, (text) => MONTH.test(text)),
    day,
    slot: day && slot,
    zone: matching(search.zone, isKnownZone),
    step: day && slot && search.step === 'confirm' ? 'confirm' : undefined,
  }
}

function matching(value: unknown, fits: (text: string) => boolean): string | undefined {
  return typeof value === 'string' && fits(value) ? value : undefined
}

function isRealDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

function isKnownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
