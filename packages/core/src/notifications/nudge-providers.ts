import type { Queryable, Transaction } from '@foyer/db/client'
import { connections, meetings, notifications, sessions, users } from '@foyer/db/schema'
import { LOST_CONNECTION_STATUSES } from '@foyer/shared/connections'
import { and, asc, eq, exists, gt, gte, inArray, lte, notExists, or, sql } from 'drizzle-orm'
import { withoutLink } from '../admin/without-link.ts'
import { INTEGRATIONS_PATH } from '../connections/start-connection.ts'
import type { Context, Core } from '../context.ts'
import { runSweep } from '../sweeps/run-sweep.ts'
import { isLost, nudgeTitle } from './connection-words.ts'
import { notify } from './notify.ts'
import { LATEST_REMINDER_MS, NUDGE_STEPS, type NudgeStep, PAUSE_MS, planNudge, URGENT_MS } from './plan-nudge.ts'
import { countWaiting } from './waiting-sessions.ts'

const BATCH = 200

type ConnectionRow = typeof connections.$inferSelect

/**
 * Tells providers of connections that were lost, as `planNudge` decides from the rows as they are. Safe to run at any time
 * and twice. Returns how many were told.
 */
export const nudgeProviders = (core: Core): Promise<number> => runSweep(core, 'lost_connections', nudgeAll)

async function nudgeAll(ctx: Context): Promise<number> {
  let told = 0
  for (let after: string | null = null; ; ) {
    const lost = await listLost(ctx, after)
    for (const { connection, timeZone } of lost) if (await nudge(ctx, connection, timeZone)) told += 1
    after = lost.at(-1)?.connection.id ?? null
    if (lost.length < BATCH || after === null) return told
  }
}

/** The lost connections of which there may be something to tell: of most there is not, and they cost no more than this. */
function listLost({ db, now }: Context, after: string | null) {
  const at = now().getTime()
  const before = (ms: number) => new Date(at - ms)
  const toldLately = db
    .select({ one: sql`1` })
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, connections.userId),
        gt(notifications.createdAt, before(PAUSE_MS)),
        gte(notifications.createdAt, connections.statusChangedAt),
        eq(notifications.kind, 'connection_lost'),
        sql`${notifications.data} ->> 'connectionId' = ${connections.id}::text`,
      ),
    )
  const near = db
    .select({ one: sql`1` })
    .from(sessions)
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(
      and(
        eq(sessions.providerId, connections.userId),
        gt(sessions.startsAt, now()),
        lte(sessions.startsAt, new Date(at + URGENT_MS)),
        eq(meetings.platform, connections.platform),
        withoutLink,
      ),
    )
  return db
    .select({ connection: connections, timeZone: users.timeZone })
    .from(connections)
    .innerJoin(users, eq(users.id, connections.userId))
    .where(
      and(
        inArray(connections.status, [...LOST_CONNECTION_STATUSES]),
        notExists(toldLately),
        or(gt(connections.statusChangedAt, before(LATEST_REMINDER_MS)), exists(near)),
        after === null ? undefined : gt(connections.id, after),
      ),
    )
    .orderBy(asc(connections.id))
    .limit(BATCH)
}

/** Decided once without a lock, because most of the time there is nothing to tell, and again under it. */
async function nudge(ctx: Context, connection: ConnectionRow, timeZone: string): Promise<boolean> {
  if (!(await decide(ctx, ctx.db, connection, timeZone)).step) return false
  return ctx.db.transaction(async (tx) => {
    const [current] = await tx.select().from(connections).where(eq(connections.id, connection.id)).for('no key update')
    if (!current) return false
    const { step, waiting } = await decide(ctx, tx, current, timeZone)
    if (!step) return false
    await tell(ctx, tx, current, step, waiting)
    return true
  })
}

async function decide(ctx: Context, db: Queryable, connection: ConnectionRow, timeZone: string) {
  const now = ctx.now()
  const waiting = await countWaiting(db, connection, now)
  const step = planNudge({
    lostSince: isLost(connection) ? connection.statusChangedAt : null,
    firstWaitingAt: waiting.firstAt,
    told: await listTold(db, connection),
    timeZone,
    now,
  })
  return { step, waiting }
}

/** A loss is known by its connection and its beginning. */
const keyOf = ({ id, statusChangedAt }: ConnectionRow, step: NudgeStep) =>
  `connection_lost:${id}:${statusChangedAt.getTime()}:${step}`

async function listTold(db: Queryable, connection: ConnectionRow) {
  const keys = new Map(NUDGE_STEPS.map((step) => [keyOf(connection, step), step]))
  const rows = await db
    .select({ key: notifications.dedupeKey, at: notifications.createdAt })
    .from(notifications)
    .where(and(eq(notifications.userId, connection.userId), inArray(notifications.dedupeKey, [...keys.keys()])))
  return rows.flatMap(({ key, at }) => {
    const step = keys.get(key)
    return step ? { step, at } : []
  })
}

const tell = (
  ctx: Context,
  tx: Transaction,
  connection: ConnectionRow,
  step: NudgeStep,
  waiting: Awaited<ReturnType<typeof countWaiting>>,
): Promise<void> =>
  notify(ctx, tx, {
    userId: connection.userId,
    kind: 'connection_lost',
    dedupeKey: keyOf(connection, step),
    title: nudgeTitle(connection, waiting.count),
    path: INTEGRATIONS_PATH,
    data: {
      connectionId: connection.id,
      lostSince: connection.statusChangedAt.toISOString(),
      ...(waiting.firstAt && { startsAt: waiting.firstAt.toISOString() }),
    },
  })
