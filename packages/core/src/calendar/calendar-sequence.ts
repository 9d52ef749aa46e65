/** Numbers versions by when they are written: a mail is always made of the newest rows. */
const COUNTED_FROM = Date.UTC(2026, 0, 1)

/** The version of a calendar file that is written now, higher than that of any written before. */
export const calendarSequence = (now: Date): number => Math.floor((now.getTime() - COUNTED_FROM) / 1000)
