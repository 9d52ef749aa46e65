import type { Queryable } from '@foyer/db/client'
import { connections } from '@foyer/db/schema'
import type { DisconnectInput } from '@foyer/shared/connection-schema'
import { type ConnectionDto, leavingReason } from '@foyer/shared/connections'
import { FoyerError } from '@foyer/shared/errors'
import { PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import { and, eq, ne } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { undoChangesTo } from '../platform-changes/end-changes-of.ts'
import { actingProvider } from './acting-provider.ts'
import { connectionWorks } from './connection-works.ts'
import { letMeetingsGo } from './let-meetings-go.ts'
import { getConnection } from './list-connections.ts'
import { markConnection } from './mark-connection.ts'
import { releaseSpares } from './spare-permissions.ts'

/**
 * Ends a connection: no meeting is made with it any more, and a job ends the permission at the platform and wipes the
 * tokens. Links of coming sessions stay as they are (`keep`), are removed at the platform first (`remove`), or are
 * made anew on another platform (`move`). Throws `connection_not_found`, and `input_invalid` naming `futureMeetings`
 * when there is nowhere to move to.
 */
export async function disconnectPlatform(ctx: Context, input: DisconnectInput): Promise<ConnectionDto> {
  const userId = actingProvider(ctx)
  const { platform, futureMeetings } = input
  await ctx.db.transaction(async (tx) => {
    const [connection] = await tx
      .select({ id: connections.id })
      .from(connections)
      .where(
        and(
          eq(connections.userId, userId),
          eq(connections.platform, platform),
          ne(connections.status, 'not_connected'),
        ),
      )
      .for('no key update')
    if (!connection) throw new FoyerError('connection_not_found')
    const to = futureMeetings === 'move' ? await requireTarget(ctx, tx, userId, input) : null
    const reason = futureMeetings === 'keep' ? null : leavingReason(to)
    await markConnection(ctx, tx, connection.id, { status: 'disconnecting', reason })
    await undoChangesTo(ctx, tx, { userId, platform })
    if (futureMeetings !== 'keep') await letMeetingsGo(ctx, tx, { userId, platform }, to)
    await releaseSpares(ctx, tx, connection.id)
    await ctx.queue.enqueue(tx, 'connection.revoke', { connectionId: connection.id, attempt: 1 })
  })
  return getConnection(ctx, userId, platform)
}

/** The platform that takes the meetings over: set up here, connected and another one. */
async function requireTarget(
  ctx: Context,
  tx: Queryable,
  userId: string,
  { platform, to }: DisconnectInput,
): Promise<Platform> {
  const refuse = (message: string) => new FoyerError('input_invalid', { field: 'futureMeetings', message })
  if (!to || to === platform) throw refuse('Say to which other connected platform the coming sessions are to move.')
  const usable = ctx.platforms[to]
    ? await tx.$count(connections, and(eq(connections.userId, userId), eq(connections.platform, to), connectionWorks()))
    : 0
  if (usable === 0) throw refuse(`${PLATFORM_NAMES[to]} is not connected, so the coming sessions cannot move there.`)
  return to
}
