import {
  type MeetingPlatform,
  PlatformError,
  type PlatformFailure,
  type PlatformMeeting,
} from '@foyer/meetings/platform'
import { enterBreakers } from '../breakers/enter-breakers.ts'
import { type EndOfCall, leaveBreakers } from '../breakers/leave-breakers.ts'
import { TROUBLED_STATUSES } from '../breakers/mark-held.ts'
import { readOutcome } from '../breakers/read-outcome.ts'
import { markLost } from '../connections/mark-connection.ts'
import { withAccessToken } from '../connections/with-access-token.ts'
import type { Context } from '../context.ts'
import { afterFailure } from './after-failure.ts'
import { afterSuccess } from './after-success.ts'
import { claimedJob, claimUntil, type MeetingClaim, writeMeeting } from './claim-meeting.ts'
import { awaitTurn, noteDailyLimit, turnOf, writesHeldUntil } from './daily-limit.ts'
import { holdBack } from './hold-back.ts'
import type { LoadedMeeting } from './load-meeting.ts'
import { meetingSpecOf } from './meeting-spec.ts'
import type { MeetingPlan } from './plan-meeting-sync.ts'
import { recordChange } from './record-change.ts'

export type PlatformAction = Extract<
  MeetingPlan,
  { action: 'create' | 'look' | 'update' | 'poll' | 'check' | 'remove' }
>['action']

const EARLY_MS = 5000

/** Carries out one step of the plan; true when the rows have to be looked at again. Throws `ClaimLost`. */
export async function carryOut(
  ctx: Context,
  claim: MeetingClaim,
  loaded: LoadedMeeting,
  plan: MeetingPlan,
): Promise<boolean> {
  const { meeting } = loaded
  const inLine = { syncedVersion: meeting.desiredVersion, nextAttemptAt: null }
  switch (plan.action) {
    case 'wait':
      // A job that came a moment early (clocks differ) comes back; the others were enqueued for that time already.
      if (plan.until.getTime() - ctx.now().getTime() <= EARLY_MS)
        await ctx.queue.enqueue(ctx.db, 'meeting.sync', claimedJob(claim), { startAfter: plan.until })
      return false
    case 'nothing':
      if (meeting.nextAttemptAt) await writeMeeting(ctx.db, claim, inLine)
      return false
    case 'block':
      await recordChange(ctx, claim, meeting, {
        status: meeting.joinUrl ? 'ready' : 'blocked',
        reason: plan.reason,
        nextAttemptAt: null,
      })
      return false
    case 'settle':
      await recordChange(ctx, claim, meeting, { ...inLine, status: 'cancelled', joinUrl: null, reason: null })
      return false
    case 'lapse':
      await recordChange(ctx, claim, meeting, { ...inLine, status: 'failed', reason: 'session_over' })
      return false
    default:
      return callPlatform(ctx, claim, loaded, plan.action)
  }
}

/** What a call that went well came back with. */
interface Answer {
  found: PlatformMeeting | null
  /** A removal of something that the platform has never heard of. */
  isUnheardOf?: boolean
  /** An update that the platform counts by its writes, and that found nothing to write. */
  isUnchanged?: boolean
}

type Called = ({ ok: true } & Answer) | { ok: false; failure: PlatformFailure }

async function callPlatform(
  ctx: Context,
  claim: MeetingClaim,
  loaded: LoadedMeeting,
  action: PlatformAction,
): Promise<boolean> {
  const { meeting, session, connection } = loaded
  const turn = await turnOf(ctx, loaded, action)
  if (turn) {
    await awaitTurn(ctx, claim, loaded, turn)
    return false
  }
  const target = connection && { connectionId: connection.id, platform: meeting.platform }
  const entry = target && (await enterBreakers(ctx, target, session.startsAt))
  if (entry && !entry.go) {
    await holdBack(ctx, claim, loaded, entry)
    return false
  }
  // The intent is written before the call: whoever comes after a crash looks before creating again.
  const intent = action === 'create' ? { outcomeUnknown: true, sentVersion: meeting.desiredVersion } : {}
  await writeMeeting(ctx.db, claim, { claimedUntil: claimUntil(ctx), ...intent })
  const startedAt = performance.now()
  const called = await attempt(ctx, loaded, action)
  const durationMs = Math.round(performance.now() - startedAt)
  const connectionId = connection?.id ?? null
  const hold = entry && (await leaveBreakers(ctx, entry.pass, endOf(called, connection)))
  if (called.ok) await afterSuccess(ctx, claim, loaded, { ...called, action, connectionId, durationMs })
  else {
    const failure = await noteDailyLimit(ctx, connection, called.failure)
    await afterFailure(ctx, claim, loaded, { action, failure, hold, durationMs })
  }
  return true
}

const endOf = (called: Called, connection: LoadedMeeting['connection']): EndOfCall => ({
  outcome: called.ok ? 'answered' : readOutcome(called.failure),
  isTroubled: connection !== null && TROUBLED_STATUSES.includes(connection.status),
})

async function attempt(ctx: Context, loaded: LoadedMeeting, action: PlatformAction): Promise<Called> {
  const platform = ctx.platforms[loaded.meeting.platform]
  if (!platform || !loaded.connection)
    return { ok: false, failure: { kind: 'misconfigured', code: 'platform_unavailable' } }
  const connectionId = loaded.connection.id
  try {
    const answer = await withAccessToken(ctx, platform, connectionId, (accessToken) =>
      callByAction(ctx, platform, accessToken, loaded, action),
    )
    return { ok: true, ...answer }
  } catch (error) {
    if (error instanceof PlatformError) {
      // Whatever comes next for this account would be refused as well, and only its provider can change that.
      if (error.failure.cannotHost) await ctx.db.transaction((tx) => markLost(ctx, tx, connectionId, error.failure))
      return { ok: false, failure: error.failure }
    }
    // Only the error's name: a message of unknown origin could hold a token.
    ctx.log.error(
      { meetingId: loaded.meeting.id, action, problem: error instanceof Error ? error.name : 'unknown' },
      'meeting step failed',
    )
    return { ok: false, failure: { kind: 'bug', code: error instanceof Error ? error.name : 'unknown' } }
  }
}

async function callByAction(
  ctx: Context,
  platform: MeetingPlatform,
  accessToken: string,
  loaded: LoadedMeeting,
  action: PlatformAction,
): Promise<Answer> {
  const spec = meetingSpecOf(loaded, ctx.config.appUrl)
  const isReadOnly = writesHeldUntil(loaded.connection, ctx.now()) !== null
  const externalId = loaded.meeting.externalId ?? platform.externalIdFor(spec)
  if (action === 'create') return { found: await platform.createMeeting(accessToken, spec) }
  if (action === 'look') return { found: await platform.findMeeting(accessToken, spec) }
  if (action === 'remove') {
    const target = externalId ?? (await platform.findMeeting(accessToken, spec))?.externalId
    if (!target) return { found: null, isUnheardOf: true }
    const { notifyAttendees } = spec
    return { found: null, isUnheardOf: !(await platform.removeMeeting(accessToken, target, { notifyAttendees })) }
  }
  if (externalId === null) throw new PlatformError({ kind: 'gone', code: 'external_id_missing' })
  if (action !== 'update') return { found: await platform.readMeeting(accessToken, externalId) }
  let hasWritten = platform.dailyWrites === undefined
  const onWrite = () => {
    hasWritten = true
  }
  const found = await platform.updateMeeting(accessToken, externalId, spec, { isReadOnly, onWrite })
  return { found, isUnchanged: !hasWritten }
}
