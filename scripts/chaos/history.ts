import type { ConnectionStatus } from '@foyer/shared/connections'
import type { MeetingReason, MeetingSource, MeetingStatus } from '@foyer/shared/meetings'
import type { Platform } from '@foyer/shared/platforms'
import type { SessionStatus } from '@foyer/shared/sessions'
import type { Stages } from './plan.ts'
import type { DoneAct, Promised } from './record.ts'

/** A session with its meeting, as the rows say once all is quiet. */
export interface SessionFact {
  sessionId: string
  /** Where it meets, or was to meet. */
  platform: Platform
  /** E-mail of the provider, which is also the account at the platform. */
  account: string
  status: SessionStatus
  startsAt: Date
  endsAt: Date
  timeZone: string
  /** Whether a platform is to make a room for it. */
  isOnline: boolean
  connection: ConnectionStatus | null
  meeting: MeetingFact | null
  /** Ids of the bookings that stand. */
  booked: string[]
}

export interface MeetingFact {
  id: string
  status: MeetingStatus
  source: MeetingSource
  reason: MeetingReason | null
  externalId: string | null
  joinUrl: string | null
  nextAttemptAt: Date | null
  createdAt: Date
  readyAt: Date | null
}

/** A room of ours at a platform, as the platform has it. */
export interface EventFact {
  id: string
  platform: Platform
  account: string
  meetingId: string
  isLive: boolean
  startsAt: Date | null
  endsAt: Date | null
  /** Undefined where the platform keeps none. */
  timeZone: string | null | undefined
  link: string | null
}

/** How often the platform was asked to make one event, and how often it did not answer as it should. */
export interface CreateFact {
  eventId: string
  platform: Platform
  calls: number
  /** Met by a fault, refused, or cut off with the worker that asked. */
  spoilt: number
  isCalm: boolean
}

interface NoticeFact {
  id: string
  userId: string
  kind: string
  dedupeKey: string
  bookingId: string | null
  createdAt: Date
  /** When a worker took it to write the mail. */
  mailedAt: Date | null
  outcome: string | null
}

export interface MailFact {
  noticeId: string | null
  to: string
  subject: string
  receivedAt: Date
  /** Begin of the attached session, if there is exactly one. */
  startsAt: Date | null
}

export interface AuditFact {
  at: Date
  action: string
  subjectId: string
  data: Record<string, string | number | boolean | null>
}

export interface TokenFact {
  platform: Platform
  account: string
  status: ConnectionStatus
  /** The stored refresh token, opened; null when none is stored. */
  stored: string | null
  /** The newest one the platform issued to this account; null when none lives. */
  newest: string | null
}

/** What was seen of meetings without a link while the run went on. */
export interface WaitingFact {
  samples: number
  sightings: number
  /** One line for each meeting that waited without a reason, an owner or a next time. */
  unexplained: string[]
  /** By meeting: how long its next try was overdue with nobody at it, in milliseconds. */
  overdue: Map<string, number>
}

/** All that a run left behind: what the judges look at, and nothing else. */
export interface History {
  stages: Stages
  startedAt: Date
  endedAt: Date
  sessions: SessionFact[]
  events: EventFact[]
  creates: CreateFact[]
  notices: NoticeFact[]
  mails: MailFact[]
  audit: AuditFact[]
  tokens: TokenFact[]
  waiting: WaitingFact
  acts: DoneAct[]
  promised: Promised[]
  bookingStatus: Map<string, string>
  /** Links by session, as each participant's own request was answered. */
  linksRead: Map<string, (string | null)[]>
  databaseTroubles: { fromMs: number; toMs: number }[]
  sickAccounts: string[]
  /** Accounts that may make nothing more before midnight, and have a backup instead. */
  spentAccounts: string[]
  /** How the links of those begin who meet in a room of their own, and whether one link is for all their sessions. */
  ownRooms: Map<string, { begins: string; isShared: boolean }>
  /** What still moved when the time to settle was over. */
  unsettled: string[]
  leaks: string[]
  charactersSearched: number
}
