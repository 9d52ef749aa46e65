import { connections } from '@foyer/db/schema'
import { type MeetingPlatform, PlatformError } from '@foyer/meetings/platform'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { markConnection } from './mark-connection.ts'
import { withAccessToken } from './with-access-token.ts'

/**
 * Asks the platform whether meetings could be made on this connection now and writes what it learned. A platform that
 * does not answer leaves the connection usable and says so; only a refused permission breaks it.
 */
export async function probeConnection(ctx: Context, platform: MeetingPlatform, connectionId: string): Promise<void> {
  try {
    await withAccessToken(ctx, platform, connectionId, (accessToken) => platform.probe(accessToken))
    await ctx.db.transaction(async (tx) => {
      await tx.update(connections).set({ checkedAt: ctx.now() }).where(eq(connections.id, connectionId))
      await markConnection(ctx, tx, connectionId, { status: 'connected', reason: null })
    })
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    const { kind } = error.failure
    if (kind === 'connection_lost') return
    const status = kind === 'rate_limited' ? 'rate_limited' : 'degraded'
    await ctx.db.transaction((tx) => markConnection(ctx, tx, connectionId, { status, reason: kind }))
  }
}
