import type { CalendarState } from '@foyer/shared/calendars'
import type { BusyInterval, CalendarKnowledge } from '../slots/find-slots.ts'
import type { KnownCalendar, OwnCalendar } from './known-calendars.ts'

/** Up to this age what was read counts as checked. */
export const CHECKED_MS = 5 * 60_000

/** What is known of a provider's own calendar, and what it closes. */
export interface CalendarJudgement {
  state: CalendarState
  /** When the one was read that was read longest ago; null where one never was. */
  checkedAt: Date | null
  calendar: CalendarKnowledge | undefined
}

/**
 * What to make of what is stored for the time up to `until`. Old busy times go on closing slots: they are the best that
 * is known. Only who wants it so has time closed of which nothing is known.
 */
export function judgeCalendar(
  { calendars, whenUnknown }: OwnCalendar,
  { now, until }: { now: Date; until: Date },
): CalendarJudgement {
  if (calendars.length === 0) return { state: 'not_connected', checkedAt: null, calendar: undefined }
  const knownUntil = Math.min(...calendars.map((one) => (isFresh(one, now) ? (one.coversUntil ?? 0) : 0)))
  const readAt = Math.min(...calendars.map((one) => one.readAt ?? Number.NEGATIVE_INFINITY))
  return {
    state: knownUntil >= until.getTime() ? 'checked' : 'unreachable',
    checkedAt: Number.isFinite(readAt) ? new Date(readAt) : null,
    calendar: {
      busy: calendars.flatMap(busyIn),
      closedFrom: whenUnknown === 'close' ? knownUntil : undefined,
    },
  }
}

const isFresh = ({ mayBeRead, readAt }: KnownCalendar, now: Date): boolean =>
  mayBeRead && readAt !== null && now.getTime() - readAt <= CHECKED_MS

const busyIn = ({ mayBeRead, busy }: KnownCalendar): BusyInterval[] =>
  mayBeRead ? busy.map(([startsAt, endsAt]) => ({ startsAt, endsAt })) : []
