import { connections } from '@foyer/db/schema'
import { type ConnectionDto, SWITCHING_ACCOUNT } from '@foyer/shared/connections'
import { FoyerError } from '@foyer/shared/errors'
import type { Platform } from '@foyer/shared/platforms'
import { eq } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { actingProvider } from './acting-provider.ts'
import { getConnection } from './list-connections.ts'
import { repairMeetings } from './repair-meetings.ts'
import { releaseSpares } from './spare-permissions.ts'
import { lockOwnConnection } from './switch-account.ts'
import { workingStatus } from './working-status.ts'

/**
 * Stays with the connected account: the permission of the other one is given back at the platform and wiped. A switch
 * that is still on its way is called off, and links that were removed for it are made anew. Throws
 * `connection_not_found` and `connection_offer_gone`.
 */
export async function keepAccount(ctx: Context, { platform }: { platform: Platform }): Promise<ConnectionDto> {
  const userId = actingProvider(ctx)
  await ctx.db.transaction(async (tx) => {
    const connection = await lockOwnConnection(tx, { userId, platform })
    const { id, status, reason } = connection
    if ((await releaseSpares(ctx, tx, id)) === 0) throw new FoyerError('connection_offer_gone')
    if (status !== 'disconnecting' || reason !== SWITCHING_ACCOUNT) return
    const now = ctx.now()
    const next = workingStatus(connection, now)
    await tx
      .update(connections)
      .set({ ...next, statusChangedAt: now, updatedAt: now })
      .where(eq(connections.id, id))
    await writeAudit(ctx, tx, {
      action: `connection.${next.status}`,
      subjectType: 'connection',
      subjectId: id,
      data: { platform },
    })
    await repairMeetings(ctx, tx, { userId, platform })
  })
  return getConnection(ctx, userId, platform)
}
