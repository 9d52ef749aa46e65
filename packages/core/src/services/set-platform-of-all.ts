import { services } from '@foyer/db/schema'
import type { SetPlatformOfAllInput } from '@foyer/shared/platform-change-schema'
import type { MovedServicesDto } from '@foyer/shared/platform-changes'
import { asc, eq } from 'drizzle-orm'
import { requireProvider } from '../accounts/require-provider.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { keepDefault } from '../connections/set-default-platform.ts'
import type { Context } from '../context.ts'
import { getChange } from '../platform-changes/load-changes.ts'
import { startChange } from '../platform-changes/start-change.ts'
import { chainAfterMove, meetingElsewhere } from './move-services.ts'
import { requirePlatform } from './require-platforms.ts'

/**
 * Has every online service of whoever acts meet on this platform, new ones too; those in person and archived ones stay.
 * Coming sessions are changed with them or keep their links, as asked. All or nothing. Throws `sign_in_required`,
 * `role_required`, `platform_unavailable` and `connection_required`.
 */
export async function setPlatformOfAll(ctx: Context, input: SetPlatformOfAllInput): Promise<MovedServicesDto> {
  const { platform, comingSessions, includeSoon } = input
  const { count, changeId } = await ctx.db.transaction(async (tx) => {
    const provider = await requireProvider(ctx, tx)
    await requirePlatform(ctx, tx, { userId: provider.id, platform })
    const moving = await tx
      .select()
      .from(services)
      .where(meetingElsewhere(provider.id, platform))
      .orderBy(asc(services.id))
      .for('no key update')
    const updatedAt = ctx.now()
    for (const service of moving) {
      const { id, platform: before } = service
      const fallback = chainAfterMove(service, platform)
      await tx.update(services).set({ platform, fallback, updatedAt }).where(eq(services.id, id))
      await writeAudit(ctx, tx, {
        action: 'service.set_platform',
        subjectType: 'service',
        subjectId: id,
        data: { before, platform },
      })
    }
    await keepDefault(ctx, tx, provider, platform)
    if (comingSessions === 'keep') return { count: moving.length, changeId: null }
    const started = await startChange(ctx, tx, provider.id, { all: true, platform, includeSoon })
    return { count: moving.length, changeId: started.changeId }
  })
  return { services: count, change: changeId ? await getChange(ctx, changeId) : null }
}
