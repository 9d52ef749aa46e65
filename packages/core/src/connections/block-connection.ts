import { connections } from '@foyer/db/schema'
import { connectionIsUsable } from '@foyer/shared/connections'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { onlyRow } from '../only-row.ts'

/**
 * Records that a rule of the provider's organisation stands before a permission. What works, or is being ended, stays as
 * it is: the refusal was for the attempt to connect. `reason` is a code of the platform's.
 */
export async function blockConnection(
  ctx: Context,
  { userId, platform, reason }: { userId: string; platform: Platform; reason: string },
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [before] = await tx
      .select({ status: connections.status })
      .from(connections)
      .where(and(eq(connections.userId, userId), eq(connections.platform, platform)))
      .for('no key update')
    if (before && (connectionIsUsable(before.status) || before.status === 'disconnecting')) return
    const now = ctx.now()
    const row = { status: 'blocked_by_admin', reason, statusChangedAt: now, updatedAt: now } as const
    const { id } = onlyRow(
      await tx
        .insert(connections)
        .values({ userId, platform, ...row })
        .onConflictDoUpdate({ target: [connections.userId, connections.platform], set: row })
        .returning({ id: connections.id }),
    )
    await writeAudit(ctx, tx, {
      action: 'connection.blocked_by_admin',
      subjectType: 'connection',
      subjectId: id,
      data: { platform, reason },
    })
  })
}
