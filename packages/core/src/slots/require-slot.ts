import type { Queryable } from '@foyer/db/client'
import { FoyerError } from '@foyer/shared/errors'
import type { SlotClosedReason } from '@foyer/shared/slots'
import { judgeCalendar } from '../own-calendar/judge-calendar.ts'
import { explainSlots } from './find-slots.ts'
import { type BusyQuery, loadBusy, type Offer } from './load-calendar.ts'

const MINUTE = 60_000

const MESSAGES: Record<SlotClosedReason, string | null> = {
  outside_availability: null,
  minimum_notice: 'This time is too close, or over. Please choose a later one.',
  beyond_horizon: 'This time is too far ahead to be booked yet.',
  busy: null,
  buffer: null,
  busy_in_calendar: 'The calendar behind this page is busy then. Please choose another time.',
  calendar_unknown: 'Nobody can tell just now whether this time is free. Please try again later.',
}

const TAKEN: readonly SlotClosedReason[] = ['busy', 'buffer', 'busy_in_calendar']

/**
 * Refuses a start that `listSlots` would not offer, by the same engine: `slot_taken` when something else occupies the
 * time or the pause it needs, `slot_unavailable` when it is not offered at all. The provider's own calendar counts as far
 * as it is known; no platform is asked. `calendarUnknown`: nobody can tell what it says of that time.
 */
export async function requireSlot(
  db: Queryable,
  offer: Offer,
  wanted: { startsAt: Date; durationMinutes: number; now: Date; except?: BusyQuery['except'] },
): Promise<{ calendarUnknown: boolean }> {
  const { startsAt, durationMinutes, now } = wanted
  const span = { from: startsAt, to: new Date(startsAt.getTime() + 1) }
  const until = new Date(startsAt.getTime() + durationMinutes * MINUTE)
  const { calendar, state } = judgeCalendar(offer.ownCalendar, { now, until })
  const busy = await loadBusy(db, { ...wanted, ...span, providerId: offer.service.providerId })
  const { slots, closed } = explainSlots({
    now: now.getTime(),
    availability: offer.availability,
    service: { ...offer.service, durationMinutes },
    busy,
    calendar,
    from: span.from.getTime(),
    to: span.to.getTime(),
  })
  if (slots.length > 0) return { calendarUnknown: state === 'unreachable' }
  const reason = closed[0]?.reason ?? 'outside_availability'
  const code = TAKEN.includes(reason) ? 'slot_taken' : 'slot_unavailable'
  throw new FoyerError(code, { field: 'startsAt', message: MESSAGES[reason] ?? undefined })
}
