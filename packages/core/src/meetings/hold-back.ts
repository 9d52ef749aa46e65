import type { BreakerReason } from '@foyer/shared/breakers'
import type { MeetingReason } from '@foyer/shared/meetings'
import { comeBackAt } from '../breakers/come-back.ts'
import type { Hold } from '../breakers/decide-breaker.ts'
import type { Context } from '../context.ts'
import type { MeetingClaim } from './claim-meeting.ts'
import type { LoadedMeeting } from './load-meeting.ts'
import { recordChange } from './record-change.ts'

const MEETING_REASON: Record<BreakerReason, MeetingReason> = {
  unreachable: 'platform_unreachable',
  rate_limited: 'platform_rate_limited',
}

/** Writes that the meeting waits for its platform, why and until when. No call was made, so no try is counted. */
export async function holdBack(
  ctx: Context,
  claim: MeetingClaim,
  { meeting, session }: LoadedMeeting,
  hold: Hold,
): Promise<void> {
  // A cancelled session keeps no link, whatever became of its room.
  const hasLink = meeting.joinUrl !== null && session.status !== 'cancelled'
  await recordChange(ctx, claim, meeting, {
    status: hasLink ? 'ready' : 'pending',
    reason: MEETING_REASON[hold.reason],
    nextAttemptAt: comeBackAt(hold, { startsAt: session.startsAt, now: ctx.now(), random: ctx.random() }),
  })
}
