import { type ConnectionStatus, connectionIsUsable, meetingsLeaving } from '@foyer/shared/connections'
import type { MeetingReason, MeetingSource, MeetingStatus } from '@foyer/shared/meetings'
import type { SessionStatus } from '@foyer/shared/sessions'

export interface PlannedSession {
  status: SessionStatus
  startsAt: Date
  endsAt: Date
}

export interface PlannedMeeting {
  status: MeetingStatus
  source: MeetingSource
  externalId: string | null
  outcomeUnknown: boolean
  desiredVersion: number
  syncedVersion: number
  nextAttemptAt: Date | null
  /** Set while the link still leads to the platform of before, because this one has none yet. */
  oldPlace?: object | null | undefined
  /** The room is to be compared with the session, without writing to it. */
  checkDue?: boolean | undefined
}

export interface PlannedConnection {
  status: ConnectionStatus
  reason?: string | null | undefined
}

/**
 * What is needed so that the platform agrees with the session. `create`, `look`, `update`, `poll`, `check` and `remove`
 * call the platform; `look` finds out what became of a write whose answer was lost, `check` what a hand has changed. `settle` only marks the row cancelled,
 * `lapse` gives up a room for a session that is over, `block` waits for somebody.
 */
export type MeetingPlan =
  | { action: 'nothing' }
  | { action: 'wait'; until: Date }
  | { action: 'block'; reason: MeetingReason }
  | { action: 'settle' }
  | { action: 'lapse' }
  | { action: 'create' | 'look' | 'update' | 'poll' | 'check' | 'remove' }

const NOTHING: MeetingPlan = { action: 'nothing' }

/** Decides the next step from the newest rows and the clock alone; asked again after every step. */
export function planMeetingSync(
  session: PlannedSession,
  meeting: PlannedMeeting,
  connection: PlannedConnection | null,
  now: Date,
): MeetingPlan {
  const isWanted = session.status === 'scheduled'
  const mayExist = meeting.externalId !== null || meeting.outcomeUnknown
  const isSettled = meeting.syncedVersion >= meeting.desiredVersion
  const isInLine = isSettled && !meeting.outcomeUnknown
  // Given up, or waiting for a person: only a new wish (retry, reconnect, another change) starts it again.
  const isChanging = Boolean(meeting.oldPlace)
  const isGivenUp = isChanging
    ? meeting.nextAttemptAt === null
    : meeting.status === 'failed' || meeting.status === 'blocked'
  if (isSettled && isGivenUp) return NOTHING

  if (session.status === 'cancelled') {
    if (meeting.status === 'cancelled' && isInLine) return NOTHING
    return mayExist ? planRemoval(meeting, connection, now) : { action: 'settle' }
  }
  // What was made at the platform before a link of another kind was set is in nobody's use any more.
  if (meeting.source !== 'platform') return mayExist && !isSettled ? planRemoval(meeting, connection, now) : NOTHING
  const isLeaving = isWanted && session.startsAt > now && connection !== null && meetingsLeaving(connection) !== null
  if (isLeaving && mayExist && !isSettled) return planRemoval(meeting, connection, now)
  if (isInLine && meeting.status === 'ready' && !isChanging) return planCheck(session, meeting, connection, now)
  if (session.endsAt <= now || !isWanted)
    return meeting.status === 'pending' || meeting.status === 'blocked' ? { action: 'lapse' } : NOTHING

  const blockedBy = connectionProblem(connection)
  if (blockedBy) return { action: 'block', reason: blockedBy }
  if (meeting.nextAttemptAt && meeting.nextAttemptAt > now) return { action: 'wait', until: meeting.nextAttemptAt }
  if (meeting.outcomeUnknown) return { action: 'look' }
  if (meeting.externalId === null) return { action: 'create' }
  return { action: isInLine ? 'poll' : 'update' }
}

/** Looks where the provider wants to be asked; nobody is kept from a link that works because a look is not possible. */
function planCheck(
  session: PlannedSession,
  meeting: PlannedMeeting,
  connection: PlannedConnection | null,
  now: Date,
): MeetingPlan {
  const isPossible = session.status === 'scheduled' && session.endsAt > now && !connectionProblem(connection)
  if (!meeting.checkDue || !isPossible) return NOTHING
  if (meeting.nextAttemptAt && meeting.nextAttemptAt > now) return { action: 'wait', until: meeting.nextAttemptAt }
  return { action: 'check' }
}

/** Takes away what is or may be at the platform; a permission that is about to be given back is still good for that. */
function planRemoval(meeting: PlannedMeeting, connection: { status: ConnectionStatus } | null, now: Date): MeetingPlan {
  const isLeaving = connection !== null && meetingsLeaving(connection) !== null
  const blockedBy = isLeaving ? null : connectionProblem(connection)
  if (blockedBy) return { action: 'block', reason: blockedBy }
  if (meeting.nextAttemptAt && meeting.nextAttemptAt > now) return { action: 'wait', until: meeting.nextAttemptAt }
  return { action: 'remove' }
}

/** Why meetings cannot be made on a connection now; null when they can. */
export function connectionProblem(connection: { status: ConnectionStatus } | null): MeetingReason | null {
  if (!connection) return 'connection_missing'
  if (connectionIsUsable(connection.status)) return null
  if (connection.status === 'missing_permission') return 'permission_missing'
  if (connection.status === 'blocked_by_admin' || connection.status === 'cannot_host') return 'not_allowed'
  const neverConnected: ConnectionStatus[] = ['not_connected', 'connecting', 'connect_denied', 'disconnecting']
  return neverConnected.includes(connection.status) ? 'connection_missing' : 'connection_lost'
}
