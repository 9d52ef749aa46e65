import { connections, meetings, providers, sessions } from '@foyer/db/schema'
import { PlatformError, type PlatformMeeting, type PlatformWatching } from '@foyer/meetings/platform'
import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { withBreakers } from '../breakers/with-breakers.ts'
import { withAccessToken } from '../connections/with-access-token.ts'
import { type Context, type Core, SYSTEM } from '../context.ts'
import type { JobData } from '../jobs.ts'
import { isMoved } from '../meetings/after-check.ts'
import { COMPARED_ROOM, compareRoom } from '../meetings/compare-room.ts'
import { isComparable, ofItsConnection } from '../meetings/conditions.ts'
import { readSoon } from '../own-calendar/read-soon.ts'
import { findWatchable } from './watchable-platforms.ts'

/** The next sessions; one listing shows them all. */
const MOST_ROOMS = 1000
/** Rooms that are found changed and are looked at one by one; what is left over is found by the next ring, or in its turn. */
const MOST_CHANGED = 100
const MOST_ATTEMPTS = 5
const AGAIN_AFTER_MS = 60_000
/** Beyond the last session of ours, so that a room that was moved by hand is still to be seen. */
const BEYOND_MS = 400 * 24 * 60 * 60_000

type Range = Parameters<PlatformWatching['readMeetings']>[1]
type Room = Awaited<ReturnType<typeof listReady>>[number]

/**
 * Reads all coming rooms of an account in one go, because something in it has changed, and has those looked at that are not
 * as they should be; the provider's own calendar is read with it. A platform that does not answer is asked again a
 * few times; after that each room is compared in its turn. Returns how many are to be looked at.
 */
export async function lookAtChanges(core: Core, job: JobData['channel.look']): Promise<number> {
  const ctx: Context = { ...core, actor: SYSTEM }
  await readSoon(ctx, job.connectionId)
  const rooms = await listReady(ctx, job.connectionId)
  const last = rooms.at(-1)
  if (!last) return 0
  const { platform } = last
  const watchable = findWatchable(ctx, platform)
  if (!watchable) return 0
  const range = { from: ctx.now(), to: new Date(last.session.endsAt.getTime() + BEYOND_MS) }
  try {
    const found = await readRooms(ctx, watchable, { ...job, platform }, range)
    const changed = rooms
      .filter((room) => isChanged(room, found.get(room.externalId ?? ''), range))
      .slice(0, MOST_CHANGED)
    for (const room of changed) await ctx.db.transaction((tx) => compareRoom(ctx, tx, room))
    return changed.length
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    ctx.log.info({ ...error.failure, connectionId: job.connectionId }, 'changes in an account could not be looked at')
    await lookAgain(ctx, job, error)
    return 0
  }
}

/** Rooms that nobody is to write to at the moment; those others are compared when they are written. */
const listReady = ({ db, now }: Context, connectionId: string) =>
  db
    .select({
      ...COMPARED_ROOM,
      externalId: meetings.externalId,
      joinUrl: meetings.joinUrl,
      reason: meetings.reason,
      foundStartsAt: meetings.foundStartsAt,
      session: sessions,
    })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .innerJoin(providers, eq(providers.id, sessions.providerId))
    .innerJoin(connections, ofItsConnection())
    .where(and(eq(connections.id, connectionId), isNotNull(meetings.externalId), isComparable(now())))
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
    .limit(MOST_ROOMS)

async function readRooms(
  ctx: Context,
  { adapter, watching }: NonNullable<ReturnType<typeof findWatchable>>,
  target: Pick<Room, 'platform'> & { connectionId: string },
  range: Range,
): Promise<Map<string, PlatformMeeting>> {
  const found = await withBreakers(ctx, target, null, () =>
    withAccessToken(ctx, adapter, target.connectionId, (accessToken) => watching.readMeetings(accessToken, range)),
  )
  return new Map(found.map((meeting) => [meeting.externalId, meeting]))
}

/** Whether a room is worth a look of its own. What its provider was asked about and has not answered is no news. */
function isChanged(room: Room, found: PlatformMeeting | undefined, range: Range): boolean {
  const { foundStartsAt } = room
  if (!found && foundStartsAt) return range.from < foundStartsAt && foundStartsAt < range.to
  if (found?.room.status !== 'ready' || found.room.joinUrl !== room.joinUrl) return true
  if (!isMoved(found, room.session)) return room.reason === 'moved_by_hand'
  return room.reason !== 'moved_by_hand' || found.startsAt?.getTime() !== foundStartsAt?.getTime()
}

async function lookAgain(ctx: Context, job: JobData['channel.look'], { failure }: PlatformError): Promise<void> {
  const passes = failure.kind === 'unreachable' || failure.kind === 'rate_limited' || failure.kind === 'uncertain'
  if (!passes || job.attempt >= MOST_ATTEMPTS) return
  const startAfter = new Date(Math.max(ctx.now().getTime() + AGAIN_AFTER_MS, failure.retryAt?.getTime() ?? 0))
  await ctx.queue.enqueue(ctx.db, 'channel.look', { ...job, attempt: job.attempt + 1 }, { startAfter })
}
