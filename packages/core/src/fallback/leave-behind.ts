import type { Transaction } from '@foyer/db/client'
import { meetingLeftovers, type meetings, sessions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { noLongerOnItsWay } from '../meetings/no-longer-on-its-way.ts'
import { onlyRow } from '../only-row.ts'

type MeetingRow = typeof meetings.$inferSelect

interface Left {
  meetingId: string
  sessionId: string
  platform: Platform
  /** The key under which it was made, or would have been. */
  generation: number
  roomAttempt: number
  externalId: string | null
  /** When nothing that was sent before can arrive there any more. */
  removableAt: Date
}

/** Writes down a room that is or may be at a platform and that nobody is to use any more, and has it removed. */
export async function leaveBehind(ctx: Context, tx: Transaction, left: Left): Promise<void> {
  const { sessionId, removableAt, ...key } = left
  const now = ctx.now()
  const { leftoverId } = onlyRow(
    await tx
      .insert(meetingLeftovers)
      .values({ ...key, nextAttemptAt: removableAt, createdAt: now })
      .returning({ leftoverId: meetingLeftovers.id }),
  )
  const { providerId } = onlyRow(
    await tx.select({ providerId: sessions.providerId }).from(sessions).where(eq(sessions.id, sessionId)),
  )
  const startAfter = removableAt > now ? removableAt : undefined
  await ctx.queue.enqueue(tx, 'leftover.remove', { leftoverId, providerId }, { startAfter })
}

/** The same for what the row of a meeting points at, or may have made; nothing where that is nothing. */
export async function leaveRoomBehind(ctx: Context, tx: Transaction, meeting: MeetingRow): Promise<void> {
  const { id: meetingId, sessionId, platform, generation, roomAttempt, externalId, outcomeUnknown } = meeting
  if (externalId === null && !outcomeUnknown) return
  const isHeld = meeting.claimedUntil !== null && meeting.claimedUntil > ctx.now()
  const removableAt = isHeld || outcomeUnknown ? noLongerOnItsWay(ctx) : ctx.now()
  await leaveBehind(ctx, tx, { meetingId, sessionId, platform, generation, roomAttempt, externalId, removableAt })
}
