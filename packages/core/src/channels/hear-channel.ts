import { channels, connections } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { connectionWorks } from '../connections/connection-works.ts'
import type { Context } from '../context.ts'
import { isChannelToken } from './channel-token.ts'

/** A burst of changes, such as our own writes make, is looked into once. */
const BURST_MS = 2000

/**
 * Takes in that a channel rang: something in its account has changed, nobody says what, so a job looks. The first thing that
 * comes in on it proves that the platform reaches us. Returns 0 for a channel or a token that we never gave.
 */
export async function hearChannel(
  ctx: Context,
  rang: { platform: Platform; channelId: string; token: string; isTrial: boolean },
): Promise<number> {
  const now = ctx.now()
  const [channel] = await ctx.db
    .select({ connectionId: channels.connectionId, tokenHash: channels.tokenHash, provenAt: channels.provenAt })
    .from(channels)
    .innerJoin(connections, eq(connections.id, channels.connectionId))
    .where(
      and(
        eq(channels.id, rang.channelId),
        gt(channels.expiresAt, now),
        eq(connections.platform, rang.platform),
        eq(connections.accountSubject, channels.accountSubject),
        connectionWorks(),
      ),
    )
  if (!channel || !isChannelToken(rang.token, channel.tokenHash)) return 0
  const { connectionId, provenAt } = channel
  if (provenAt === null)
    await ctx.db
      .update(channels)
      .set({ provenAt: now })
      .where(and(eq(channels.id, rang.channelId), isNull(channels.provenAt)))
  if (!rang.isTrial) {
    const startAfter = new Date(now.getTime() + BURST_MS)
    await ctx.queue.enqueue(ctx.db, 'channel.look', { connectionId, attempt: 1 }, { startAfter })
  }
  return 1
}
