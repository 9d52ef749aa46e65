import type { PlatformMeeting } from '@foyer/meetings/platform'
import { meetingsLeaving } from '@foyer/shared/connections'
import { losePermission } from '../connections/optional-permissions.ts'
import type { Context } from '../context.ts'
import { changeAfterCheck, isMoved } from './after-check.ts'
import type { PlatformAction } from './carry-out.ts'
import type { MeetingClaim } from './claim-meeting.ts'
import { decideRetry, LONGEST_PENDING_POLLS, nextPollAt } from './decide-retry.ts'
import type { LoadedMeeting } from './load-meeting.ts'
import { newGeneration } from './new-generation.ts'
import { noLongerOnItsWay } from './no-longer-on-its-way.ts'
import { type MeetingChange, recordChange } from './record-change.ts'
import { settingsLacking } from './room-settings.ts'

/** A link that works does not wait for its settings, so they are not asked for in haste. */
const SET_UP_AGAIN_MS = 5 * 60_000
/** How often a failed room is asked for again before somebody has to look. */
const MOST_ROOM_ATTEMPTS = 3

interface Success {
  action: PlatformAction
  /** The live meeting; null after a removal, or when a look found nothing. */
  found: PlatformMeeting | null
  /** A removal of something that the platform has never heard of. */
  isUnheardOf?: boolean
  /** An update that found nothing to change. */
  isUnchanged?: boolean
  connectionId: string | null
  durationMs: number
}

/** Writes what a successful call to the platform means for the row. */
export async function afterSuccess(
  ctx: Context,
  claim: MeetingClaim,
  loaded: LoadedMeeting,
  success: Success,
): Promise<void> {
  const { meeting } = loaded
  const change = changeAfter(ctx, loaded, success)
  if (success.connectionId && success.found?.setUpOpen?.failure?.scopeMissing)
    await losePermission(ctx, success.connectionId, 'room_settings')
  await recordChange(
    ctx,
    claim,
    meeting,
    { lastAttemptAt: ctx.now(), connectionId: success.connectionId, ...change },
    {
      operation: success.action,
      outcome: 'ok',
      code: success.isUnchanged ? 'unchanged' : null,
      durationMs: success.durationMs,
      nextAttemptAt: change.nextAttemptAt ?? null,
    },
  )
}

function changeAfter(ctx: Context, loaded: LoadedMeeting, { action, found, isUnheardOf }: Success): MeetingChange {
  const { meeting } = loaded
  const calm = { outcomeUnknown: false, attempts: 0, nextAttemptAt: null, reason: null, foundStartsAt: null }
  if (action === 'remove' && isUnheardOf && meeting.outcomeUnknown && meeting.sentVersion > 0)
    return removeOnceMore(ctx, loaded)
  if (action === 'remove') return { ...calm, syncedVersion: meeting.desiredVersion, ...changeAfterRemoval(loaded) }
  // Still due, should this worker not come to make it.
  if (!found) return { outcomeUnknown: false, nextAttemptAt: ctx.now() }
  if (action === 'check') return changeAfterCheck(loaded, found)
  const versions = {
    create: meeting.desiredVersion,
    update: meeting.desiredVersion,
    look: meeting.sentVersion,
    poll: meeting.syncedVersion,
  }
  const base = {
    ...calm,
    externalId: found.externalId,
    syncedVersion: versions[action],
    // A poll asks for nothing.
    ...(action === 'poll' ? {} : { droppedSettings: settingsLacking(loaded, found.droppedSettings) }),
  }
  const stillMoved = action !== 'update' && isMoved(found, loaded.session)
  const setUpAgainAt = action === 'poll' ? null : setUpAgain(ctx, found)
  const isOpen = stillMoved || setUpAgainAt !== null
  const syncedVersion = isOpen ? Math.min(base.syncedVersion, meeting.desiredVersion - 1) : base.syncedVersion

  switch (found.room.status) {
    case 'ready':
      return {
        ...base,
        syncedVersion,
        nextAttemptAt: setUpAgainAt,
        status: 'ready',
        joinUrl: isGoingOn(ctx, loaded, found) ? meeting.joinUrl : found.room.joinUrl,
        polls: 0,
        readyAt: meeting.readyAt ?? ctx.now(),
      }
    case 'pending':
      if (meeting.polls >= LONGEST_PENDING_POLLS) return roomFailed(ctx, loaded, base)
      return {
        ...base,
        syncedVersion,
        status: meeting.joinUrl ? 'ready' : 'pending',
        reason: 'room_pending',
        polls: meeting.polls + 1,
        nextAttemptAt: nextPollAt(meeting.polls, ctx.now(), loaded.session.startsAt),
      }
    case 'failed':
      return roomFailed(ctx, loaded, base)
  }
}

