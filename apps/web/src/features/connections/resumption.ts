import type { ConnectionDto } from '@foyer/shared/connections'
import type { Reader } from '../../lib/intl.ts'
import { formatClock, formatClockSeconds, formatDayShort, isoDate } from '../../lib/time.ts'

const SOON_MS = 10 * 60_000

/**
 * When a platform that does not answer well is asked again: "now", "at 14:02:10" where one can wait for it, "at 16:30",
 * "on Sun 22 Nov at 09:00". Null where no time is known.
 */
export function spokenResumption(
  { resumesAt }: Pick<ConnectionDto, 'resumesAt'>,
  now: Date,
  reader: Reader,
): string | null {
  if (!resumesAt) return null
  const awayMs = Date.parse(resumesAt) - now.getTime()
  if (awayMs <= 0) return 'now'
  if (awayMs < SOON_MS) return `at ${formatClockSeconds(resumesAt, reader)}`
  const isToday = isoDate(resumesAt, reader.timeZone) === isoDate(now.toISOString(), reader.timeZone)
  const day = isToday ? '' : `on ${formatDayShort(resumesAt, now, reader)} `
  return `${day}at ${formatClock(resumesAt, reader)}`
}
