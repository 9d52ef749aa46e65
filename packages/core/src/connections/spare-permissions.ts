import type { Queryable, Transaction } from '@foyer/db/client'
import { sparePermissions } from '@foyer/db/schema'
import type { PlatformAccount, Tokens } from '@foyer/meetings/platform'
import { and, eq, gt, inArray, lte, ne } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { onlyRow } from '../only-row.ts'

export type SparePermission = typeof sparePermissions.$inferSelect

/** A permission that nobody decided on is given back after this time. */
export const OFFER_MS = 30 * 60_000

const boundTo = (id: string, column: 'access_token' | 'refresh_token') => `spare_permissions|${id}|${column}`

/** Keeps a permission beside a connection, encrypted and bound to its own row, in place of one that was offered before. */
export async function keepSpare(
  ctx: Context,
  tx: Transaction,
  spare: {
    connectionId: string
    status: SparePermission['status']
    tokens: Tokens
    account: PlatformAccount
  },
): Promise<void> {
  const { connectionId, status, tokens, account } = spare
  if (status !== 'ending') await releaseSpares(ctx, tx, connectionId)
  const id = crypto.randomUUID()
  await tx.insert(sparePermissions).values({
    id,
    connectionId,
    status,
    accountSubject: account.subject,
    accountEmail: account.email ?? account.subject,
    scopes: tokens.scopes,
    accessToken: ctx.keyring.seal(tokens.accessToken, boundTo(id, 'access_token')),
    accessTokenExpiresAt: tokens.expiresAt,
    refreshToken:
      tokens.refreshToken === null ? null : ctx.keyring.seal(tokens.refreshToken, boundTo(id, 'refresh_token')),
    permissionEndsAt: tokens.permissionEndsAt,
    expiresAt: status === 'ending' ? ctx.now() : new Date(ctx.now().getTime() + OFFER_MS),
    updatedAt: ctx.now(),
  })
  if (status === 'ending') await ctx.queue.enqueue(tx, 'connection.release', { sparePermissionId: id })
}

/** Has the permission that waits beside a connection given back and wiped; returns how many there were. */
export async function releaseSpares(
  ctx: Context,
  tx: Transaction,
  connectionId: string,
  { onlyOverdue = false }: { onlyOverdue?: boolean } = {},
): Promise<number> {
  const released = await tx
    .update(sparePermissions)
    .set({ status: 'ending', updatedAt: ctx.now(), expiresAt: ctx.now() })
    .where(
      and(
        eq(sparePermissions.connectionId, connectionId),
        onlyOverdue
          ? and(eq(sparePermissions.status, 'offered'), lte(sparePermissions.expiresAt, ctx.now()))
          : ne(sparePermissions.status, 'ending'),
      ),
    )
    .returning({ id: sparePermissions.id })
  for (const { id } of released) await ctx.queue.enqueue(tx, 'connection.release', { sparePermissionId: id })
  return released.length
}

/** The permission that waits for an answer, or for the old account's rooms to be gone; null when there is none any more. */
export async function findSpare(ctx: Context, db: Queryable, connectionId: string): Promise<SparePermission | null> {
  const [spare] = await listSpares(ctx, db, [connectionId])
  return spare ?? null
}

/** At most one each: offered and still in time, or chosen. */
export async function listSpares(ctx: Context, db: Queryable, connectionIds: string[]): Promise<SparePermission[]> {
  if (connectionIds.length === 0) return []
  const found = await db
    .select()
    .from(sparePermissions)
    .where(and(inArray(sparePermissions.connectionId, connectionIds), ne(sparePermissions.status, 'ending')))
  return found.filter(({ status, expiresAt }) => status === 'chosen' || expiresAt > ctx.now())
}

/** The tokens of a spare permission. Throws `SealBroken`. */
export function openSpare(ctx: Context, spare: SparePermission): Tokens {
  const { id, accessToken, refreshToken, accessTokenExpiresAt, permissionEndsAt, scopes } = spare
  return {
    accessToken: ctx.keyring.open(accessToken, boundTo(id, 'access_token')),
    refreshToken: refreshToken === null ? null : ctx.keyring.open(refreshToken, boundTo(id, 'refresh_token')),
    expiresAt: accessTokenExpiresAt,
    permissionEndsAt,
    scopes,
  }
}

/** How the stored tokens can be opened, without showing them. */
export const inspectSpare = (
  { keyring }: Pick<Context, 'keyring'>,
  { id, accessToken, refreshToken }: Pick<SparePermission, 'id' | 'accessToken' | 'refreshToken'>,
) => [
  keyring.inspect(accessToken, boundTo(id, 'access_token')),
  ...(refreshToken === null ? [] : [keyring.inspect(refreshToken, boundTo(id, 'refresh_token'))]),
]

/** Turns an offer into the provider's choice. Null when it is gone or too old. */
export async function chooseSpare(
  ctx: Context,
  tx: Transaction,
  connectionId: string,
): Promise<SparePermission | null> {
  const [chosen] = await tx
    .update(sparePermissions)
    .set({ status: 'chosen', updatedAt: ctx.now() })
    .where(
      and(
        eq(sparePermissions.connectionId, connectionId),
        eq(sparePermissions.status, 'offered'),
        gt(sparePermissions.expiresAt, ctx.now()),
      ),
    )
    .returning()
  return chosen ?? null
}

/** Takes the spare permission out of the table, because its tokens move to the connection. */
export async function takeSpare(tx: Transaction, id: string): Promise<SparePermission> {
  return onlyRow(await tx.delete(sparePermissions).where(eq(sparePermissions.id, id)).returning())
}
