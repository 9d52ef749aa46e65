import type { ActorKind, PersonDto, Role } from './accounts.ts'
import type { BreakerDto } from './breakers.ts'
import type { ConnectionStatus } from './connections.ts'
import type { Instant } from './instants.ts'
import type { FailureKind, MeetingReason, MeetingStatus, ReasonOwner } from './meetings.ts'
import type { Platform } from './platforms.ts'
import type { SweepDto } from './sweeps.ts'

/** Statuses of a meeting whose session has no link yet: under way, waiting for somebody, given up. */
export const MEETING_PROBLEMS = ['pending', 'blocked', 'failed'] as const satisfies MeetingStatus[]
export type MeetingProblem = (typeof MEETING_PROBLEMS)[number]

/** How links stand at this moment. Coming means: scheduled, online and not over. */
export interface AdminOverviewDto {
  /** Coming sessions that have a meeting, by its status. */
  links: Record<MeetingProblem | 'ready', number>
  /** Coming sessions that begin within 24 hours, or have begun, without a link. */
  soonWithoutLink: number
  /** Since when the coming session waits that waits longest for its first link. */
  oldestWaitSince: Instant | null
  /** From wanting a link to having it: 95th percentile of those wanted in the last 24 hours; null if there were none. */
  linkDelayP95Ms: number | null
  connections: { status: ConnectionStatus; count: number }[]
  /** What holds calls to platforms back at the moment. */
  breakers: BreakerDto[]
  sweeps: SweepDto[]
}

/** A coming session without a link. */
export interface ProblemMeetingDto {
  sessionId: string
  startsAt: Instant
  serviceTitle: string
  provider: PersonDto
  platform: Platform
  /** The platform that it was moved away from by the service's fallback. */
  fallbackFrom: Platform | null
  status: MeetingProblem
  reason: MeetingReason | null
  owner: ReasonOwner | null
  /** Tries since the last success. */
  attempts: number
  lastAttemptAt: Instant | null
  nextAttemptAt: Instant | null
}

/** One call to a platform, or one decision not to call. */
export interface MeetingAttemptDto {
  id: string
  at: Instant
  operation: string
  outcome: 'ok' | FailureKind
  httpStatus: number | null
  /** The platform's machine code. */
  code: string | null
  /** The platform's name for the request, for its support. */
  requestId: string | null
  durationMs: number
  nextAttemptAt: Instant | null
}

/** A provider's connection, without anything secret. */
export interface AdminConnectionDto {
  id: string
  provider: PersonDto
  platform: Platform
  status: ConnectionStatus
  reason: string | null
  accountEmail: string | null
  /** What people know it by where it has no e-mail. */
  accountLabel: string | null
  statusChangedAt: Instant
  checkedAt: Instant | null
  scopes: string[]
  /** How long the newest access token is good; null where there is none. */
  accessUntil: Instant | null
  /** Coming sessions that wait for this connection. */
  sessionsAffected: number
}

export const AUDIT_SUBJECTS = ['user', 'service', 'booking', 'session', 'meeting', 'connection', 'repair'] as const
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number]

export interface AuditEntryDto {
  id: string
  at: Instant
  actor: { kind: ActorKind; id: string | null; name: string | null }
  /** `noun.verb`, e.g. `booking.confirm`. */
  action: string
  data: Record<string, string | number | boolean | null>
}

export interface AdminUserDto extends PersonDto {
  email: string
  role: Role
  /** Has a public page, whatever the role. */
  offersSessions: boolean
  createdAt: Instant
}
