import type { ActorKind, PersonDto } from './accounts.ts'
import type { Instant } from './instants.ts'
import type { ServiceKind, ServiceMode } from './services.ts'
import type { SessionDto } from './sessions.ts'

export const BOOKING_STATUSES = [
  'pending',
  'confirmed',
  'declined',
  'cancelled',
  'completed',
  'no_show',
  'waitlisted',
] as const
export type BookingStatus = (typeof BOOKING_STATUSES)[number]

export const BOOKING_ACTIONS = ['confirm', 'decline', 'cancel', 'reschedule'] as const
export type BookingAction = (typeof BOOKING_ACTIONS)[number]

const ALLOWED: Record<BookingAction, readonly BookingStatus[]> = {
  confirm: ['pending'],
  decline: ['pending'],
  cancel: ['pending', 'confirmed', 'waitlisted'],
  reschedule: ['pending', 'confirmed'],
}

/** Whether an action is open to a booking in this status: the server asks to refuse, the screen asks to explain. */
export const bookingCan = (action: BookingAction, status: BookingStatus): boolean => ALLOWED[action].includes(status)

/** The statuses an action starts from, for a WHERE that repeats the precondition. */
export const bookingStatusesFor = (action: BookingAction): readonly BookingStatus[] => ALLOWED[action]

/** How long an unanswered request holds its time, in hours; never beyond its start. */
export const REQUEST_HOLD_HOURS = 48

export interface BookingDto {
  id: string
  status: BookingStatus
  service: { id: string; title: string; kind: ServiceKind; mode: ServiceMode }
  provider: PersonDto & { timeZone: string; slug: string }
  customer: PersonDto & { timeZone: string }
  startsAt: Instant
  endsAt: Instant
  timeZone: string
  notes: string | null
  /** Until when an unanswered request holds its time. */
  holdExpiresAt: Instant | null
  /** For its provider: the own calendar could not be read when the time was chosen, so it is worth a look. */
  calendarUnknown: boolean
  cancelledBy: ActorKind | null
  reason: string | null
  createdAt: Instant
  sessions: SessionDto[]
  /** The reader's part in it. */
  viewer: 'provider' | 'customer' | 'admin'
}
