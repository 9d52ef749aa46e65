import { type MeetingPlatform, PlatformError } from '@foyer/meetings/platform'
import type { Context } from '../context.ts'
import { SealBroken } from '../security/keyring.ts'
import { markLost, SettledRefusal } from './mark-connection.ts'
import { refreshAccessToken, type VersionedToken } from './refresh-access-token.ts'
import { findSecret, lockSecretVersion, openToken } from './secrets.ts'

/** A token that runs out within this time is renewed before it is used. */
const RENEW_BEFORE_MS = 60_000
/** A permission that is replaced during the call is tried with the new one; so often, then the caller tries later. */
const MOST_TRIES = 3

/**
 * Calls a platform with a valid access token of the connection: renewed first when it is about to run out, and once
 * more when the platform refuses it. Throws `PlatformError`; a permission that is refused for good, or whose stored
 * secret was damaged, is then already written to the connection; a key that is missing is our own fault, and nobody's
 * connection suffers for it. A refusal of tokens that were replaced meanwhile,
 * by a reconnect or another process, says nothing about the new ones: the call is made again with those.
 */
export async function withAccessToken<Result>(
  ctx: Context,
  platform: MeetingPlatform,
  connectionId: string,
  call: (accessToken: string) => Promise<Result>,
  { renewBeforeMs = RENEW_BEFORE_MS }: { renewBeforeMs?: number } = {},
): Promise<Result> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const tried = await tryCall(ctx, platform, connectionId, renewBeforeMs, call)
    if ('result' in tried) return tried.result
    if (await refusalCounts(ctx, connectionId, tried)) throw tried.lost
  }
  throw new PlatformError({ kind: 'unreachable', code: 'permission_changed' })
}

interface Refused {
  lost: PlatformError
  /** Of the tokens that were refused; null when there were none. */
  version: number | null
}

async function tryCall<Result>(
  ctx: Context,
  platform: MeetingPlatform,
  connectionId: string,
  renewBeforeMs: number,
  call: (accessToken: string) => Promise<Result>,
): Promise<{ result: Result } | Refused> {
  let version: number | null = null
  try {
    const secret = await findSecret(ctx.db, connectionId)
    if (!secret) throw new PlatformError({ kind: 'connection_lost', code: 'secret_missing' })
    version = secret.version
    const token = await currentToken(ctx, platform, secret, renewBeforeMs)
    version = token.version
    try {
      return { result: await call(token.accessToken) }
    } catch (error) {
      if (!(error instanceof PlatformError) || !error.failure.accessTokenRefused) throw error
      const renewed = await refreshAccessToken(ctx, platform, connectionId, token.version)
      version = renewed.version
      return { result: await call(renewed.accessToken) }
    }
  } catch (error) {
    if (error instanceof SealBroken && error.isKeyUnknown)
      throw new PlatformError({ kind: 'misconfigured', code: 'encryption_key_missing' })
    const lost = asConnectionLost(error)
    if (!lost) throw error
    return { lost, version }
  }
}

/** Writes a refusal to the connection as long as its tokens are still the refused ones; false when they are not. */
async function refusalCounts(ctx: Context, connectionId: string, { lost, version }: Refused): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    if ((await lockSecretVersion(tx, connectionId)) !== version) return false
    await markLost(ctx, tx, connectionId, lost.failure)
    return true
  })
}

async function currentToken(
  ctx: Context,
  platform: MeetingPlatform,
  secret: NonNullable<Awaited<ReturnType<typeof findSecret>>>,
  renewBeforeMs: number,
): Promise<VersionedToken> {
  const { connectionId, version, accessTokenExpiresAt } = secret
  if (accessTokenExpiresAt.getTime() - ctx.now().getTime() <= renewBeforeMs)
    return refreshAccessToken(ctx, platform, connectionId, version)
  return { accessToken: openToken(ctx, connectionId, 'access_token', secret.accessToken), version }
}

function asConnectionLost(error: unknown): PlatformError | null {
  if (error instanceof SealBroken) return new PlatformError({ kind: 'connection_lost', code: 'secret_unreadable' })
  if (!(error instanceof PlatformError) || error instanceof SettledRefusal) return null
  return error.failure.kind === 'connection_lost' ? error : null
}
