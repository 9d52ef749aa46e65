import type { Transaction } from '@foyer/db/client'
import { connections } from '@foyer/db/schema'
import { type ConnectionDto, connectionIsUsable, SWITCHING_ACCOUNT } from '@foyer/shared/connections'
import { FoyerError } from '@foyer/shared/errors'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { SealBroken } from '../security/keyring.ts'
import { actingProvider } from './acting-provider.ts'
import { countLeaving, letMeetingsGo } from './let-meetings-go.ts'
import { getConnection } from './list-connections.ts'
import { markConnection } from './mark-connection.ts'
import { replacePermission } from './replace-permission.ts'
import { chooseSpare, findSpare, openSpare, type SparePermission, takeSpare } from './spare-permissions.ts'

type ConnectionRow = typeof connections.$inferSelect

/** The acting provider's connection, locked. Throws `connection_not_found`. */
export async function lockOwnConnection(
  tx: Transaction,
  { userId, platform }: { userId: string; platform: Platform },
): Promise<ConnectionRow> {
  const [connection] = await tx
    .select()
    .from(connections)
    .where(and(eq(connections.userId, userId), eq(connections.platform, platform)))
    .for('no key update')
  if (!connection) throw new FoyerError('connection_not_found')
  return connection
}

/**
 * Uses the account the provider signed in with in place of the connected one. While the old permission works, its coming
 * rooms are removed with it first, for an hour at most; one that works no more is replaced at once. Every coming session
 * then gets a link from the new account. Throws `connection_not_found` and `connection_offer_gone`.
 */
export async function switchAccount(ctx: Context, input: { platform: Platform }): Promise<ConnectionDto> {
  const userId = actingProvider(ctx)
  const { platform } = input
  const isLeaving = await ctx.db.transaction(async (tx) => {
    const connection = await lockOwnConnection(tx, { userId, platform })
    const chosen = await chooseSpare(ctx, tx, connection.id)
    if (!chosen || !canOpen(ctx, chosen)) throw new FoyerError('connection_offer_gone')
    if (connectionIsUsable(connection.status)) {
      await markConnection(ctx, tx, connection.id, { status: 'disconnecting', reason: SWITCHING_ACCOUNT })
      await letMeetingsGo(ctx, tx, { userId, platform }, null)
      await ctx.queue.enqueue(tx, 'connection.revoke', { connectionId: connection.id, attempt: 1 })
      return true
    }
    await promoteChosen(ctx, tx, connection)
    return false
  })
  // Nothing to remove: the new account is there at once, without a job in between.
  if (isLeaving && (await countLeaving(ctx, { userId, platform })) === 0)
    await ctx.db.transaction(async (tx) => promoteChosen(ctx, tx, await lockOwnConnection(tx, { userId, platform })))
  return getConnection(ctx, userId, platform)
}

/** Before anything is taken away for it. */
function canOpen(ctx: Context, spare: SparePermission): boolean {
  try {
    openSpare(ctx, spare)
    return true
  } catch (error) {
    if (error instanceof SealBroken) return false
    throw error
  }
}

/**
 * Lets the chosen permission take the place of the one a locked connection uses. False when none was chosen, or what was
 * stored of it cannot be opened.
 */
export async function promoteChosen(ctx: Context, tx: Transaction, connection: ConnectionRow): Promise<boolean> {
  const spare = await findSpare(ctx, tx, connection.id)
  if (spare?.status !== 'chosen') return false
  await takeSpare(tx, spare.id)
  try {
    const tokens = openSpare(ctx, spare)
    const account = { subject: spare.accountSubject, email: spare.accountEmail }
    await replacePermission(ctx, tx, connection, { tokens, account, roomsBehind: 'renew' })
    return true
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
    ctx.log.error({ connectionId: connection.id }, 'the chosen permission cannot be opened')
    return false
  }
}
