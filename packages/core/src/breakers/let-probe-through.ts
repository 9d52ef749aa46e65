import type { Transaction } from '@foyer/db/client'
import { breakers, connections } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, gt, inArray, lte } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { connectionScope, platformScope } from './scopes.ts'

/** However often somebody presses a button. */
const SHORTEST_REST_MS = 5000

/**
 * A person asks for a try now: the next call finds out whether what is held back works again, still as the only one.
 * A time that the platform named stays as it is. Comes first in its transaction, before any meeting is locked.
 */
export async function letProbeThrough(
  ctx: Context,
  tx: Transaction,
  { userId, platform }: { userId: string; platform?: Platform | undefined },
): Promise<void> {
  const now = ctx.now()
  const theirs = await tx
    .select({ id: connections.id, platform: connections.platform })
    .from(connections)
    .where(and(eq(connections.userId, userId), platform ? eq(connections.platform, platform) : undefined))
  const scopes = theirs.flatMap((one) => [connectionScope(one.id), platformScope(one.platform)])
  if (scopes.length === 0) return
  const asleep = and(
    inArray(breakers.scope, scopes),
    eq(breakers.state, 'open'),
    eq(breakers.isNamed, false),
    gt(breakers.openUntil, now),
    lte(breakers.openedAt, new Date(now.getTime() - SHORTEST_REST_MS)),
  )
  await tx.update(breakers).set({ openUntil: now }).where(asleep)
}
