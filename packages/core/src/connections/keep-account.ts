import type { ConnectionDto } from '@foyer/shared/connections'
import { FoyerError } from '@foyer/shared/errors'
import type { Platform } from '@foyer/shared/platforms'
import type { Context } from '../context.ts'
import { actingProvider } from './acting-provider.ts'
import { getConnection } from './list-connections.ts'
import { releaseSpares } from './spare-permissions.ts'
import { lockOwnConnection } from './switch-account.ts'

/**
 * Stays with the connected account: the permission of the other one is given back at the platform and wiped. Throws
 * `connection_not_found` and `connection_offer_gone`.
 */
export async function keepAccount(ctx: Context, { platform }: { platform: Platform }): Promise<ConnectionDto> {
  const userId = actingProvider(ctx)
  await ctx.db.transaction(async (tx) => {
    const { id } = await lockOwnConnection(tx, { userId, platform })
    if ((await releaseSpares(ctx, tx, id, { onlyOffered: true })) === 0) throw new FoyerError('connection_offer_gone')
  })
  return getConnection(ctx, userId, platform)
}
