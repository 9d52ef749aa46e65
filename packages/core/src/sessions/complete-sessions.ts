import { bookings, sessions } from '@foyer/db/schema'
import { and, eq, inArray, isNull, lt, notExists, sql } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import { type Context, SYSTEM } from '../context.ts'

const MOST_PER_SWEEP = 200

/**
 * Marks sessions whose end has passed as completed, and the bookings that came to their end with them: the one of a
 * private or group session, and those of a course after its last session. Returns how many sessions it completed.
 */
export async function completeSessions(core: Context): Promise<number> {
  const ctx: Context = { ...core, actor: SYSTEM }
  const now = ctx.now()
  return ctx.db.transaction(async (tx) => {
    const over = await tx
      .select({ id: sessions.id, serviceId: sessions.serviceId })
      .from(sessions)
      .where(and(eq(sessions.status, 'scheduled'), lt(sessions.endsAt, now)))
      .orderBy(sessions.endsAt)
      .limit(MOST_PER_SWEEP)
      .for('no key update', { skipLocked: true })
    if (over.length === 0) return 0
    const ids = over.map(({ id }) => id)
    const done = { status: 'completed', updatedAt: now } as const
    await tx.update(sessions).set(done).where(inArray(sessions.id, ids))
    for (const subjectId of ids)
      await writeAudit(ctx, tx, { action: 'session.complete', subjectType: 'session', subjectId })
    await tx
      .update(bookings)
      .set(done)
      .where(and(eq(bookings.status, 'confirmed'), inArray(bookings.sessionId, ids)))
    await tx
      .update(bookings)
      .set(done)
      .where(
        and(
          eq(bookings.status, 'confirmed'),
          isNull(bookings.sessionId),
          inArray(
            bookings.serviceId,
            over.map(({ serviceId }) => serviceId),
          ),
          notExists(
            tx
              .select({ one: sql`1` })
              .from(sessions)
              .where(and(eq(sessions.serviceId, bookings.serviceId), eq(sessions.status, 'scheduled'))),
          ),
        ),
      )
    return ids.length
  })
}
