import { connections, meetings, providers, sessions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { COMPARED_ROOM, compareRoom } from '../meetings/compare-room.ts'
import { isComparable, ofItsConnection } from '../meetings/conditions.ts'

/**
 * Has a room that the platform reports as changed looked at now, instead of when its turn comes. What the news itself says
 * of the change is not believed. Returns 0 for an object that is no room of ours in use.
 */
export async function compareChanged(
  ctx: Context,
  { platform, externalId }: { platform: Platform; externalId: string },
): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const rooms = await tx
      .select(COMPARED_ROOM)
      .from(meetings)
      .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
      .innerJoin(providers, eq(providers.id, sessions.providerId))
      .innerJoin(connections, ofItsConnection())
      .where(and(eq(meetings.platform, platform), eq(meetings.externalId, externalId), isComparable(ctx.now())))
    for (const room of rooms) await compareRoom(ctx, tx, room)
    return rooms.length
  })
}
