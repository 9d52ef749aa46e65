import type { Transaction } from '@foyer/db/client'
import { connectionSecrets, connections } from '@foyer/db/schema'
import type { PlatformAccount, Tokens } from '@foyer/meetings/platform'
import { connectionIsUsable, meetingsLeaving, type PlatformPermission } from '@foyer/shared/connections'
import { FoyerError } from '@foyer/shared/errors'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, sql } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import { forgetBreaker } from '../breakers/forget-breaker.ts'
import type { Context } from '../context.ts'
import { askForDroppedSettings } from '../meetings/follow-service.ts'
import { onlyRow } from '../only-row.ts'
import { heldIn } from './optional-permissions.ts'
import { repairMeetings } from './repair-meetings.ts'
import { replacePermission } from './replace-permission.ts'
import { findSecret, sealTokens } from './secrets.ts'
import { keepSpare, releaseSpares } from './spare-permissions.ts'
import { workingStatus } from './working-status.ts'

export interface GrantedPermission {
  userId: string
  platform: Platform
  tokens: Tokens
  account: PlatformAccount
  /** Required scopes that were left unticked. */
  missing: string[]
  /** What was asked for besides. */
  asked: PlatformPermission[]
}

/**
 * `allowed` is what the connection holds for the first time besides what it needs, `refused` what was asked for and left
 * unticked. `other_account` asks which of the two accounts it is to be; `switching` makes the change once the old rooms
 * are gone.
 */
export type StoredConnection =
  | { outcome: 'connected'; repaired: number; allowed: PlatformPermission[]; refused: PlatformPermission[] }
  | { outcome: 'missing_permission' | 'other_account' | 'switching' }

type ConnectionRow = typeof connections.$inferSelect

/**
 * Writes a permission that was just given: a reconnect keeps the row, and repairs what waited for it. The permission of
 * another account than the connected one never takes its place unasked.
 */
export async function storeConnection(
  ctx: Context,
  tx: Transaction,
  granted: GrantedPermission,
): Promise<StoredConnection> {
  const { userId, platform, tokens, account } = granted
  const before = await lockOrBegin(ctx, tx, { userId, platform })
  const isComplete = granted.missing.length === 0
  if (await holdsAnotherAccount(tx, before, account)) return storeOther(ctx, tx, before, granted)
  // Fewer permissions than before must not break a connection that works.
  if (!isComplete && connectionIsUsable(before.status)) return { outcome: 'missing_permission' }

  const now = ctx.now()
  const held = heldIn(ctx.platforms[platform], tokens.scopes)
  const state = isComplete
    ? workingStatus(tokens, now)
    : { status: 'missing_permission' as const, reason: 'permission_missing' }
  await tx
    .update(connections)
    .set({
      ...state,
      permissionEndsAt: isComplete ? tokens.permissionEndsAt : null,
      permissionGivenAt: isComplete ? now : null,
      setUpRefusedAt: null,
      writesHeldUntil: null,
      // What the time without a permission left behind is looked for at once.
      orphansCheckedAt: null,
      accountSubject: account.subject,
      accountEmail: account.email,
      accountLabel: account.label ?? null,
      scopes: tokens.scopes,
      ...(isComplete ? held : {}),
      checkedAt: now,
      statusChangedAt: now,
      updatedAt: now,
    })
    .where(eq(connections.id, before.id))
  await writeAudit(ctx, tx, {
    action: `connection.${state.status}`,
    subjectType: 'connection',
    subjectId: before.id,
    data: { platform },
  })
  if (!isComplete) return { outcome: 'missing_permission' }
  await forgetBreaker(tx, before.id)
  await ctx.queue.enqueue(tx, 'channel.renew', {})
  await storeTokens(ctx, tx, before.id, tokens, before.accountSubject === account.subject)
  await releaseSpares(ctx, tx, before.id)
  const repaired = await repairMeetings(ctx, tx, { userId, platform })
  await askForDroppedSettings(ctx, tx, { userId, platform })
  if (held.permissions.includes('busy_times')) await ctx.queue.enqueue(tx, 'calendar.read', {})
  return { outcome: 'connected', repaired, ...answersOf(before, held.permissions, granted.asked) }
}

