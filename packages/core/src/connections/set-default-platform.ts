import { providers } from '@foyer/db/schema'
import type { ConnectionDto } from '@foyer/shared/connections'
import type { Platform } from '@foyer/shared/platforms'
import { eq } from 'drizzle-orm'
import { requireProvider } from '../accounts/require-provider.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { requirePlatform } from '../services/require-platforms.ts'
import { listConnections } from './list-connections.ts'

/**
 * Has new services meet on this platform; those that exist stay where they are. Returns every connection as it is then.
 * Throws `sign_in_required`, `role_required`, `platform_unavailable`, and `connection_required` while it is not connected
 * (policy `block`).
 */
export async function setDefaultPlatform(ctx: Context, { platform }: { platform: Platform }): Promise<ConnectionDto[]> {
  await ctx.db.transaction(async (tx) => {
    const provider = await requireProvider(ctx, tx)
    await requirePlatform(ctx, tx, { userId: provider.id, platform })
    await tx
      .update(providers)
      .set({ defaultPlatform: platform, updatedAt: ctx.now() })
      .where(eq(providers.id, provider.id))
    await writeAudit(ctx, tx, {
      action: 'user.set_default_platform',
      subjectType: 'user',
      subjectId: provider.id,
      data: { before: provider.defaultPlatform, platform },
    })
  })
  return listConnections(ctx)
}
