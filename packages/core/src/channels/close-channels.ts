import { channels } from '@foyer/db/schema'
import { type MeetingPlatform, PlatformError } from '@foyer/meetings/platform'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { SealBroken } from '../security/keyring.ts'

/** The account of a connection whose permission is about to be given back. */
interface LeftAccount {
  connectionId: string
  accountSubject: string
}

/** What is left of the permission; opened only where there is a channel to close. */
interface LastPermission {
  accessToken: string
  accessTokenExpiresAt: Date
  refreshToken: string | null
}

/**
 * Closes the channels of an account while its permission still allows it, and forgets them. One that cannot be closed runs
 * out by itself, and what comes in on it is not listened to any more.
 */
export async function closeChannels(
  ctx: Context,
  platform: MeetingPlatform | undefined,
  account: LeftAccount,
  open: () => LastPermission,
): Promise<void> {
  const isMeant = and(
    eq(channels.connectionId, account.connectionId),
    eq(channels.accountSubject, account.accountSubject),
  )
  const found = await ctx.db.select({ id: channels.id, resourceId: channels.resourceId }).from(channels).where(isMeant)
  if (found.length === 0) return
  await ctx.db.delete(channels).where(isMeant)
  const watching = platform?.watching
  if (!platform || !watching) return
  try {
    const accessToken = await currentToken(ctx, platform, open())
    for (const { id: channelId, resourceId } of found)
      if (resourceId && accessToken) await watching.unwatch(accessToken, { channelId, resourceId })
  } catch (error) {
    if (error instanceof SealBroken) return
    if (!(error instanceof PlatformError)) throw error
    ctx.log.info({ ...error.failure, connectionId: account.connectionId }, 'channels for changes were left to run out')
  }
}

/** Not stored: the permission ends with what follows. */
async function currentToken(ctx: Context, platform: MeetingPlatform, last: LastPermission): Promise<string | null> {
  if (last.accessTokenExpiresAt > ctx.now()) return last.accessToken
  return last.refreshToken && (await platform.refreshTokens(last.refreshToken)).accessToken
}
