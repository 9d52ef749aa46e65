import type { ActorKind, PersonDto } from './accounts.ts'
import type { ErrorAction, ErrorCode } from './errors.ts'
import type { Instant } from './instants.ts'
import type { MeetingDto } from './meetings.ts'
import type { ServiceKind, ServiceMode } from './services.ts'

export const SESSION_STATUSES = ['scheduled', 'cancelled', 'completed'] as const
export type SessionStatus = (typeof SESSION_STATUSES)[number]

/** Minutes before the start from which the room may be entered. */
export const ROOM_OPENS_MINUTES = { customer: 10, provider: 30 } as const

/** Minutes after the end until which the join address still leads to the room. */
export const ROOM_CLOSES_MINUTES = 60

export interface SessionDto {
  id: string
  service: { id: string; title: string; kind: ServiceKind; mode: ServiceMode }
  provider: PersonDto & { timeZone: string }
  startsAt: Instant
  endsAt: Instant
  /** The zone the session was agreed in. */
  timeZone: string
  status: SessionStatus
  cancelledBy: ActorKind | null
  meeting: MeetingDto | null
  /** Our stable address of the room; null in person. */
  joinPath: string | null
  /** From when the reader may enter. */
  joinOpensAt: Instant | null
  /** Everybody who is booked, for the provider; only the reader for a customer. */
  customers: PersonDto[]
  /** Somebody without an account whom the provider invited; only for the provider and admins. */
  invitedEmail: string | null
  /** The reader's part in it. */
  viewer: 'provider' | 'customer' | 'admin'
  /** The reader's own booking, or for a private session its one booking. */
  bookingId: string | null
}

/** A session that was just made; `warning` says what keeps it from getting its link, and where to put it right. */
export interface CreatedSessionDto extends SessionDto {
  warning: { reason: ErrorCode; message: string; action: ErrorAction } | null
}

/** What the stable join address leads to now. */
export type JoinDto =
  | { status: 'open'; sessionId: string; joinUrl: string }
  | { status: 'early'; sessionId: string; opensAt: Instant }
  /** The room may be entered but is not ready yet. */
  | { status: 'waiting'; sessionId: string }
  | { status: 'over'; sessionId: string }
  | { status: 'cancelled'; sessionId: string }
