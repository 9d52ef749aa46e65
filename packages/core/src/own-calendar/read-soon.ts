import { busyCalendars } from '@foyer/db/schema'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'

/** However often something changes, and much of it are rooms of ours, a calendar is not read again before. */
const AT_MOST_EVERY_SECONDS = 10

/** Has the calendar behind a connection read before its turn, because something in it has changed; one that is silent is left alone. */
export async function readSoon(ctx: Context, connectionId: string): Promise<void> {
  const now = ctx.now().toISOString()
  const again = sql`${busyCalendars.readAt} + make_interval(secs => ${AT_MOST_EVERY_SECONDS})`
  const sooner = await ctx.db
    .update(busyCalendars)
    .set({ nextReadAt: sql`least(${busyCalendars.nextReadAt}, greatest(${now}::timestamptz, ${again}))` })
    .where(and(eq(busyCalendars.connectionId, connectionId), isNull(busyCalendars.failedSince)))
    .returning({ connectionId: busyCalendars.connectionId })
  if (sooner.length > 0) await ctx.queue.enqueue(ctx.db, 'calendar.read', {})
}
