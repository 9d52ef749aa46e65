import { busyCalendars, connections, meetings, providers, services, sessions } from '@foyer/db/schema'
import { type BusyTime, PlatformError, type PlatformFailure } from '@foyer/meetings/platform'
import { SERVICE_DEFAULTS } from '@foyer/shared/services'
import { and, eq, gt, isNull, lt, max, ne, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import { withBreakers } from '../breakers/with-breakers.ts'
import { losePermission } from '../connections/optional-permissions.ts'
import { lockConnection } from '../connections/secrets.ts'
import { withAccessToken } from '../connections/with-access-token.ts'
import type { Context } from '../context.ts'
import { mayBeRead } from './calendar-access.ts'
import type { DueCalendar } from './read-calendars.ts'
import { type Stretch, withoutTimes } from './without-times.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Well within the age up to which what was read counts as checked. */
const READ_EVERY_MS = 2 * MINUTE
const TRY_AGAIN_MS = MINUTE
/** A year, however far ahead a service may be booked. */
const FURTHEST_DAYS = 366

/**
 * Asks for the busy times of one provider's own calendar, as far ahead as may be booked, and keeps them without our own
 * sessions. A calendar that does not answer keeps what was known of it, and since when it has been silent.
 */
export async function readCalendar(ctx: Context, calendar: DueCalendar): Promise<void> {
  const { connectionId, providerId } = calendar
  const adapter = ctx.platforms[calendar.platform]
  const read = adapter?.busyTimes
  if (!read) return
  const from = ctx.now()
  const range = { from, to: new Date(from.getTime() + (await daysAhead(ctx, providerId)) * DAY) }
  try {
    const busy = await withBreakers(ctx, calendar, null, () =>
      withAccessToken(ctx, adapter, connectionId, (accessToken) => read(accessToken, range)),
    )
    const ours = await listOurTimes(ctx, calendar, range)
    await store(ctx, connectionId, { busy: withoutTimes(busy.map(toStretch), ours), coversUntil: range.to })
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    const { failure } = error
    ctx.log.info({ ...failure, connectionId }, 'a calendar could not be read')
    if (failure.kind === 'not_allowed' && failure.scopeMissing) return losePermission(ctx, connectionId, 'busy_times')
    // What became of the permission is on the connection already, and nothing is kept that it no longer covers.
    if (failure.kind !== 'connection_lost') await noteSilence(ctx, connectionId, failure)
  }
}

async function daysAhead({ db }: Context, providerId: string): Promise<number> {
  const [furthest] = await db
    .select({ days: max(services.bookableDays) })
    .from(services)
    .where(and(eq(services.providerId, providerId), eq(services.kind, 'private'), isNull(services.archivedAt)))
  // Two days more: the last date that may be booked is a whole one, in any zone.
  return Math.min((furthest?.days ?? SERVICE_DEFAULTS.bookableDays) + 2, FURTHEST_DAYS)
}

/**
 * When our own rooms are in that calendar: the booking engine holds those times, and a session must not stand in its own
 * way. That of a cancelled session is ours no longer: until its room is gone, the time is closed rather than guessed free.
 */
async function listOurTimes(
  { db }: Context,
  { providerId, platform }: DueCalendar,
  { from, to }: { from: Date; to: Date },
): Promise<Stretch[]> {
  const rows = await db
    .select({ startsAt: sessions.startsAt, endsAt: sessions.endsAt })
    .from(sessions)
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(
      and(
        eq(sessions.providerId, providerId),
        eq(meetings.platform, platform),
        gt(sessions.endsAt, from),
        lt(sessions.startsAt, to),
        ne(sessions.status, 'cancelled'),
      ),
    )
  return rows.map(toStretch)
}

const toStretch = ({ startsAt, endsAt }: BusyTime): Stretch => ({
  startsAt: startsAt.getTime(),
  endsAt: endsAt.getTime(),
})

/** Only while it may still be known: a provider may have disconnected or changed their mind during the call. */
async function store(
  ctx: Context,
  connectionId: string,
  { busy, coversUntil }: { busy: Stretch[]; coversUntil: Date },
): Promise<void> {
  const now = ctx.now()
  const known = {
    busy: busy.map(({ startsAt, endsAt }): [number, number] => [startsAt, endsAt]),
    coversUntil,
    readAt: now,
    failedSince: null,
    failure: null,
    nextReadAt: new Date(now.getTime() + READ_EVERY_MS),
  }
  await whileAllowed(ctx, connectionId, known, known)
}

async function noteSilence(ctx: Context, connectionId: string, { kind, retryAt }: PlatformFailure): Promise<void> {
  const now = ctx.now()
  const again = Math.max(now.getTime() + TRY_AGAIN_MS, retryAt?.getTime() ?? 0)
  const silent = { failure: kind, nextReadAt: new Date(again) }
  const failedSince = sql`coalesce(${busyCalendars.failedSince}, ${now.toISOString()}::timestamptz)`
  await whileAllowed(ctx, connectionId, { ...silent, failedSince: now }, { ...silent, failedSince })
}

type Insertable = Omit<typeof busyCalendars.$inferInsert, 'connectionId'>

async function whileAllowed(
  ctx: Context,
  connectionId: string,
  values: Insertable,
  set: PgUpdateSetSource<typeof busyCalendars>,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockConnection(tx, connectionId)
    const [allowed] = await tx
      .select({ id: connections.id })
      .from(connections)
      .innerJoin(providers, eq(providers.id, connections.userId))
      .where(and(eq(connections.id, connectionId), mayBeRead()))
    if (!allowed) return
    await tx
      .insert(busyCalendars)
      .values({ connectionId, ...values })
      .onConflictDoUpdate({ target: busyCalendars.connectionId, set })
  })
}
