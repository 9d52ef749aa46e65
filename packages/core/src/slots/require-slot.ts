import type { Queryable } from '@foyer/db/client'
import { FoyerError } from '@foyer/shared/errors'
import type { SlotClosedReason } from '@foyer/shared/slots'
import { explainSlots } from './find-slots.ts'
import { type BusyQuery, loadBusy, type Offer } from './load-calendar.ts'

const MESSAGES: Record<SlotClosedReason, string | null> = {
  outside_availability: null,
  minimum_notice: 'This time is too close, or over. Please choose a later one.',
  beyond_horizon: 'This time is too far ahead to be booked yet.',
  busy: null,
  buffer: null,
}

/**
 * Refuses a start that `listSlots` would not offer, by the same engine: `slot_taken` when something else occupies the
 * time or the pause it needs, `slot_unavailable` when it is not offered at all.
 */
export async function requireSlot(
  db: Queryable,
  offer: Offer,
  wanted: { startsAt: Date; durationMinutes: number; now: Date; except?: BusyQuery['except'] },
): Promise<void> {
  const { startsAt, durationMinutes, now } = wanted
  const span = { from: startsAt, to: new Date(startsAt.getTime() + 1) }
  const busy = await loadBusy(db, { ...wanted, ...span, providerId: offer.service.providerId })
  const { slots, closed } = explainSlots({
    now: now.getTime(),
    availability: offer.availability,
    service: { ...offer.service, durationMinutes },
    busy,
    from: span.from.getTime(),
    to: span.to.getTime(),
  })
  if (slots.length > 0) return
  const reason = closed[0]?.reason ?? 'outside_availability'
  const code = reason === 'busy' || reason === 'buffer' ? 'slot_taken' : 'slot_unavailable'
  throw new FoyerError(code, { field: 'startsAt', message: MESSAGES[reason] ?? undefined })
}
