import type { Reader } from './intl.ts'
import { formatClock } from './time.ts'
import { offsetOf } from './zones.ts'

export type Slot = { startsAt: string; seatsLeft: number }
export type LabelledSlot = Slot & { label: string }
type PartOfDay = 'Night' | 'Morning' | 'Afternoon' | 'Evening'
export type SlotGroup = { part: PartOfDay; slots: LabelledSlot[] }

/** Slots in order, grouped by part of day on the reader's clock; empty parts are left out. */
export function groupSlots(slots: readonly Slot[], reader: Reader): SlotGroup[] {
  const groups = new Map<PartOfDay, LabelledSlot[]>()
  const ordered = [...slots].sort((a, b) => a.startsAt.localeCompare(b.startsAt))
  const clocks = ordered.map((slot) => formatClock(slot.startsAt, reader))
  for (const [index, slot] of ordered.entries()) {
    const clock = clocks[index] ?? ''
    // The hour that clocks go back comes twice: only then does a slot carry its offset.
    const isTwice = clocks.filter((other) => other === clock).length > 1
    const label = isTwice ? `${clock} ${offsetOf(slot.startsAt, reader.timeZone)}` : clock
    const part = partOfDay(clock)
    groups.set(part, [...(groups.get(part) ?? []), { ...slot, label }])
  }
  return [...groups].map(([part, found]) => ({ part, slots: found }))
}

/** The part of day of a clock "HH:MM". */
function partOfDay(clock: string): PartOfDay {
  const hour = Number(clock.slice(0, 2))
  if (hour < 5) return 'Night'
  if (hour < 12) return 'Morning'
  return hour < 17 ? 'Afternoon' : 'Evening'
}
