import type { MeetingPlatform, PlatformCredentials, PlatformOptions } from '@foyer/meetings/platform'
import { createPlatforms } from '@foyer/meetings/platforms'
import { PLATFORMS, type Platform } from '@foyer/shared/platforms'

/** The platform of the document, in the tree that was built from it; no other tree has it. */
export function findParlour(): Platform {
  const found = PLATFORMS.find((name) => `${name}` === 'parlour')
  if (!found) throw new Error('This tree has no platform named parlour.')
  return found
}

/** Its adapter, found as the product finds it. */
export function createParlour(credentials: PlatformCredentials, options?: PlatformOptions): MeetingPlatform {
  const parlour = findParlour()
  const adapter = createPlatforms({ [parlour]: credentials }, options)[parlour]
  if (!adapter) throw new Error('Parlour has no adapter.')
  return adapter
}
