import type { Availability } from '@foyer/shared/availability'
import type { SlotClosedReason } from '@foyer/shared/slots'
import { listWindows } from './availability-windows.ts'
import { joinRanges, type OpenRange, rangesHold } from './open-ranges.ts'
import { endOfDateAfter, MINUTE } from './zone-clock.ts'

/** What a service asks of a slot. Absent: step as long as the session, no buffers, no notice, no horizon. */
export interface SlotRules {
  durationMinutes: number
  slotStepMinutes?: number | undefined
  bufferBeforeMinutes?: number | undefined
  bufferAfterMinutes?: number | undefined
  minimumNoticeMinutes?: number | undefined
  /** Local dates after today on which a session may start; 0 is today only. */
  bookableDays?: number | undefined
}

/** Time that is taken, in epoch milliseconds, with the free time that what takes it needs around itself. */
export interface BusyInterval {
  startsAt: number
  endsAt: number
  bufferBeforeMinutes?: number | undefined
  bufferAfterMinutes?: number | undefined
}

/** What is known of the provider's own calendar. */
export interface CalendarKnowledge {
  busy: readonly BusyInterval[]
  /** Slots that end after this instant are closed, because nothing is known of that time. */
  closedFrom?: number | undefined
}

/** Everything the answer depends on. Instants are epoch milliseconds; starts are sought in [from, to). */
export interface SlotQuery {
  now: number
  availability: Availability
  service: SlotRules
  busy: readonly BusyInterval[]
  calendar?: CalendarKnowledge | undefined
  from: number
  to: number
}

/** A free start and its end in epoch milliseconds. */
export interface Slot {
  startsAt: number
  endsAt: number
}

/** A start on the grid that is not offered, and the first reason against it. */
export interface ClosedStart {
  startsAt: number
  reason: SlotClosedReason
}

/**
 * The free starts, ascending.
 *
 * The grid of starts begins at each availability window's start and runs in elapsed minutes; a slot lasts its duration in
 * elapsed time and ends within its window. Buffers may reach outside the window. Between a slot and a busy interval lies
 * at least the larger of the two buffers that face each other; touching is fine. A slot starts at the earliest
 * `minimumNoticeMinutes` from now, and at the latest on the local date (availability's zone) `bookableDays` after today.
 *
 * Throws RangeError for a duration or step that is not positive, or an unknown zone.
 */
export function findSlots(query: SlotQuery): Slot[] {
  return explainSlots(query).slots
}

/**
 * The same slots, and why every other start on the grid is closed. Of several reasons the first of this order is given:
 * `outside_availability` (would end after its window), `minimum_notice` (too soon, or past), `beyond_horizon`, `busy`
 * (the session itself would overlap), `buffer` (only a buffer would), `busy_in_calendar` (the session or its buffer would
 * overlap what is in the provider's own calendar), `calendar_unknown`.
 */
export function explainSlots(query: SlotQuery): { slots: Slot[]; closed: ClosedStart[] } {
  const { now, availability, service, calendar, from, to } = query
  const duration = service.durationMinutes * MINUTE
  const step = (service.slotStepMinutes ?? service.durationMinutes) * MINUTE
  if (!(duration > 0 && step > 0)) throw new RangeError('Duration and step of a service must be positive')
  const slots: Slot[] = []
  const closed: ClosedStart[] = []
  if (!(from < to)) return { slots, closed }

  const earliest = now + (service.minimumNoticeMinutes ?? 0) * MINUTE
  const horizon =
    service.bookableDays === undefined
      ? Number.POSITIVE_INFINITY
      : endOfDateAfter(availability.timeZone, now, service.bookableDays)
  const { overlapping, tooClose } = blockedStarts(query.busy, service)
  const inCalendar = blockedStarts(calendar?.busy ?? [], service).tooClose
  const knownUntil = calendar?.closedFrom ?? Number.POSITIVE_INFINITY

  const reasonAgainst = (startsAt: number, windowEnd: number): SlotClosedReason | null => {
    if (startsAt + duration > windowEnd) return 'outside_availability'
    if (startsAt < earliest) return 'minimum_notice'
    if (startsAt >= horizon) return 'beyond_horizon'
    if (rangesHold(overlapping, startsAt)) return 'busy'
    if (rangesHold(tooClose, startsAt)) return 'buffer'
    if (rangesHold(inCalendar, startsAt)) return 'busy_in_calendar'
    return startsAt + duration > knownUntil ? 'calendar_unknown' : null
  }

  for (const window of listWindows(availability, from, to)) {
    const stepsToFrom = Math.max(0, Math.ceil((from - window.startsAt) / step))
    const end = Math.min(window.endsAt, to)
    for (let startsAt = window.startsAt + stepsToFrom * step; startsAt < end; startsAt += step) {
      const reason = reasonAgainst(startsAt, window.endsAt)
      if (reason) closed.push({ startsAt, reason })
      else slots.push({ startsAt, endsAt: startsAt + duration })
    }
  }
  return { slots, closed }
}

/** Busy time turned into the starts it forbids, which leaves one look-up per start however much is busy. */
function blockedStarts(
  busy: readonly BusyInterval[],
  service: SlotRules,
): Record<'overlapping' | 'tooClose', OpenRange[]> {
  const duration = service.durationMinutes * MINUTE
  const taken = busy.filter(({ startsAt, endsAt }) => endsAt > startsAt)
  const larger = (own = 0, theirs = 0) => Math.max(own, theirs) * MINUTE
  return {
    overlapping: joinRanges(taken.map(({ startsAt, endsAt }) => ({ after: startsAt - duration, before: endsAt }))),
    tooClose: joinRanges(
      taken.map(({ startsAt, endsAt, bufferBeforeMinutes, bufferAfterMinutes }) => ({
        after: startsAt - larger(service.bufferAfterMinutes, bufferBeforeMinutes) - duration,
        before: endsAt + larger(service.bufferBeforeMinutes, bufferAfterMinutes),
      })),
    ),
  }
}