function answersOf(before: ConnectionRow, held: PlatformPermission[], asked: PlatformPermission[]) {
  return {
    allowed: held.filter((permission) => !before.permissions.includes(permission)),
    refused: asked.filter((permission) => !held.includes(permission)),
  }
}

/** The provider's one row of a platform, locked; made first where there is none, so that two callbacks at once wait for each other. */
async function lockOrBegin(
  ctx: Context,
  tx: Transaction,
  { userId, platform }: Pick<GrantedPermission, 'userId' | 'platform'>,
): Promise<ConnectionRow> {
  await tx
    .insert(connections)
    .values({ userId, platform, status: 'not_connected', statusChangedAt: ctx.now() })
    .onConflictDoNothing()
  return onlyRow(
    await tx
      .select()
      .from(connections)
      .where(and(eq(connections.userId, userId), eq(connections.platform, platform)))
      .for('no key update'),
  )
}

/** One that never came to hold a permission has no account to lose. */
async function holdsAnotherAccount(tx: Transaction, before: ConnectionRow, account: PlatformAccount): Promise<boolean> {
  if (before.status === 'not_connected' || !before.accountSubject) return false
  if (before.accountSubject === account.subject) return false
  // What a platform took back was erased, and was held all the same.
  return before.permissionGivenAt !== null || (await findSecret(tx, before.id)) !== null
}

async function storeOther(
  ctx: Context,
  tx: Transaction,
  before: ConnectionRow,
  { platform, tokens, account, missing, asked }: GrantedPermission,
): Promise<StoredConnection> {
  const spare = { connectionId: before.id, tokens, account }
  if (missing.length > 0) {
    await keepSpare(ctx, tx, { ...spare, status: 'ending' })
    return { outcome: 'missing_permission' }
  }
  if (tokens.refreshToken === null) throw notLasting()
  if (before.status !== 'disconnecting') {
    await keepSpare(ctx, tx, { ...spare, status: 'offered' })
    await writeAudit(ctx, tx, {
      action: 'connection.connect_wrong_account',
      subjectType: 'connection',
      subjectId: before.id,
    })
    return { outcome: 'other_account' }
  }
  // The old account was given up already: its rooms leave as was chosen, then the new one takes over.
  if (meetingsLeaving(before)) {
    await keepSpare(ctx, tx, { ...spare, status: 'chosen' })
    return { outcome: 'switching' }
  }
  const repaired = await replacePermission(ctx, tx, before, { tokens, account, roomsBehind: 'leave' })
  return {
    outcome: 'connected',
    repaired,
    ...answersOf(before, heldIn(ctx.platforms[platform], tokens.scopes).permissions, asked),
  }
}

const notLasting = () =>
  new FoyerError('connection_flow_invalid', { message: 'The platform gave no lasting permission. Start again.' })

/** Without a refresh token of its own a renewed permission keeps the stored one, but only of the same account. */
async function storeTokens(
  ctx: Context,
  tx: Transaction,
  connectionId: string,
  tokens: Tokens,
  isSameAccount: boolean,
): Promise<void> {
  const stored = await findSecret(tx, connectionId)
  if (tokens.refreshToken === null && !(isSameAccount && stored?.refreshToken)) throw notLasting()
  const sealed = sealTokens(ctx, connectionId, tokens)
  await tx
    .insert(connectionSecrets)
    .values({ connectionId, ...sealed })
    .onConflictDoUpdate({
      target: connectionSecrets.connectionId,
      set: { ...sealed, version: sql`${connectionSecrets.version} + 1`, refreshLeaseUntil: null },
    })
}