/** A room that has its link is asked to be set up again: at once where that was not tried, else when it may help. */
function setUpAgain(ctx: Context, { setUpOpen }: PlatformMeeting): Date | null {
  if (!setUpOpen) return null
  const { failure } = setUpOpen
  const waitMs = failure === null || failure.scopeMissing ? 0 : SET_UP_AGAIN_MS
  return new Date(Math.max(ctx.now().getTime() + waitMs, failure?.retryAt?.getTime() ?? 0))
}

/** Those who are together in a room that has no time of its own stay together, wherever the next ones are to meet. */
const isGoingOn = (ctx: Context, { meeting, session }: LoadedMeeting, found: PlatformMeeting): boolean =>
  found.startsAt === null && meeting.joinUrl !== null && session.startsAt <= ctx.now()

/**
 * The request to make the room was sent and may yet arrive: it is removed a second time when it no longer can. That the
 * first time is over is told by the sent version, of which nothing is on its way then.
 */
function removeOnceMore(ctx: Context, { session }: LoadedMeeting): MeetingChange {
  const again = { sentVersion: 0, attempts: 0, reason: null, nextAttemptAt: noLongerOnItsWay(ctx) }
  return session.status === 'cancelled' ? { ...again, status: 'cancelled', joinUrl: null } : again
}

/**
 * A removed object leaves a cancelled session without a room, and a link that was given by hand as it is. One that left
 * with its connection is looked at again at once: it goes to the next platform, or the provider has connected anew.
 */
function changeAfterRemoval({ meeting, session, connection }: LoadedMeeting): MeetingChange {
  if (session.status === 'cancelled') return { status: 'cancelled', externalId: null, joinUrl: null }
  const fresh = newGeneration(meeting)
  if (meeting.source !== 'platform') return { ...fresh, joinUrl: meeting.joinUrl }
  const unsettled = { ...fresh, syncedVersion: Math.min(meeting.syncedVersion, meeting.desiredVersion - 1) }
  const to = connection && meetingsLeaving(connection)?.to
  if (to) return { ...unsettled, platform: to, connectionId: null, status: meeting.oldPlace ? 'ready' : 'pending' }
  return { ...unsettled, status: meeting.oldPlace ? 'ready' : 'blocked', reason: 'connection_missing' }
}

/** Asks for the room again under a new request, a few times, then leaves it to a person. */
function roomFailed(ctx: Context, { meeting, session }: LoadedMeeting, base: MeetingChange): MeetingChange {
  const roomAttempt = meeting.roomAttempt + 1
  // The link of the platform of before does not rest on this room.
  const { oldPlace } = meeting
  const joinUrl = oldPlace ? meeting.joinUrl : null
  const common: MeetingChange = { ...base, joinUrl, polls: 0, reason: 'room_failed' }
  // Whoever asks for one more try gets a new request, because the platform answers the same one in the same way.
  if (roomAttempt > MOST_ROOM_ATTEMPTS) return { ...common, status: oldPlace ? 'ready' : 'failed', roomAttempt }
  const retry = decideRetry({
    kind: 'unreachable',
    attempt: roomAttempt,
    startsAt: session.startsAt,
    now: ctx.now(),
    random: ctx.random(),
  })
  return {
    ...common,
    status: oldPlace ? 'ready' : 'pending',
    roomAttempt,
    syncedVersion: meeting.desiredVersion - 1,
    nextAttemptAt: retry.next === 'retry' ? retry.at : ctx.now(),
  }
}
