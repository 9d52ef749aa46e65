import type { SlotDto } from '@foyer/shared/slots'
import { isoDate } from '../../lib/time.ts'

/** Slots by their date on the clocks of a zone, each day in order. */
export function slotsByDay(slots: readonly SlotDto[], timeZone: string): Map<string, SlotDto[]> {
  const ordered = [...slots].sort((a, b) => a.startsAt.localeCompare(b.startsAt))
  return Map.groupBy(ordered, ({ startsAt }) => isoDate(startsAt, timeZone))
}

/** How many times each day has. */
export function countByDay(byDay: ReadonlyMap<string, readonly SlotDto[]>): Map<string, number> {
  return new Map([...byDay].map(([day, slots]) => [day, slots.length]))
}
