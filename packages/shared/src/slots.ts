import type { CalendarCheckDto } from './calendars.ts'
import type { Instant } from './instants.ts'

/** A free start that is offered now; computed, never stored. */
export interface SlotDto {
  startsAt: Instant
  endsAt: Instant
  seatsLeft: number
  /** Set for a group session that already exists; book it by this id. */
  sessionId: string | null
}

/** Why a start on the grid is not offered. */
export const SLOT_CLOSED_REASONS = [
  'outside_availability',
  'busy',
  'buffer',
  'minimum_notice',
  'beyond_horizon',
  'busy_in_calendar',
  'calendar_unknown',
] as const
export type SlotClosedReason = (typeof SLOT_CLOSED_REASONS)[number]

export interface SlotListDto {
  slots: SlotDto[]
  /** The zone that was asked for, in which to show them. */
  timeZone: string
  /** Whether the provider's own calendar was taken into account. */
  calendar: CalendarCheckDto
}
