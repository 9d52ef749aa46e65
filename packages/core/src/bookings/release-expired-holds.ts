import type { Transaction } from '@foyer/db/client'
import { bookings } from '@foyer/db/schema'
import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import { type Context, SYSTEM } from '../context.ts'
import { tellOfBooking } from '../notifications/tell-of-booking.ts'

/** Requests released at once; the rest waits for the next call. */
const BATCH = 200

/**
 * Cancels requests that nobody answered in time, so that their time and places are free again, and tells both sides;
 * returns how many.
 * Rows that somebody else is just changing are passed over.
 */
export async function releaseExpiredHolds(
  core: Context,
  tx: Transaction,
  scope: { providerId?: string } = {},
): Promise<number> {
  // Whoever is in the way of an old request did not end it: both of its sides are told.
  const ctx: Context = { ...core, actor: SYSTEM }
  const expired = tx
    .select({ id: bookings.id })
    .from(bookings)
    .where(
      and(
        eq(bookings.status, 'pending'),
        lte(bookings.holdExpiresAt, ctx.now()),
        scope.providerId === undefined ? undefined : eq(bookings.providerId, scope.providerId),
      ),
    )
    .orderBy(asc(bookings.holdExpiresAt))
    .limit(BATCH)
    .for('no key update', { skipLocked: true })
  const released = await tx
    .update(bookings)
    .set({ status: 'cancelled', cancelledBy: 'system' })
    .where(inArray(bookings.id, expired))
    .returning({ id: bookings.id })
  for (const { id } of released) {
    await writeAudit(ctx, tx, { action: 'booking.expire', subjectType: 'booking', subjectId: id })
    await tellOfBooking(ctx, tx, 'request_expired', id)
  }
  return released.length
}
