import { connections, sparePermissions } from '@foyer/db/schema'
import { PlatformError } from '@foyer/meetings/platform'
import { eq } from 'drizzle-orm'
import { closeChannels } from '../channels/close-channels.ts'
import { type Context, SYSTEM } from '../context.ts'
import { SealBroken } from '../security/keyring.ts'
import { accountInUse } from './account-in-use.ts'
import { openSpare, type SparePermission } from './spare-permissions.ts'

const FIRST_DELAY_MS = 4000
const LONGEST_DELAY_MS = 30 * 60_000
/** After that the tokens are wiped although the platform did not confirm. */
const LONGEST_TRYING_MS = 6 * 60 * 60_000

/**
 * Gives a permission that no connection uses back to the platform and wipes its tokens, trying again while the platform
 * is down. Spares the permission where somebody else's connection shares the account.
 */
export async function releasePermission(core: Context, job: { sparePermissionId: string }): Promise<void> {
  const ctx: Context = { ...core, actor: SYSTEM }
  const [found] = await ctx.db
    .select({ spare: sparePermissions, platform: connections.platform })
    .from(sparePermissions)
    .innerJoin(connections, eq(connections.id, sparePermissions.connectionId))
    .where(eq(sparePermissions.id, job.sparePermissionId))
  if (found?.spare.status !== 'ending') return
  const { spare, platform } = found
  await closeChannels(ctx, ctx.platforms[platform], spare, () => {
    const { expiresAt: accessTokenExpiresAt, ...tokens } = openSpare(ctx, spare)
    return { ...tokens, accessTokenExpiresAt }
  })
  const inUse = await accountInUse(ctx, { ...spare, platform }, { sparePermissionId: spare.id })
  const elapsedMs = ctx.now().getTime() - spare.updatedAt.getTime()
  if (inUse || elapsedMs >= LONGEST_TRYING_MS || (await giveBack(ctx, platform, spare))) {
    await ctx.db.delete(sparePermissions).where(eq(sparePermissions.id, spare.id))
    return
  }
  const delayMs = Math.min(LONGEST_DELAY_MS, Math.max(FIRST_DELAY_MS, elapsedMs)) * (0.5 + ctx.random())
  const startAfter = new Date(ctx.now().getTime() + delayMs)
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(sparePermissions)
      .set({ expiresAt: startAfter, updatedAt: spare.updatedAt })
      .where(eq(sparePermissions.id, spare.id))
    await ctx.queue.enqueue(tx, 'connection.release', job, { startAfter })
  })
}

async function giveBack(
  ctx: Context,
  platform: typeof connections.$inferSelect.platform,
  spare: SparePermission,
): Promise<boolean> {
  try {
    const { refreshToken, accessToken } = openSpare(ctx, spare)
    await ctx.platforms[platform]?.revokeTokens(refreshToken ?? accessToken)
    return true
  } catch (error) {
    if (error instanceof SealBroken) return true
    if (!(error instanceof PlatformError)) throw error
    return false
  }
}
