import { endOfMonth, now, parseDate, startOfMonth, toCalendarDate, toZoned } from '@internationalized/date'

/** The longest span of slots that may be asked for at once, with a day to spare where clocks change. */
const LONGEST_DAYS = 91

/** A month "2026-11" on the clocks of a zone, as instants: what to ask the API for. */
export function monthRange(month: string, timeZone: string): { from: string; to: string } {
  const first = startOfMonth(parseDate(`${month}-01`))
  return { from: instantOf(first, timeZone), to: instantOf(first.add({ months: 1 }), timeZone) }
}

/** From the beginning of a day as far as one request reaches. */
export function longRange(day: string, timeZone: string): { from: string; to: string } {
  const first = parseDate(day)
  return { from: instantOf(first, timeZone), to: instantOf(first.add({ days: LONGEST_DAYS }), timeZone) }
}

/** The first and the last date that may have a free time: after the notice, within the days open for booking. */
export function bookableDates(
  service: { minimumNoticeMinutes: number; bookableDays: number },
  timeZone: string,
): { minDate: string; maxDate: string } {
  const present = now(timeZone)
  return {
    minDate: toCalendarDate(present.add({ minutes: service.minimumNoticeMinutes })).toString(),
    maxDate: toCalendarDate(present.add({ days: service.bookableDays })).toString(),
  }
}

/** The months from one date to another: "2026-11", "2026-12". */
export function monthsBetween(minDate: string, maxDate: string): string[] {
  const last = endOfMonth(parseDate(maxDate))
  const months: string[] = []
  for (let month = startOfMonth(parseDate(minDate)); month.compare(last) <= 0; month = month.add({ months: 1 })) {
    months.push(month.toString().slice(0, 7))
  }
  return months
}

function instantOf(date: ReturnType<typeof parseDate>, timeZone: string): string {
  return toZoned(date, timeZone).toAbsoluteString()
}
