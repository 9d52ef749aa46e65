import type { MeetingPlatform, PlatformWatching } from '@foyer/meetings/platform'
import { NEWS_PATHS } from '@foyer/shared/news'
import { PLATFORMS, type Platform } from '@foyer/shared/platforms'
import type { Core } from '../context.ts'

const PATHS: Partial<Record<Platform, string>> = NEWS_PATHS

/** A platform that can tell this installation of changes, and where to. */
export interface WatchablePlatform {
  adapter: MeetingPlatform
  watching: PlatformWatching
  address: string
}

/** How a platform tells us of changes; null where it does not, or cannot reach us. */
export function findWatchable(
  { platforms, config }: Pick<Core, 'platforms'> & { config: Pick<Core['config'], 'appUrl'> },
  name: Platform,
): WatchablePlatform | null {
  const adapter = platforms[name]
  const path = PATHS[name]
  if (!adapter?.watching || !path) return null
  const address = config.appUrl + path
  return adapter.watching.reaches(address) ? { adapter, watching: adapter.watching, address } : null
}

/** Those whose accounts can be watched from here. */
export const watchablePlatforms = (core: Parameters<typeof findWatchable>[0]): Platform[] =>
  PLATFORMS.filter((name) => findWatchable(core, name) !== null)
