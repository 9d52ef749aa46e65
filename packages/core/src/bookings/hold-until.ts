import { REQUEST_HOLD_HOURS } from '@foyer/shared/bookings'

/** Until when a request made now holds its time; never beyond the start. */
export const holdUntil = (now: Date, startsAt: Date): Date =>
  new Date(Math.min(now.getTime() + REQUEST_HOLD_HOURS * 3_600_000, startsAt.getTime()))
