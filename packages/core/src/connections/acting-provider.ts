import type { MeetingPlatform } from '@foyer/meetings/platform'
import { FoyerError } from '@foyer/shared/errors'
import { PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import type { Context } from '../context.ts'

/** The acting provider's id. Throws `sign_in_required` or `role_required`. */
export function actingProvider(ctx: Context): string {
  if (ctx.actor.kind === 'system') throw new FoyerError('sign_in_required')
  if (ctx.actor.kind === 'customer')
    throw new FoyerError('role_required', { message: 'Only providers connect accounts.' })
  return ctx.actor.userId
}

/** The adapter of a platform. Throws `platform_unavailable` when this installation is not set up for it. */
export function platformOf(ctx: Context, platform: Platform): MeetingPlatform {
  const adapter = ctx.platforms[platform]
  if (!adapter)
    throw new FoyerError('platform_unavailable', {
      message: `${PLATFORM_NAMES[platform]} is not set up here.`,
      field: 'platform',
    })
  return adapter
}
