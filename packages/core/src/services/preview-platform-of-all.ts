import { services } from '@foyer/db/schema'
import type { PreviewPlatformOfAllInput } from '@foyer/shared/platform-change-schema'
import type { MoveServicesPreviewDto } from '@foyer/shared/platform-changes'
import { asc } from 'drizzle-orm'
import { requireProvider } from '../accounts/require-provider.ts'
import type { Context } from '../context.ts'
import { previewChange } from '../platform-changes/preview-change.ts'
import { exchangesBackup, meetingElsewhere, settingsMissing } from './move-services.ts'

/** What `setPlatformOfAll` would do, without doing anything. Throws `sign_in_required` and `role_required`. */
export async function previewPlatformOfAll(
  ctx: Context,
  { platform, includeSoon }: PreviewPlatformOfAllInput,
): Promise<MoveServicesPreviewDto> {
  const provider = await requireProvider(ctx)
  const moving = await ctx.db
    .select()
    .from(services)
    .where(meetingElsewhere(provider.id, platform))
    .orderBy(asc(services.createdAt), asc(services.id))
  const lacking = moving.map((service) => ({
    id: service.id,
    title: service.title,
    settings: settingsMissing(service, platform),
  }))
  return {
    services: moving.length,
    lacking: lacking.filter(({ settings }) => settings.length > 0),
    backups: moving.filter((service) => exchangesBackup(service, platform)).length,
    sessions: await previewChange(ctx, { all: true, platform, includeSoon }),
  }
}
