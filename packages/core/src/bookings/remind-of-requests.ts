import { bookings, notifications, users } from '@foyer/db/schema'
import { and, asc, eq, gt, lte, notExists, sql } from 'drizzle-orm'
import { type Context, SYSTEM } from '../context.ts'
import { tellOfBooking } from '../notifications/tell-of-booking.ts'
import { nightUntil } from '../notifications/waking-hours.ts'

const HOUR_MS = 3_600_000
/** A provider is reminded of a request when this much, or a quarter of its time, is left: whichever is less. */
const LEAD_MS = 6 * HOUR_MS
/** A reminder that comes by night waits for the morning if so much is left then. */
const ENOUGH_MS = 2 * HOUR_MS
const BATCH = 200

/** Reminds providers once of each request that soon runs out without an answer; returns of how many. */
export async function remindOfRequests(core: Context): Promise<number> {
  const ctx: Context = { ...core, actor: SYSTEM }
  let reminded = 0
  for (const { id, holdExpiresAt, timeZone } of await listDue(ctx)) {
    const morning = nightUntil(ctx.now(), timeZone)
    if (morning && holdExpiresAt && holdExpiresAt.getTime() - morning.getTime() >= ENOUGH_MS) continue
    if (await remind(ctx, id)) reminded += 1
  }
  return reminded
}

function listDue({ db, now }: Context) {
  const at = now()
  const wasReminded = db
    .select({ one: sql`1` })
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, bookings.providerId),
        eq(notifications.dedupeKey, sql`'request_expiring:' || ${bookings.id}::text`),
      ),
    )
  return db
    .select({ id: bookings.id, holdExpiresAt: bookings.holdExpiresAt, timeZone: users.timeZone })
    .from(bookings)
    .innerJoin(users, eq(users.id, bookings.providerId))
    .where(
      and(
        eq(bookings.status, 'pending'),
        gt(bookings.holdExpiresAt, at),
        lte(bookings.holdExpiresAt, new Date(at.getTime() + LEAD_MS)),
        sql`${bookings.holdExpiresAt} - ${at.toISOString()}::timestamptz <= (${bookings.holdExpiresAt} - ${bookings.createdAt}) / 4`,
        notExists(wasReminded),
      ),
    )
    .orderBy(asc(bookings.holdExpiresAt))
    .limit(BATCH)
}

/** The row is held, so that an answer and its reminder cannot pass each other. */
const remind = (ctx: Context, id: string): Promise<boolean> =>
  ctx.db.transaction(async (tx) => {
    const still = and(eq(bookings.id, id), eq(bookings.status, 'pending'))
    const [waiting] = await tx.select({ id: bookings.id }).from(bookings).where(still).for('share')
    if (waiting) await tellOfBooking(ctx, tx, 'request_expiring', id)
    return waiting !== undefined
  })
