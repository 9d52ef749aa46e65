import { z } from 'zod'
import { type BusyTime, type CallOptions, type MeetingPlatform, PlatformError } from '../platform.ts'
import type { GoogleClient } from './client.ts'

const CALENDAR = 'primary'
/** Google refuses more than about ninety days at once. */
const LONGEST_SPAN_MS = 80 * 24 * 60 * 60_000

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const calendarAnswer = z.object({
  busy: z.array(z.object({ start: instant, end: instant })).default([]),
  errors: z.array(z.object({ reason: z.string().default('unknown') })).default([]),
})
const busyAnswer = z.object({ calendars: z.record(z.string(), calendarAnswer) })

/** When the account's primary calendar is busy. */
export function createBusyTimes(google: GoogleClient): Required<Pick<MeetingPlatform, 'busyTimes'>> {
  async function readSpan(accessToken: string, span: { from: Date; to: Date }, options?: CallOptions) {
    const requestBody = {
      timeMin: span.from.toISOString(),
      timeMax: span.to.toISOString(),
      items: [{ id: CALENDAR }],
    }
    const send = () => google.freeBusy(accessToken, options).query({ requestBody })
    const { calendars } = await google.call('busy_times', busyAnswer, send)
    const [calendar] = Object.values(calendars)
    // An answer of 200 may hold an error for the calendar: then nobody knows, and unknown is not free.
    const reason = calendar ? calendar.errors[0]?.reason : 'calendar_missing'
    if (reason !== undefined || !calendar)
      throw new PlatformError({ kind: 'unreachable', status: 200, code: toCode(reason) })
    return calendar.busy.map(({ start, end }): BusyTime => ({ startsAt: start, endsAt: end }))
  }

  return {
    async busyTimes(accessToken, { from, to }, options) {
      const found: BusyTime[] = []
      for (let at = from.getTime(); at < to.getTime(); at += LONGEST_SPAN_MS) {
        const span = { from: new Date(at), to: new Date(Math.min(at + LONGEST_SPAN_MS, to.getTime())) }
        found.push(...(await readSpan(accessToken, span, options)))
      }
      return found
    },
  }
}

/** A word of Google's, as far as it is one. */
const toCode = (reason = ''): string => (/^[A-Za-z_]{1,64}$/.test(reason) ? reason : 'unknown')
