import type { PlatformNews } from '@foyer/meetings/news'
import type { Platform } from '@foyer/shared/platforms'
import { hearChannel } from '../channels/hear-channel.ts'
import { type Context, type Core, SYSTEM } from '../context.ts'
import { compareChanged } from './compare-changed.ts'
import { endPermissions } from './end-permissions.ts'
import { endToken } from './end-token.ts'
import { probeAccount } from './probe-account.ts'

/**
 * Takes in what a platform told, in short transactions of its own: the work that follows is left to jobs, so that the
 * platform can be answered at once. Doubled, late and reordered news does no harm. Returns how much of it meant something
 * to us.
 */
export async function receiveNews(core: Core, received: { platform: Platform; news: PlatformNews[] }): Promise<number> {
  const ctx: Context = { ...core, actor: SYSTEM }
  let used = 0
  for (const one of received.news) used += await takeIn(ctx, received.platform, one)
  return used
}

async function takeIn(ctx: Context, platform: Platform, news: PlatformNews): Promise<number> {
  switch (news.kind) {
    case 'permission_ended':
      return endPermissions(ctx, { platform, ...news })
    case 'token_ended':
      return endToken(ctx, { platform, ...news })
    case 'account_changed':
      return probeAccount(ctx, { platform, ...news })
    case 'meeting_changed':
      return compareChanged(ctx, { platform, ...news })
    case 'channel_rang':
      return hearChannel(ctx, { platform, ...news })
  }
}
