import type { Transaction } from '@foyer/db/client'
import { meetings, platformChangeItems, platformChanges, sessions } from '@foyer/db/schema'
import { and, asc, eq } from 'drizzle-orm'
import { actAs, type Context, SYSTEM } from '../context.ts'
import { changeMeeting } from './change-meeting.ts'
import { holdTarget } from './hold-target.ts'
import { changeObstacle } from './plan-change.ts'

/** So many sessions are changed in one transaction. */
export const MOST_AT_ONCE = 20

type ChangeRow = typeof platformChanges.$inferSelect

/**
 * Changes the next sessions of a change that wait, in the name of whoever began it; each is looked at again behind its
 * lock. Returns how many were looked at, 0 when none is left or another worker is at them.
 */
export async function changeNext(ctx: Context, tx: Transaction, changeId: string): Promise<number> {
  const [change] = await tx.select().from(platformChanges).where(eq(platformChanges.id, changeId))
  if (!change) return 0
  const items = await tx
    .select({ sessionId: platformChangeItems.sessionId })
    .from(platformChangeItems)
    .where(and(eq(platformChangeItems.changeId, changeId), eq(platformChangeItems.state, 'waiting')))
    .orderBy(asc(platformChangeItems.position))
    .limit(MOST_AT_ONCE)
    .for('no key update', { skipLocked: true })
  const acting = actAs(ctx, actorOf(change))
  const isPossible = items.length > 0 && (await holdTarget(ctx, tx, change.providerId, change.platform))
  for (const { sessionId } of items) {
    const state = isPossible && (await changeOne(acting, tx, change, sessionId)) ? 'changed' : 'skipped'
    await tx
      .update(platformChangeItems)
      .set({ state })
      .where(and(eq(platformChangeItems.changeId, changeId), eq(platformChangeItems.sessionId, sessionId)))
  }
  return items.length
}

async function changeOne(
  ctx: Context,
  tx: Transaction,
  { id: changeId, platform, includeSoon }: ChangeRow,
  sessionId: string,
): Promise<boolean> {
  const [found] = await tx
    .select({ meeting: meetings, status: sessions.status, startsAt: sessions.startsAt })
    .from(sessions)
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(eq(sessions.id, sessionId))
    .for('no key update')
  if (found?.status !== 'scheduled') return false
  // What was there to be chosen was chosen when the change began.
  const wanted = { platform, includeSoon, isChosen: true }
  if (changeObstacle(found.startsAt, found.meeting, wanted, ctx.now())) return false
  await changeMeeting(ctx, tx, found.meeting, { changeId, platform })
  return true
}

const actorOf = ({ startedBy, providerId }: ChangeRow): Context['actor'] =>
  startedBy ? { kind: startedBy === providerId ? 'provider' : 'admin', userId: startedBy } : SYSTEM
