import { isDatabaseAway } from '@foyer/db/violations'
import type { Context } from '../context.ts'
import { describeError } from '../log.ts'
import { afterFailure } from './after-failure.ts'
import { ClaimLost, type MeetingClaim, releaseMeeting } from './claim-meeting.ts'
import { findLoadedMeeting } from './load-meeting.ts'

/**
 * Writes a fault of our own to the meeting that met it, like any other failure: it is tried again a few times, then an
 * operator is asked, and no other meeting waits for it. Throws the error itself when it is only that the database is
 * away, or when not even that much can be written; the queue then brings the job back.
 */
export async function noteBug(ctx: Context, claim: MeetingClaim, error: unknown): Promise<void> {
  if (isDatabaseAway(error)) throw error
  const { meetingId } = claim
  ctx.log.error({ ...describeError(error), meetingId }, 'a meeting met a fault of ours')
  try {
    const loaded = await findLoadedMeeting(ctx.db, meetingId)
    if (!loaded) return
    const failure = { kind: 'bug', code: error instanceof Error ? error.name : 'unknown' } as const
    await afterFailure(ctx, claim, loaded, { action: 'sync', failure, hold: null, durationMs: 0 })
    await releaseMeeting(ctx, claim, loaded.meeting.desiredVersion)
  } catch (second) {
    if (!(second instanceof ClaimLost)) throw error
  }
}
