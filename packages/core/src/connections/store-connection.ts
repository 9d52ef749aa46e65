import type { Transaction } from '@foyer/db/client'
import { connectionSecrets, connections } from '@foyer/db/schema'
import type { PlatformAccount, Tokens } from '@foyer/meetings/platform'
import { connectionIsUsable } from '@foyer/shared/connections'
import { FoyerError } from '@foyer/shared/errors'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, sql } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { repairMeetings } from './repair-meetings.ts'
import { findSecret, sealTokens } from './secrets.ts'

export interface GrantedPermission {
  userId: string
  platform: Platform
  tokens: Tokens
  account: PlatformAccount
  /** Required scopes that were left unticked. */
  missing: string[]
}

export type StoredConnection = { outcome: 'connected'; repaired: number } | { outcome: 'missing_permission' }

/** Writes a permission that was just given: a reconnect keeps the row, and repairs what waited for it. */
export async function storeConnection(
  ctx: Context,
  tx: Transaction,
  granted: GrantedPermission,
): Promise<StoredConnection> {
  const { userId, platform, tokens, account } = granted
  const [before] = await tx
    .select()
    .from(connections)
    .where(and(eq(connections.userId, userId), eq(connections.platform, platform)))
    .for('update')
  const isComplete = granted.missing.length === 0
  // Fewer permissions than before must not break a connection that works.
  if (!isComplete && before && connectionIsUsable(before.status)) return { outcome: 'missing_permission' }

  const now = ctx.now()
  const row = {
    status: isComplete ? ('connected' as const) : ('missing_permission' as const),
    reason: isComplete ? null : 'permission_missing',
    accountSubject: account.subject,
    accountEmail: account.email,
    scopes: tokens.scopes,
    checkedAt: now,
    statusChangedAt: now,
    updatedAt: now,
  }
  const [connection] = await tx
    .insert(connections)
    .values({ userId, platform, ...row })
    .onConflictDoUpdate({ target: [connections.userId, connections.platform], set: row })
    .returning({ id: connections.id })
  if (!connection) throw new Error('The connection was not stored.')
  await writeAudit(ctx, tx, {
    action: `connection.${row.status}`,
    subjectType: 'connection',
    subjectId: connection.id,
    data: { platform },
  })
  if (!isComplete) return { outcome: 'missing_permission' }
  await storeTokens(ctx, tx, connection.id, tokens, before?.accountSubject === account.subject)
  return { outcome: 'connected', repaired: await repairMeetings(ctx, tx, { userId, platform }) }
}

/** Without a refresh token of its own a renewed permission keeps the stored one, but only of the same account. */
async function storeTokens(
  ctx: Context,
  tx: Transaction,
  connectionId: string,
  tokens: Tokens,
  isSameAccount: boolean,
): Promise<void> {
  const stored = await findSecret(tx, connectionId)
  if (tokens.refreshToken === null && !(isSameAccount && stored?.refreshToken))
    throw new FoyerError('connection_flow_invalid', {
      message: 'The platform gave no lasting permission. Start again.',
    })
  const sealed = sealTokens(ctx, connectionId, tokens)
  await tx
    .insert(connectionSecrets)
    .values({ connectionId, ...sealed })
    .onConflictDoUpdate({
      target: connectionSecrets.connectionId,
      set: { ...sealed, version: sql`${connectionSecrets.version} + 1`, refreshLeaseUntil: null },
    })
}
