import { connections } from '@foyer/db/schema'
import type { PlatformAccount } from '@foyer/meetings/platform'
import { connectionIsUsable } from '@foyer/shared/connections'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { onlyRow } from '../only-row.ts'
import { markConnection } from './mark-connection.ts'
import { findSecret } from './secrets.ts'

interface RefusedPermission {
  userId: string
  platform: Platform
  /** A rule of the organisation stands before it, or the account cannot hold meetings at all. */
  status: 'blocked_by_admin' | 'cannot_host'
  /** A code of the platform's. */
  reason: string
  /** Where it is known by then. */
  account?: PlatformAccount | undefined
}

/**
 * Records why a permission is of no use. What works with another account, or is being ended, stays as it is: the refusal
 * was for the attempt to connect.
 */
export async function blockConnection(
  ctx: Context,
  { userId, platform, status, reason, account }: RefusedPermission,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [before] = await tx
      .select({ id: connections.id, status: connections.status, subject: connections.accountSubject })
      .from(connections)
      .where(and(eq(connections.userId, userId), eq(connections.platform, platform)))
      .for('no key update')
    if (before && account) {
      if (before.subject === account.subject) return markConnection(ctx, tx, before.id, { status, reason })
      if ((await findSecret(tx, before.id)) !== null) return undefined
    }
    if (before && (connectionIsUsable(before.status) || before.status === 'disconnecting')) return undefined
    const now = ctx.now()
    const known = account && { accountSubject: account.subject, accountEmail: account.email, checkedAt: now }
    const row = { status, reason, statusChangedAt: now, updatedAt: now, ...known }
    const { id } = onlyRow(
      await tx
        .insert(connections)
        .values({ userId, platform, ...row })
        .onConflictDoUpdate({ target: [connections.userId, connections.platform], set: row })
        .returning({ id: connections.id }),
    )
    await writeAudit(ctx, tx, {
      action: `connection.${status}`,
      subjectType: 'connection',
      subjectId: id,
      data: { platform, reason },
    })
    return undefined
  })
}
