import type { Queryable } from '@foyer/db/client'
import { meetings } from '@foyer/db/schema'
import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { JobData } from '../jobs.ts'
import { isUnclaimed } from './conditions.ts'

type MeetingJob = JobData['meeting.sync']

/**
 * How long a worker that says nothing is believed to be alive; renewed before every call to a platform. Short, because a
 * meeting waits for so long when its worker dies. A call that takes longer does no harm: the writes are fenced.
 */
const CLAIM_MS = 15_000

/** Until when a claim holds that is made or renewed now. */
export const claimUntil = (ctx: Context): Date => new Date(ctx.now().getTime() + CLAIM_MS)

/** The right to write one meeting's row; void as soon as somebody else claims. */
export interface MeetingClaim extends MeetingJob {
  epoch: number
}

/** What the queue needs to bring this meeting up again. */
export const claimedJob = ({ meetingId, providerId }: MeetingClaim): MeetingJob => ({ meetingId, providerId })

/** Thrown when a late claimant tries to write: another worker has taken over, and nothing was changed. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost'
}

/** Claims the meeting, or says until when somebody else holds it; null when there is no such meeting. */
export async function claimMeeting(ctx: Context, job: MeetingJob): Promise<MeetingClaim | { heldUntil: Date } | null> {
  const { meetingId } = job
  const now = ctx.now()
  const [claimed] = await ctx.db
    .update(meetings)
    .set({ attemptEpoch: sql`${meetings.attemptEpoch} + 1`, claimedUntil: claimUntil(ctx) })
    .where(and(eq(meetings.id, meetingId), isUnclaimed(now)))
    .returning({ epoch: meetings.attemptEpoch })
  if (claimed) return { ...job, epoch: claimed.epoch }
  const [held] = await ctx.db
    .select({ claimedUntil: meetings.claimedUntil })
    .from(meetings)
    .where(eq(meetings.id, meetingId))
  return held ? { heldUntil: held.claimedUntil ?? now } : null
}

const isMine = (claim: MeetingClaim) => and(eq(meetings.id, claim.meetingId), eq(meetings.attemptEpoch, claim.epoch))

/** Writes the row as long as the claim holds. Throws `ClaimLost`. */
export async function writeMeeting(
  db: Queryable,
  claim: MeetingClaim,
  change: Partial<typeof meetings.$inferInsert>,
): Promise<void> {
  const written = await db.update(meetings).set(change).where(isMine(claim)).returning({ id: meetings.id })
  if (written.length === 0) throw new ClaimLost('Another worker holds this meeting.')
}

/**
 * Gives the claim back. False when the session was changed since `seenVersion` was read: then the claim is kept and
 * the caller has to look again, because the job that announced the change found the meeting claimed.
 */
export async function releaseMeeting(ctx: Context, claim: MeetingClaim, seenVersion: number): Promise<boolean> {
  const released = await ctx.db
    .update(meetings)
    .set({ claimedUntil: null })
    .where(and(isMine(claim), eq(meetings.desiredVersion, seenVersion)))
    .returning({ id: meetings.id })
  if (released.length > 0) return true
  const [mine] = await ctx.db.select({ id: meetings.id }).from(meetings).where(isMine(claim))
  if (!mine) throw new ClaimLost('Another worker holds this meeting.')
  return false
}
