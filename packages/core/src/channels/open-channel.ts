import { channels } from '@foyer/db/schema'
import { type OpenChannel, PlatformError } from '@foyer/meetings/platform'
import type { Platform } from '@foyer/shared/platforms'
import { eq } from 'drizzle-orm'
import { withAccessToken } from '../connections/with-access-token.ts'
import type { Context } from '../context.ts'
import type { WatchablePlatform } from './watchable-platforms.ts'

/** As long as Google keeps a channel by itself. */
export const CHANNEL_TTL_MS = 7 * 24 * 60 * 60_000
const FIRST_DELAY_MS = 5 * 60_000
const LONGEST_DELAY_MS = 6 * 60 * 60_000

/** A channel whose row is written and that the platform has not been asked for yet. */
export interface WantedChannel {
  id: string
  token: string
  connectionId: string
  platform: Platform
  attempts: number
}

/**
 * Asks the platform to open a channel. Where it does not, or nobody knows, the row says when to try another; the connection
 * stays as it is, because links are made without a channel.
 */
export async function openChannel(
  ctx: Context,
  { adapter, watching, address }: WatchablePlatform,
  wanted: WantedChannel,
) {
  const { id, token, connectionId, attempts } = wanted
  const request = { channelId: id, token, address, ttlSeconds: CHANNEL_TTL_MS / 1000 }
  const isThisOne = eq(channels.id, id)
  let isFirstTry = true
  try {
    const opened = await withAccessToken(ctx, adapter, connectionId, async (accessToken) => {
      try {
        return await watching.watch(accessToken, request)
      } catch (error) {
        const wasFirst = isFirstTry
        isFirstTry = false
        throw asHarmless(error, wasFirst)
      }
    })
    await ctx.db.update(channels).set(stateOf(opened)).where(isThisOne)
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    const { kind, code, retryAt } = error.failure
    ctx.log.info({ ...error.failure, connectionId }, 'no channel for changes could be opened')
    const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1)) * (0.75 + ctx.random() / 2)
    const nextAttemptAt = new Date(Math.max(ctx.now().getTime() + delayMs, retryAt?.getTime() ?? 0))
    await ctx.db
      .update(channels)
      .set({ refusal: code ?? kind, nextAttemptAt })
      .where(isThisOne)
  }
}

const stateOf = ({ resourceId, expiresAt }: OpenChannel) => ({
  resourceId,
  attempts: 0,
  nextAttemptAt: null,
  refusal: null,
  ...(expiresAt && { expiresAt }),
})

/** A token that is refused is renewed once, which finds out what the permission is worth; more is not concluded from it. */
function asHarmless(error: unknown, isFirstTry: boolean): unknown {
  if (!(error instanceof PlatformError) || error.failure.kind !== 'connection_lost') return error
  if (isFirstTry && error.failure.accessTokenRefused) return error
  const { accessTokenRefused: _refused, ...failure } = error.failure
  return new PlatformError({ ...failure, kind: 'not_allowed' })
}
