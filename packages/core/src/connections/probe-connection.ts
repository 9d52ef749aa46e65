import { connections } from '@foyer/db/schema'
import { type MeetingPlatform, PlatformError } from '@foyer/meetings/platform'
import { and, eq, isNull } from 'drizzle-orm'
import type { CallOutcome } from '../breakers/decide-breaker.ts'
import { enterBreakers } from '../breakers/enter-breakers.ts'
import { leaveBreakers } from '../breakers/leave-breakers.ts'
import { readOutcome } from '../breakers/read-outcome.ts'
import type { Context } from '../context.ts'
import { markConnection, markLost, SettledRefusal } from './mark-connection.ts'
import { withAccessToken } from './with-access-token.ts'
import { workingStatus } from './working-status.ts'

/**
 * Asks the platform whether meetings could be made on this connection now and writes what it learned. A platform that
 * does not answer leaves the connection usable and says so; only a refused permission breaks it. While calls are held
 * back it asks nothing, or is the one call that finds out whether they go through again.
 */
export async function probeConnection(ctx: Context, platform: MeetingPlatform, connectionId: string): Promise<void> {
  const entry = await enterBreakers(ctx, { connectionId, platform: platform.platform }, null)
  if (!entry.go) return
  const end = (outcome: CallOutcome) => leaveBreakers(ctx, entry.pass, { outcome, isTroubled: true })
  try {
    const isDoubted = await isKnownNotToHost(ctx, connectionId)
    await withAccessToken(ctx, platform, connectionId, async (accessToken) => {
      await platform.probe(accessToken)
      const problem = isDoubted ? await platform.hostingProblem?.(accessToken) : null
      if (problem) throw new PlatformError({ kind: 'not_allowed', cannotHost: true, ...problem })
    })
    await ctx.db.transaction(async (tx) => {
      const [connection] = await tx
        .update(connections)
        .set({ checkedAt: ctx.now(), setUpRefusedAt: null })
        .where(eq(connections.id, connectionId))
        .returning({ permissionEndsAt: connections.permissionEndsAt })
      if (connection) await markConnection(ctx, tx, connectionId, workingStatus(connection, ctx.now()))
    })
    await end('answered')
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    await end(readOutcome(error.failure))
    const { kind } = error.failure
    if (kind === 'connection_lost' || error instanceof SettledRefusal) return
    if (kind === 'misconfigured') return noteSetUpRefused(ctx, connectionId, error)
    if (kind === 'not_allowed') {
      await ctx.db.transaction((tx) => markLost(ctx, tx, connectionId, error.failure))
      return
    }
    const status = kind === 'rate_limited' ? 'rate_limited' : 'degraded'
    await ctx.db.transaction((tx) => markConnection(ctx, tx, connectionId, { status, reason: kind }))
  }
}

/** A probe of an account that could hold no meetings says nothing; only trying it does. */
const isKnownNotToHost = async (ctx: Context, connectionId: string): Promise<boolean> =>
  (await ctx.db.$count(connections, and(eq(connections.id, connectionId), eq(connections.status, 'cannot_host')))) > 0

/** Our own set-up is at fault: the connection keeps its status, and says since when the platform refuses us. */
async function noteSetUpRefused(ctx: Context, connectionId: string, error: PlatformError): Promise<void> {
  ctx.log.error({ connectionId, ...error.failure }, 'the platform refuses the set-up of this installation')
  await ctx.db
    .update(connections)
    .set({ setUpRefusedAt: ctx.now() })
    .where(and(eq(connections.id, connectionId), isNull(connections.setUpRefusedAt)))
}
