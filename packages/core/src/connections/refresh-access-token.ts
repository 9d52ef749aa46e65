import { setTimeout as sleep } from 'node:timers/promises'
import { connectionSecrets, connections } from '@foyer/db/schema'
import { type MeetingPlatform, PlatformError, type PlatformFailure, type Tokens } from '@foyer/meetings/platform'
import { connectionIsUsable, meetingsLeaving } from '@foyer/shared/connections'
import { and, eq, exists, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { connectionWorks } from './connection-works.ts'
import { markLost, SettledRefusal } from './mark-connection.ts'
import { noteScopes } from './optional-permissions.ts'
import { findSecret, lockConnection, openToken, sealTokens } from './secrets.ts'

/** Longer than one call to the token endpoint may take. */
const LEASE_MS = 20_000
const LONGEST_WAIT_MS = 25_000
const LOOK_AGAIN_MS = 40

/** An access token and the version of the row it came from. */
export interface VersionedToken {
  accessToken: string
  version: number
}

/**
 * A token newer than `staleVersion`. Across all processes one caller refreshes, under a lease on the row; the others
 * wait for its result. No transaction is open during the call, and the new tokens are stored before their first use.
 * Throws `PlatformError`; a refused permission has then already been written to the connection.
 */
export async function refreshAccessToken(
  ctx: Context,
  platform: MeetingPlatform,
  connectionId: string,
  staleVersion: number,
): Promise<VersionedToken> {
  const giveUpAt = performance.now() + LONGEST_WAIT_MS
  while (performance.now() < giveUpAt) {
    const secret = await findSecret(ctx.db, connectionId)
    if (!secret?.refreshToken) throw new PlatformError({ kind: 'connection_lost', code: 'secret_missing' })
    if (secret.version > staleVersion)
      return { accessToken: openToken(ctx, connectionId, 'access_token', secret.accessToken), version: secret.version }
    await requireUsable(ctx, connectionId)
    // Opened before the lease is taken: one that cannot be opened must not make the others wait.
    const refreshToken = openToken(ctx, connectionId, 'refresh_token', secret.refreshToken)
    const epoch = await takeLease(ctx, connectionId, staleVersion)
    if (epoch === null) {
      await sleep(LOOK_AGAIN_MS)
      continue
    }
    const tokens = await refreshUnderLease(ctx, platform, connectionId, { epoch, refreshToken, staleVersion })
    if (tokens) return { accessToken: tokens.accessToken, version: staleVersion + 1 }
  }
  throw new PlatformError({ kind: 'unreachable', code: 'refresh_busy' })
}

/** Keeps the waiting callers from trying one after the other what was just refused for good. */
async function requireUsable(ctx: Context, connectionId: string): Promise<void> {
  const [connection] = await ctx.db
    .select({ status: connections.status, reason: connections.reason })
    .from(connections)
    .where(eq(connections.id, connectionId))
  if (!connection || !(connectionIsUsable(connection.status) || meetingsLeaving(connection)))
    throw new SettledRefusal({ kind: 'connection_lost', code: connection?.status ?? 'secret_missing' })
}

const isUsable = connectionWorks()

/** Only a connection whose meetings still leave the platform has a reason while it is being ended. */
const isLeaving = and(eq(connections.status, 'disconnecting'), isNotNull(connections.reason))

async function takeLease(ctx: Context, connectionId: string, staleVersion: number): Promise<number | null> {
  const now = ctx.now()
  const [taken] = await ctx.db
    .update(connectionSecrets)
    .set({
      refreshEpoch: sql`${connectionSecrets.refreshEpoch} + 1`,
      refreshLeaseUntil: new Date(now.getTime() + LEASE_MS),
    })
    .where(
      and(
        eq(connectionSecrets.connectionId, connectionId),
        eq(connectionSecrets.version, staleVersion),
        or(isNull(connectionSecrets.refreshLeaseUntil), lte(connectionSecrets.refreshLeaseUntil, now)),
        // In the same statement: a refusal is written together with the release of the lease that met it.
        exists(
          ctx.db
            .select({ one: sql`1` })
            .from(connections)
            .where(and(eq(connections.id, connectionId), or(isUsable, isLeaving))),
        ),
      ),
    )
    .returning({ epoch: connectionSecrets.refreshEpoch })
  return taken?.epoch ?? null
}

interface Lease {
  epoch: number
  refreshToken: string
  staleVersion: number
}

/** Refreshes and stores; null when the row changed meanwhile and has to be read again. */
async function refreshUnderLease(
  ctx: Context,
  platform: MeetingPlatform,
  connectionId: string,
  lease: Lease,
): Promise<Tokens | null> {
  const isMine = and(
    eq(connectionSecrets.connectionId, connectionId),
    eq(connectionSecrets.refreshEpoch, lease.epoch),
    eq(connectionSecrets.version, lease.staleVersion),
  )
  try {
    const tokens = await platform.refreshTokens(lease.refreshToken)
    const renewed = { platform, tokens, isMine, version: lease.staleVersion + 1 }
    return (await storeRenewed(ctx, connectionId, renewed)) ? tokens : null
  } catch (error) {
    const failure = error instanceof PlatformError ? error.failure : null
    // A refusal counts only while the row is still the one whose token was refused: a reconnect may have won.
    const stillMine = await giveLeaseBack(ctx, connectionId, isMine, failure)
    if (!stillMine) return null
    throw failure && isRefusal(failure) ? new SettledRefusal(failure) : error
  }
}

/** The token endpoint refuses a permission that has ended, or one that a rule of the organisation stands before. */
const isRefusal = ({ kind }: PlatformFailure): boolean => kind === 'connection_lost' || kind === 'not_allowed'

async function storeRenewed(
  ctx: Context,
  connectionId: string,
  renewed: { platform: MeetingPlatform; tokens: Tokens; isMine: ReturnType<typeof and>; version: number },
): Promise<boolean> {
  const { platform, tokens, isMine, version } = renewed
  return ctx.db.transaction(async (tx) => {
    await lockConnection(tx, connectionId)
    const stored = await tx
      .update(connectionSecrets)
      .set({ ...sealTokens(ctx, connectionId, tokens), version, refreshLeaseUntil: null })
      .where(isMine)
      .returning({ version: connectionSecrets.version })
    const { permissionEndsAt } = tokens
    // An answer that names no end says nothing new about it.
    if (stored.length > 0)
      await tx
        .update(connections)
        .set({ setUpRefusedAt: null, ...(permissionEndsAt && { permissionEndsAt }) })
        .where(
          and(eq(connections.id, connectionId), permissionEndsAt ? undefined : isNotNull(connections.setUpRefusedAt)),
        )
    if (stored.length > 0) await noteScopes(ctx, tx, connectionId, { platform, scopes: tokens.scopes })
    return stored.length > 0
  })
}

async function giveLeaseBack(
  ctx: Context,
  connectionId: string,
  isMine: ReturnType<typeof and>,
  failure: PlatformFailure | null,
): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    await lockConnection(tx, connectionId)
    const released = await tx
      .update(connectionSecrets)
      .set({ refreshLeaseUntil: null })
      .where(isMine)
      .returning({ version: connectionSecrets.version })
    if (released.length === 0) return false
    if (failure && isRefusal(failure)) await markLost(ctx, tx, connectionId, failure)
    return true
  })
}
