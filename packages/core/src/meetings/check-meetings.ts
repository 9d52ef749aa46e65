import { connections, meetings, providers, sessions } from '@foyer/db/schema'
import { and, eq, lt, ne, or } from 'drizzle-orm'
import type { Context, Core } from '../context.ts'
import { runSweep } from '../sweeps/run-sweep.ts'
import { COMPARED_ROOM, compareRoom } from './compare-room.ts'
import { isComparable, ofItsConnection } from './conditions.ts'

const MINUTE = 60_000
/** Rooms are looked at from this long before the start, and again after so long; oftener when the start is near. */
const WATCH = [
  { startsWithinMs: 24 * 60 * MINUTE, againAfterMs: 60 * MINUTE },
  { startsWithinMs: 60 * MINUTE, againAfterMs: 10 * MINUTE },
] as const
const MOST_PER_SWEEP = 200

/**
 * Has the rooms of sessions that begin soon compared with what they should be: one that was deleted by hand at the
 * platform is made anew, one that was moved is moved back, unless their provider wants to be asked first. A platform is
 * asked once a room and only written to where something differs. Returns how many are to be compared.
 */
export const checkMeetings = (core: Core): Promise<number> => runSweep(core, 'hand_edits', compareRooms)

async function compareRooms(ctx: Context): Promise<number> {
  const now = ctx.now()
  const isDue = WATCH.map(({ startsWithinMs, againAfterMs }) =>
    and(
      lt(sessions.startsAt, new Date(now.getTime() + startsWithinMs)),
      lt(meetings.lastAttemptAt, new Date(now.getTime() - againAfterMs)),
    ),
  )
  const due = await ctx.db
    .select(COMPARED_ROOM)
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .innerJoin(providers, eq(providers.id, sessions.providerId))
    .innerJoin(connections, ofItsConnection())
    .where(
      and(
        isComparable(now),
        // Nobody can change by hand what is nowhere but here.
        ne(meetings.platform, 'custom_room'),
        or(...isDue),
      ),
    )
    .orderBy(sessions.startsAt)
    .limit(MOST_PER_SWEEP)
  for (const room of due) await ctx.db.transaction((tx) => compareRoom(ctx, tx, room))
  return due.length
}
