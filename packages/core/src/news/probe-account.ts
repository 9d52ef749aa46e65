import { connections } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq } from 'drizzle-orm'
import { connectionWorks } from '../connections/connection-works.ts'
import type { Context } from '../context.ts'

/**
 * Has the connections of an account looked at soon, because something about it has changed that may have ended its
 * permission, or brought it back. Returns how many.
 */
export async function probeAccount(
  ctx: Context,
  { platform, accountSubject }: { platform: Platform; accountSubject: string },
): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const found = await tx
      .update(connections)
      .set({ checkedAt: null })
      .where(and(eq(connections.platform, platform), eq(connections.accountSubject, accountSubject), connectionWorks()))
      .returning({ id: connections.id })
    if (found.length > 0) await ctx.queue.enqueue(tx, 'connection.probe', {})
    return found.length
  })
}
