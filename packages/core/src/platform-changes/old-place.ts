import type { Transaction } from '@foyer/db/client'
import { meetings } from '@foyer/db/schema'
import type { OldPlace } from '@foyer/shared/platform-changes'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { leaveBehind } from '../fallback/leave-behind.ts'
import { noLongerOnItsWay } from '../meetings/no-longer-on-its-way.ts'
import type { MeetingChange } from '../meetings/record-change.ts'

type MeetingRow = typeof meetings.$inferSelect

/** The place to which a meeting's link leads, to be kept until there is another link. */
export function placeOf(ctx: Context, meeting: MeetingRow): OldPlace {
  const { platform, source, generation, roomAttempt, claimedUntil } = meeting
  const { fallbackStep, fallbackFrom, fallbackReason, fallbackSince } = meeting
  const isHeld = claimedUntil !== null && claimedUntil > ctx.now()
  return {
    platform,
    source,
    // The room behind a link of another kind is in nobody's use and goes at once.
    externalId: source === 'platform' ? meeting.externalId : null,
    generation,
    roomAttempt,
    removableAt: (isHeld ? noLongerOnItsWay(ctx) : ctx.now()).toISOString(),
    fallbackStep,
    fallbackFrom,
    fallbackReason,
    fallbackSince: fallbackSince?.toISOString() ?? null,
  }
}

/** The row as it was before the change of platform that is under way; the link never was another one. */
export const backAt = (place: OldPlace) =>
  ({
    platform: place.platform,
    source: place.source,
    externalId: place.externalId,
    generation: place.generation,
    roomAttempt: place.roomAttempt,
    fallbackStep: place.fallbackStep,
    fallbackFrom: place.fallbackFrom,
    fallbackReason: place.fallbackReason,
    fallbackSince: place.fallbackSince === null ? null : new Date(place.fallbackSince),
  }) satisfies MeetingChange

/**
 * Ends a change of platform whose new link, or another one, is in place, or whose session was called off: what the old
 * link led to is a leftover from now on.
 */
export async function endChange(ctx: Context, tx: Transaction, before: MeetingRow): Promise<void> {
  await leaveOldPlace(ctx, tx, before)
  await tx.update(meetings).set({ changeId: null, oldPlace: null }).where(eq(meetings.id, before.id))
}

/** Writes down what is at the old place, to be removed there; nothing where nothing of ours is. */
export async function leaveOldPlace(
  ctx: Context,
  tx: Transaction,
  { id, sessionId, oldPlace }: MeetingRow,
): Promise<void> {
  if (!oldPlace || oldPlace.externalId === null) return
  const { platform, generation, roomAttempt, externalId } = oldPlace
  const now = ctx.now()
  const removableAt = new Date(Math.max(now.getTime(), Date.parse(oldPlace.removableAt)))
  await leaveBehind(ctx, tx, { meetingId: id, sessionId, platform, generation, roomAttempt, externalId, removableAt })
}

/** Whether this change of the row brings the link, or makes it needless, that a change of platform waits for. */
export const endsChange = (before: MeetingRow, { status, source, joinUrl, externalId }: MeetingChange): boolean =>
  before.changeId !== null &&
  (status === 'cancelled' ||
    (source !== undefined && source !== 'platform') ||
    // A room of one's own may have the very link of before.
    (typeof joinUrl === 'string' && (joinUrl !== before.joinUrl || typeof externalId === 'string')) ||
    (joinUrl === null && before.joinUrl !== null))
