import { type MeetingPlatform, PlatformError } from '@foyer/meetings/platform'
import type { Context } from '../context.ts'
import { SealBroken } from '../security/keyring.ts'
import { markLost } from './mark-connection.ts'
import { refreshAccessToken, type VersionedToken } from './refresh-access-token.ts'
import { findSecret, openToken } from './secrets.ts'

/** A token that runs out within this time is renewed before it is used. */
const RENEW_BEFORE_MS = 60_000

/**
 * Calls a platform with a valid access token of the connection: renewed first when it is about to run out, and once
 * more when the platform refuses it. Throws `PlatformError`; a permission that is refused for good, or whose stored
 * secret cannot be opened, is then already written to the connection.
 */
export async function withAccessToken<Result>(
  ctx: Context,
  platform: MeetingPlatform,
  connectionId: string,
  call: (accessToken: string) => Promise<Result>,
): Promise<Result> {
  try {
    const token = await currentToken(ctx, platform, connectionId)
    try {
      return await call(token.accessToken)
    } catch (error) {
      if (!(error instanceof PlatformError) || !error.failure.accessTokenRefused) throw error
      const renewed = await refreshAccessToken(ctx, platform, connectionId, token.version)
      return await call(renewed.accessToken)
    }
  } catch (error) {
    const lost = asConnectionLost(error)
    if (!lost) throw error
    await ctx.db.transaction((tx) => markLost(ctx, tx, connectionId, lost.failure))
    throw lost
  }
}

async function currentToken(ctx: Context, platform: MeetingPlatform, connectionId: string): Promise<VersionedToken> {
  const secret = await findSecret(ctx.db, connectionId)
  if (!secret) throw new PlatformError({ kind: 'connection_lost', code: 'secret_missing' })
  if (secret.accessTokenExpiresAt.getTime() - ctx.now().getTime() <= RENEW_BEFORE_MS)
    return refreshAccessToken(ctx, platform, connectionId, secret.version)
  return { accessToken: openToken(ctx, connectionId, 'access_token', secret.accessToken), version: secret.version }
}

function asConnectionLost(error: unknown): PlatformError | null {
  if (error instanceof SealBroken) return new PlatformError({ kind: 'connection_lost', code: 'secret_unreadable' })
  return error instanceof PlatformError && error.failure.kind === 'connection_lost' ? error : null
}
