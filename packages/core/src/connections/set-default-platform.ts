import type { Transaction } from '@foyer/db/client'
import { providers } from '@foyer/db/schema'
import type { ConnectionDto } from '@foyer/shared/connections'
import type { Platform } from '@foyer/shared/platforms'
import { eq } from 'drizzle-orm'
import { type ProviderRow, requireProvider } from '../accounts/require-provider.ts'
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
    await keepDefault(ctx, tx, provider, platform)
  })
  return listConnections(ctx)
}

/** Writes down where new services meet; nothing where they do already. */
export async function keepDefault(
  ctx: Context,
  tx: Transaction,
  { id, defaultPlatform: before }: ProviderRow,
  platform: Platform,
): Promise<void> {
  if (before === platform) return
  await tx.update(providers).set({ defaultPlatform: platform, updatedAt: ctx.now() }).where(eq(providers.id, id))
  await writeAudit(ctx, tx, {
    action: 'user.set_default_platform',
    subjectType: 'user',
    subjectId: id,
    data: { before, platform },
  })
}
