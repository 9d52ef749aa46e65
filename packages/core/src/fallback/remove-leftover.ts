import { connections, meetingAttempts, meetingLeftovers } from '@foyer/db/schema'
import { PlatformError, type PlatformFailure } from '@foyer/meetings/platform'
import { connectionIsUsable, meetingsLeaving } from '@foyer/shared/connections'
import { and, eq } from 'drizzle-orm'
import { HELD_BACK, withBreakers } from '../breakers/with-breakers.ts'
import { withAccessToken } from '../connections/with-access-token.ts'
import { type Context, SYSTEM } from '../context.ts'
import type { JobData } from '../jobs.ts'
import { decideRetry } from '../meetings/decide-retry.ts'
import { findLoadedMeeting, type LoadedMeeting } from '../meetings/load-meeting.ts'
import { meetingSpecOf } from '../meetings/meeting-spec.ts'

type LeftoverRow = typeof meetingLeftovers.$inferSelect

const HOUR = 3_600_000
/** Nobody waits for a removal, so its delays do not shrink towards the start of the session. */
const NO_HURRY_MS = 24 * HOUR

/**
 * Removes at its platform a room that nobody is to use any more. Does nothing when that is done already or not due;
 * while the permission is missing the leftover waits for it. Removing twice does no harm.
 */
export async function removeLeftover(core: Context, job: JobData['leftover.remove']): Promise<void> {
  const ctx: Context = { ...core, actor: SYSTEM }
  const [leftover] = await ctx.db.select().from(meetingLeftovers).where(eq(meetingLeftovers.id, job.leftoverId))
  if (!leftover || leftover.nextAttemptAt > ctx.now()) return
  const loaded = await loadAsLeft(ctx, leftover)
  if (!loaded?.connection) return
  const { status } = loaded.connection
  if (!connectionIsUsable(status) && !meetingsLeaving(loaded.connection)) return
  const startedAt = performance.now()
  const failure = await remove(ctx, loaded, loaded.connection.id)
  const durationMs = Math.round(performance.now() - startedAt)
  await record(ctx, job, leftover, failure, durationMs)
}

/** The meeting as it was when it left: its key, and the connection of the platform it left. */
async function loadAsLeft(ctx: Context, leftover: LeftoverRow): Promise<LoadedMeeting | null> {
  const loaded = await findLoadedMeeting(ctx.db, leftover.meetingId)
  if (!loaded) return null
  const { platform, generation, roomAttempt, externalId } = leftover
  const [connection = null] = await ctx.db
    .select()
    .from(connections)
    .where(and(eq(connections.userId, loaded.session.providerId), eq(connections.platform, platform)))
  return { ...loaded, connection, meeting: { ...loaded.meeting, platform, generation, roomAttempt, externalId } }
}

async function remove(ctx: Context, loaded: LoadedMeeting, connectionId: string): Promise<PlatformFailure | null> {
  const platform = ctx.platforms[loaded.meeting.platform]
  if (!platform) return { kind: 'misconfigured', code: 'platform_unavailable' }
  const spec = meetingSpecOf(loaded, ctx.config.appUrl)
  try {
    await withBreakers(ctx, { connectionId, platform: platform.platform }, null, () =>
      withAccessToken(ctx, platform, connectionId, async (accessToken) => {
        const known = loaded.meeting.externalId ?? platform.externalIdFor(spec)
        const target = known ?? (await platform.findMeeting(accessToken, spec))?.externalId
        // The session takes place, only elsewhere: the platform must not tell its guests that it is off.
        if (target) await platform.removeMeeting(accessToken, target, { notifyAttendees: false })
      }),
    )
    return null
  } catch (error) {
    if (error instanceof PlatformError) return error.failure
    throw error
  }
}

async function record(
  ctx: Context,
  job: JobData['leftover.remove'],
  leftover: LeftoverRow,
  failure: PlatformFailure | null,
  durationMs: number,
): Promise<void> {
  const now = ctx.now()
  const nextAttemptAt = failure && failure.kind !== 'gone' ? nextTry(ctx, leftover, failure) : null
  await ctx.db.transaction(async (tx) => {
    const wasSent = failure?.code !== HELD_BACK
    const attempt: typeof meetingAttempts.$inferInsert = {
      meetingId: leftover.meetingId,
      at: now,
      operation: 'remove',
      outcome: failure?.kind ?? 'ok',
      httpStatus: failure?.status ?? null,
      code: failure?.code ?? null,
      requestId: failure?.requestId ?? null,
      durationMs,
      nextAttemptAt,
    }
    if (wasSent) await tx.insert(meetingAttempts).values(attempt)
    if (!nextAttemptAt) {
      await tx.delete(meetingLeftovers).where(eq(meetingLeftovers.id, leftover.id))
      return
    }
    const attempts = leftover.attempts + (wasSent ? 1 : 0)
    await tx.update(meetingLeftovers).set({ attempts, nextAttemptAt }).where(eq(meetingLeftovers.id, leftover.id))
    await ctx.queue.enqueue(tx, 'leftover.remove', job, { startAfter: nextAttemptAt })
  })
}

/** What only a person can mend is tried rarely, and at once when the connection was mended (`sweepLeftovers`). */
function nextTry(ctx: Context, { attempts }: LeftoverRow, failure: PlatformFailure): Date {
  const now = ctx.now()
  const startsAt = new Date(now.getTime() + NO_HURRY_MS)
  const { kind, retryAt } = failure
  const decision = decideRetry({ kind, attempt: attempts + 1, retryAt, startsAt, now, random: ctx.random() })
  return decision.next === 'retry' ? decision.at : new Date(now.getTime() + HOUR)
}
