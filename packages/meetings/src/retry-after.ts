/** A platform that names a later moment than this is not believed; the longest real one is a daily limit. */
const FURTHEST_MS = 24 * 3_600_000

const SECONDS = /^\d{1,9}$/
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/
const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/**
 * The moment a `Retry-After` header names: whole seconds, an HTTP date (RFC 9110) or an ISO 8601 instant (Zoom).
 * Undefined when there is none, it is malformed, it has passed, or it lies more than a day ahead.
 */
export function parseRetryAfter(header: string | null | undefined, now: Date): Date | undefined {
  const value = header?.trim() ?? ''
  const at = SECONDS.test(value) ? now.getTime() + Number(value) * 1000 : parseDate(value)
  const isUsable = at > now.getTime() && at <= now.getTime() + FURTHEST_MS
  return isUsable ? new Date(at) : undefined
}

/** Epoch milliseconds, or NaN, which no comparison accepts. */
function parseDate(value: string): number {
  return HTTP_DATE.test(value) || ISO_INSTANT.test(value) ? Date.parse(value) : Number.NaN
}
