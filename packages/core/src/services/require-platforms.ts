import type { Queryable } from '@foyer/db/client'
import { FoyerError } from '@foyer/shared/errors'
import { type MeetingSettings, settingsProblem } from '@foyer/shared/meeting-settings'
import { type MeetingTemplate, TEMPLATE_FIELDS, templateProblem } from '@foyer/shared/meeting-template'
import { PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import { type FallbackStep, fallbackProblem, type ServiceKind } from '@foyer/shared/services'
import { requireConnection } from '../connections/require-connection.ts'
import type { Context } from '../context.ts'

function requireAvailable(ctx: Context, platform: Platform, field: string): void {
  if (ctx.platforms[platform]) return
  throw new FoyerError('platform_unavailable', { message: `${PLATFORM_NAMES[platform]} is not set up here.`, field })
}

/** Throws `platform_unavailable`, or `connection_required` when the policy asks for a connection and there is none. */
export async function requirePlatform(
  ctx: Context,
  db: Queryable,
  need: { userId: string; platform: Platform },
): Promise<void> {
  requireAvailable(ctx, need.platform, 'platform')
  await requireLinks(ctx, db, need)
}

/** Throws `connection_required` when the policy asks for a connection and there is none. */
export async function requireLinks(
  ctx: Context,
  db: Queryable,
  need: { userId: string; platform: Platform | null },
): Promise<void> {
  const { userId, platform } = need
  if (platform) await requireConnection(ctx, db, { userId, platform })
}

/**
 * Throws `platform_unavailable` when a step of the chain names a platform that is not set up here, and `input_invalid`
 * when the chain is not sound for a service on that platform; both name `fallback`.
 */
export function requireFallback(ctx: Context, fallback: readonly FallbackStep[], platform: Platform | null): void {
  const message = fallbackProblem(fallback, platform)
  if (message) throw new FoyerError('input_invalid', { field: 'fallback', message })
  for (const step of fallback) if (step.kind === 'platform') requireAvailable(ctx, step.platform, 'fallback')
}

/** Throws `input_invalid` on `meetingSettings` for one that the platform (null: in person) does not have. */
export function requireSettings(settings: MeetingSettings, platform: Platform | null): void {
  const message = settingsProblem(settings, platform)
  if (message) throw new FoyerError('input_invalid', { field: 'meetingSettings', message })
}

/** Throws `input_invalid` on the field of `meetingTemplate` that does not go with the kind of service. */
export function requireTemplate(template: MeetingTemplate, kind: ServiceKind): void {
  for (const field of TEMPLATE_FIELDS) {
    const message = templateProblem(field, template[field] ?? '', kind !== 'private')
    if (message) throw new FoyerError('input_invalid', { field: `meetingTemplate.${field}`, message })
  }
}
