import type { MeetingReason } from '@foyer/shared/meetings'
import {
  type PlannedConnection,
  type PlannedMeeting,
  type PlannedSession,
  planMeetingSync,
} from '../meetings/plan-meeting-sync.ts'

export type RepairStep = 'create' | 'adopt' | 'update' | 'remove' | 'inOrder' | 'held' | 'blocked'

/** What asking for a meeting would lead to, and why not, where it would lead to nothing. */
export interface PlannedRepair {
  step: RepairStep
  reason: MeetingReason | null
}

/** The provider was asked what is to become of the room; whoever repairs many does not answer for them. */
const ASKED_OF_PROVIDER: readonly MeetingReason[] = ['removed_by_hand', 'moved_by_hand']

type RepairedMeeting = PlannedMeeting & { reason: MeetingReason | null }

/** Asks the one plan what would come next if the meeting were wanted now. Decides from the rows alone and writes nothing. */
export function planRepair(
  session: PlannedSession,
  meeting: RepairedMeeting,
  connection: PlannedConnection | null,
  now: Date,
): PlannedRepair {
  const isSettled = meeting.syncedVersion >= meeting.desiredVersion && !meeting.outcomeUnknown
  if (session.status === 'scheduled' && meeting.status === 'ready' && isSettled) return step('inOrder')
  if (meeting.reason && ASKED_OF_PROVIDER.includes(meeting.reason)) return { step: 'blocked', reason: meeting.reason }
  // The platform named a time before which it wants no call; a repair keeps to it like everybody else.
  const isNamed = meeting.reason === 'platform_rate_limited' || meeting.reason === 'daily_limit'
  const nextAttemptAt = isNamed ? meeting.nextAttemptAt : null
  const wanted = { ...meeting, desiredVersion: meeting.desiredVersion + 1, nextAttemptAt }
  const plan = planMeetingSync(session, wanted, connection, now)
  switch (plan.action) {
    case 'create':
    case 'remove':
      return step(plan.action)
    case 'look':
      return step('adopt')
    case 'update':
    case 'poll':
      return step('update')
    case 'block':
      return { step: 'blocked', reason: plan.reason }
    case 'wait':
      return { step: 'held', reason: meeting.reason }
    default:
      return step('inOrder')
  }
}

const step = (name: RepairStep): PlannedRepair => ({ step: name, reason: null })

/** Whether a step calls a platform; the others are passed over. */
export const isAsked = (name: RepairStep): boolean => !['inOrder', 'held', 'blocked'].includes(name)
