/** A moment: a Date, or ISO 8601 as the API sends it. */
export type Instant = Date | string

/** Whose language and clock a text is written for. */
export type Reader = { locale: string; timeZone: string }

export function toDate(at: Instant): Date {
  return typeof at === 'string' ? new Date(at) : at
}

// Making a formatter costs about 50 µs, a list draws hundreds: one per distinct request is kept.
const formatters = new Map<string, Intl.DateTimeFormat>()

/** A cached Intl.DateTimeFormat. Throws RangeError for a zone the platform does not know. */
export function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, options)
  formatters.set(key, made)
  return made
}

/** One part of a formatted date, or an empty string if the locale has none. */
export function part(
  at: Date,
  locale: string,
  options: Intl.DateTimeFormatOptions,
  type: Intl.DateTimeFormatPartTypes,
): string {
  const parts = formatter(locale, options).formatToParts(at)
  return parts.find((found) => found.type === type)?.value ?? ''
}
