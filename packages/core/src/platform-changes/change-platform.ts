import type { ChangePlatformInput } from '@foyer/shared/platform-change-schema'
import type { PlatformChangeDto } from '@foyer/shared/platform-changes'
import type { Context } from '../context.ts'
import { providerOf } from './change-scope.ts'
import { getChange } from './load-changes.ts'
import { refusalOf, startChange } from './start-change.ts'

/**
 * Has coming sessions meet on another platform: their new links are made, people are told once, and what the old links led
 * to is removed when the new ones are there. For a provider's own sessions; admins choose single ones of anybody. Throws as
 * `providerOf` and `startChange`, and where nothing is left to change `platform_unchanged`, `session_begun`,
 * `session_soon` or `session_over`.
 */
export async function changePlatform(ctx: Context, input: ChangePlatformInput): Promise<PlatformChangeDto> {
  const changeId = await ctx.db.transaction(async (tx) => {
    const providerId = await providerOf(ctx, tx, input)
    const started = await startChange(ctx, tx, providerId, input)
    if (!started.changeId) throw refusalOf(started.candidates)
    return started.changeId
  })
  return getChange(ctx, changeId)
}
