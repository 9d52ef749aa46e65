import { busyCalendars, connections, providers } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, asc, eq, isNull, lte, not, or, sql } from 'drizzle-orm'
import type { Context, Core } from '../context.ts'
import { runSweep } from '../sweeps/run-sweep.ts'
import { mayBeRead } from './calendar-access.ts'
import { readCalendar } from './read-calendar.ts'

const MOST_PER_SWEEP = 200
/** Several accounts at once, so that one that does not answer delays the others little. */
const AT_ONCE = 5

export interface DueCalendar {
  connectionId: string
  providerId: string
  platform: Platform
}

/**
 * Reads again when providers' own calendars are busy, those first that were not read for longest, and wipes what may not
 * be known any more. Returns how many it asked for.
 */
export const readCalendars = (core: Core): Promise<number> =>
  runSweep(core, 'busy_calendars', async (ctx) => {
    await wipeForbidden(ctx)
    const due = await listDue(ctx)
    const waiting = [...due]
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await readCalendar(ctx, next)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    return due.length
  })

/** A permission that has ended, and a provider who does not want it used, end the knowledge as well. */
async function wipeForbidden({ db }: Context): Promise<void> {
  const forbidden = db
    .select({ id: connections.id })
    .from(connections)
    .innerJoin(providers, eq(providers.id, connections.userId))
    .where(not(mayBeRead() ?? sql`false`))
  await db.delete(busyCalendars).where(sql`${busyCalendars.connectionId} in ${forbidden}`)
}

const listDue = ({ db, now }: Context): Promise<DueCalendar[]> =>
  db
    .select({ connectionId: connections.id, providerId: connections.userId, platform: connections.platform })
    .from(connections)
    .innerJoin(providers, eq(providers.id, connections.userId))
    .leftJoin(busyCalendars, eq(busyCalendars.connectionId, connections.id))
    .where(and(mayBeRead(), or(isNull(busyCalendars.nextReadAt), lte(busyCalendars.nextReadAt, now()))))
    .orderBy(sql`${busyCalendars.nextReadAt} asc nulls first`, asc(connections.id))
    .limit(MOST_PER_SWEEP)
