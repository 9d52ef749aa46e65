import type { Queryable, Transaction } from '@foyer/db/client'
import { connectionSecrets, connections } from '@foyer/db/schema'
import type { Tokens } from '@foyer/meetings/platform'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Seal } from '../security/keyring.ts'

type SecretRow = typeof connectionSecrets.$inferSelect
type TokenColumn = 'access_token' | 'refresh_token'

const boundTo = (connectionId: string, column: TokenColumn) => `connection_secrets|${connectionId}|${column}`

/** Reads the encrypted row; null when nothing is stored. */
export async function findSecret(db: Queryable, connectionId: string): Promise<SecretRow | null> {
  const [row] = await db.select().from(connectionSecrets).where(eq(connectionSecrets.connectionId, connectionId))
  return row ?? null
}

/** Locks a connection for the rest of the transaction: always before its secret, so that no two wait for each other. */
export async function lockConnection(tx: Transaction, connectionId: string): Promise<void> {
  await tx.select({ id: connections.id }).from(connections).where(eq(connections.id, connectionId)).for('no key update')
}

/** Locks connection and secret for the rest of the transaction; the secret's version, or null when nothing is stored. */
export async function lockSecretVersion(tx: Transaction, connectionId: string): Promise<number | null> {
  await lockConnection(tx, connectionId)
  const [row] = await tx
    .select({ version: connectionSecrets.version })
    .from(connectionSecrets)
    .where(eq(connectionSecrets.connectionId, connectionId))
    .for('no key update')
  return row?.version ?? null
}

/** Opens one token. Throws `SealBroken`. */
export const openToken = (
  ctx: Pick<Context, 'keyring'>,
  connectionId: string,
  column: TokenColumn,
  envelope: string,
): string => ctx.keyring.open(envelope, boundTo(connectionId, column))

/** How the stored tokens can be opened, without showing them; one entry for each that is there. */
export const inspectSecret = (
  { keyring }: Pick<Context, 'keyring'>,
  { connectionId, accessToken, refreshToken }: Pick<SecretRow, 'connectionId' | 'accessToken' | 'refreshToken'>,
): Seal[] => [
  keyring.inspect(accessToken, boundTo(connectionId, 'access_token')),
  ...(refreshToken === null ? [] : [keyring.inspect(refreshToken, boundTo(connectionId, 'refresh_token'))]),
]

/** The columns that hold these tokens, sealed; a missing refresh token leaves the stored one alone. */
export function sealTokens(ctx: Context, connectionId: string, tokens: Tokens) {
  return {
    accessToken: ctx.keyring.seal(tokens.accessToken, boundTo(connectionId, 'access_token')),
    accessTokenExpiresAt: tokens.expiresAt,
    ...(tokens.refreshToken === null
      ? {}
      : { refreshToken: ctx.keyring.seal(tokens.refreshToken, boundTo(connectionId, 'refresh_token')) }),
  }
}
