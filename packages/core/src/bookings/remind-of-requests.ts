import { bookings, notifications } from '@foyer/db/schema'
import { and, asc, eq, gt, lte, notExists, sql } from 'drizzle-orm'
import { type Context, SYSTEM } from '../context.ts'
import { tellOfBooking } from '../notifications/tell-of-booking.ts'

/** A provider is reminded of a request when this much, or a quarter of its time, is left: whichever is less. */
const LEAD_MS = 6 * 3_600_000
const BATCH = 200

/** Reminds providers once of each request that soon runs out without an answer; returns of how many. */
export async function remindOfRequests(core: Context): Promise<number> {
  const ctx: Context = { ...core, actor: SYSTEM }
  const now = ctx.now()
  const wasReminded = ctx.db
    .select({ one: sql`1` })
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, bookings.providerId),
        eq(notifications.dedupeKey, sql`'request_expiring:' || ${bookings.id}::text`),
      ),
    )
  const due = and(
    eq(bookings.status, 'pending'),
    gt(bookings.holdExpiresAt, now),
    lte(bookings.holdExpiresAt, new Date(now.getTime() + LEAD_MS)),
    sql`${bookings.holdExpiresAt} - ${now.toISOString()}::timestamptz <= (${bookings.holdExpiresAt} - ${bookings.createdAt}) / 4`,
    notExists(wasReminded),
  )
  const found = await ctx.db
    .select({ id: bookings.id })
    .from(bookings)
    .where(due)
    .orderBy(asc(bookings.holdExpiresAt))
    .limit(BATCH)
  let reminded = 0
  for (const { id } of found)
    await ctx.db.transaction(async (tx) => {
      // Held, so that an answer and its reminder cannot pass each other.
      const still = and(eq(bookings.id, id), eq(bookings.status, 'pending'))
      const [waiting] = await tx.select({ id: bookings.id }).from(bookings).where(still).for('share')
      if (!waiting) return
      await tellOfBooking(ctx, tx, 'request_expiring', id)
      reminded += 1
    })
  return reminded
}
