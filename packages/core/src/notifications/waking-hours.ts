import { Temporal } from 'temporal-polyfill'

/** What is not urgent arrives from eight in the morning until eight in the evening, by the clock of whoever gets it. */
const FROM = 8
const UNTIL = 20

/** Until when the night lasts; null by day. */
export function nightUntil(now: Date, timeZone: string): Date | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  if (local.hour >= FROM && local.hour < UNTIL) return null
  const morning = local.add({ days: local.hour >= UNTIL ? 1 : 0 }).withPlainTime({ hour: FROM })
  return new Date(morning.epochMilliseconds)
}
