import { type Context, SYSTEM } from '../context.ts'
import type { JobData } from '../jobs.ts'
import { carryOut } from './carry-out.ts'
import { ClaimLost, claimMeeting, releaseMeeting } from './claim-meeting.ts'
import { findLoadedMeeting } from './load-meeting.ts'
import { noteBug } from './note-bug.ts'
import { planMeetingSync } from './plan-meeting-sync.ts'

/** More steps than any meeting needs in one go; what is left over is found by the next job. */
const MOST_STEPS = 8

/**
 * Makes the platform agree with the session: one handler for create, move, cancel, retry, repair and back-fill. Reads
 * the newest rows before every step, so doubled, late and reordered jobs do no harm. Throws only when the database
 * is away; everything else, faults of our own too, is written to the row with its reason and next try.
 */
export async function syncMeeting(core: Context, input: JobData['meeting.sync']): Promise<void> {
  const ctx: Context = { ...core, actor: SYSTEM }
  const claim = await claimMeeting(ctx, input)
  if (!claim) return
  if ('heldUntil' in claim) {
    await ctx.queue.enqueue(ctx.db, 'meeting.sync', input, { startAfter: claim.heldUntil })
    return
  }
  try {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const loaded = await findLoadedMeeting(ctx.db, input.meetingId)
      if (!loaded) return
      const plan = planMeetingSync(loaded.session, loaded.meeting, loaded.connection, ctx.now())
      const goOn = await carryOut(ctx, claim, loaded, plan)
      if (!goOn && (await releaseMeeting(ctx, claim, loaded.meeting.desiredVersion))) return
    }
    await ctx.queue.enqueue(ctx.db, 'meeting.sync', input)
  } catch (error) {
    if (!(error instanceof ClaimLost)) return noteBug(ctx, claim, error)
    ctx.log.info({ meetingId: input.meetingId }, 'another worker took the meeting over')
  }
}
