import type { Transaction } from '@foyer/db/client'
import { services } from '@foyer/db/schema'
import { FoyerError } from '@foyer/shared/errors'
import type { Platform } from '@foyer/shared/platforms'
import type { CreateServiceInput } from '@foyer/shared/service-schema'
import type { ServiceDto } from '@foyer/shared/services'
import { requireProvider } from '../accounts/require-provider.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { findDefaultPlatform } from '../connections/default-platform.ts'
import type { Context } from '../context.ts'
import { onlyRow } from '../only-row.ts'
import { getService } from './get-service.ts'
import { requireFallback, requirePlatform, requireSettings, requireTemplate } from './require-platforms.ts'

/**
 * Offers a new service; an online one that names no platform meets on its provider's default. Throws `sign_in_required`,
 * `role_required`, `platform_unavailable`, and for an online service whose platform is not connected
 * `connection_required` with the way to connect it (policy `block`).
 */
export async function createService(ctx: Context, input: CreateServiceInput): Promise<ServiceDto> {
  return ctx.db.transaction(async (tx) => {
    const provider = await requireProvider(ctx, tx)
    const { description, slotStepMinutes = input.durationMinutes, fallback = [] } = input
    const platform = await platformFor(ctx, tx, provider.id, input)
    if (platform) await requirePlatform(ctx, tx, { userId: provider.id, platform })
    requireFallback(ctx, fallback, platform)
    requireSettings(input.meetingSettings ?? {}, platform)
    requireTemplate(input.meetingTemplate ?? {}, input.kind)
    const values = { ...input, description: description || null, platform, slotStepMinutes, fallback }
    const { id } = onlyRow(
      await tx
        .insert(services)
        .values({ ...values, providerId: provider.id, createdAt: ctx.now() })
        .returning({ id: services.id }),
    )
    await writeAudit(ctx, tx, {
      action: 'service.create',
      subjectType: 'service',
      subjectId: id,
      data: { kind: input.kind, mode: input.mode, platform },
    })
    return getService(ctx, { id }, tx)
  })
}

async function platformFor(
  ctx: Context,
  tx: Transaction,
  userId: string,
  { mode, platform }: CreateServiceInput,
): Promise<Platform | null> {
  if (platform || mode === 'in_person') return platform ?? null
  const standard = await findDefaultPlatform(ctx, tx, userId)
  if (!standard) throw new FoyerError('platform_unavailable', { field: 'platform' })
  return standard
}
