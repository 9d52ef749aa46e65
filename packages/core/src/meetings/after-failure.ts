import type { PlatformFailure } from '@foyer/meetings/platform'
import type { Hold } from '../breakers/decide-breaker.ts'
import type { Context } from '../context.ts'
import { removedByHand } from './after-check.ts'
import type { PlatformAction } from './carry-out.ts'
import type { MeetingClaim } from './claim-meeting.ts'
import { decideRetry } from './decide-retry.ts'
import type { LoadedMeeting } from './load-meeting.ts'
import { newGeneration } from './new-generation.ts'
import { type MeetingChange, recordChange } from './record-change.ts'

interface Failure {
  /** What was asked of the platform; `sync` where it went wrong on our own side. */
  action: PlatformAction | 'sync'
  failure: PlatformFailure
  /** What holds the next call for this session back; null when nothing does. */
  hold?: Hold | null
  durationMs: number
}

/** Writes what a failed call means for the row: reason, next try, and whether the outcome has to be looked up. */
export async function afterFailure(
  ctx: Context,
  claim: MeetingClaim,
  loaded: LoadedMeeting,
  { action, failure, hold, durationMs }: Failure,
): Promise<void> {
  const { meeting, session } = loaded
  const now = ctx.now()
  const attempts = meeting.attempts + 1
  const isGone = failure.kind === 'gone' && !mayBeUnseenYet(failure, attempts)
  const decision = decideRetry({
    kind: failure.kind === 'gone' && !isGone ? 'unreachable' : failure.kind,
    attempt: attempts,
    retryAt: failure.retryAt,
    isDailyLimit: failure.isDailyLimit,
    scopeMissing: failure.scopeMissing,
    hold: hold ?? undefined,
    startsAt: session.startsAt,
    now,
    random: ctx.random(),
  })
  const change: MeetingChange = {
    attempts,
    lastAttemptAt: now,
    reason: decision.reason,
    ...(isGone ? newGeneration(meeting) : {}),
    ...(action === 'create' ? { outcomeUnknown: outcomeIsUnknown(failure) } : {}),
  }
  if (action === 'check') Object.assign(change, { checkDue: decision.next === 'retry' && !isGone })
  // A cancelled session keeps no link, whatever became of its room.
  const isLinkGone = isGone && !meeting.oldPlace
  const joinUrl = isLinkGone || session.status === 'cancelled' ? null : meeting.joinUrl
  switch (decision.next) {
    case 'retry':
      change.status = joinUrl ? 'ready' : 'pending'
      // The key is used up but nothing is wrong with the platform: a new one can be tried at once.
      change.nextAttemptAt = isGone ? now : decision.at
      break
    case 'block':
      change.status = joinUrl ? 'ready' : 'blocked'
      change.nextAttemptAt = null
      if (failure.kind === 'not_allowed') change.syncedVersion = meeting.desiredVersion
      break
    case 'fail':
      change.status = joinUrl ? 'ready' : 'failed'
      change.nextAttemptAt = null
      change.syncedVersion = meeting.desiredVersion
      break
  }
  if (action === 'check' && isGone) Object.assign(change, removedByHand(meeting))
  await recordChange(ctx, claim, meeting, change, {
    operation: action,
    outcome: failure.kind,
    httpStatus: failure.status ?? null,
    code: failure.code ?? null,
    requestId: failure.requestId ?? null,
    durationMs,
    nextAttemptAt: change.nextAttemptAt ?? null,
  })
}

/** A 404 right after making something may only mean that this part of the platform has not heard of it (Google's own advice is to ask again). */
const mayBeUnseenYet = ({ status }: PlatformFailure, attempts: number): boolean => status === 404 && attempts === 1

/** An answer below 500 settles that nothing was made; a failure before sending has no status and is not uncertain. */
const outcomeIsUnknown = ({ kind, status }: PlatformFailure): boolean =>
  kind === 'uncertain' || kind === 'bug' || (kind === 'unreachable' && status !== undefined)
