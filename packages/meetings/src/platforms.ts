import { PLATFORM_FACTS, PLATFORMS, type Platform } from '@foyer/shared/platforms'
import type { MeetingPlatform, PlatformCredentials, PlatformFactory, PlatformOptions } from './platform.ts'

/** The folder that holds a platform's adapter, e.g. `google-meet`. */
const folderOf = (platform: Platform): string => platform.replaceAll('_', '-')

/** What the folder's `index.ts` makes the adapter with. */
async function findFactory(platform: Platform): Promise<PlatformFactory> {
  const file = `./${folderOf(platform)}/index.ts`
  const found: unknown = await import(file)
  if (!isAdapterModule(found)) throw new Error(`${file} of packages/meetings/src has to export createAdapter.`)
  return found.createAdapter
}

function isAdapterModule(found: unknown): found is { createAdapter: PlatformFactory } {
  return (
    found !== null && typeof found === 'object' && 'createAdapter' in found && typeof found.createAdapter === 'function'
  )
}

const factories = new Map(
  await Promise.all(PLATFORMS.map(async (platform) => [platform, await findFactory(platform)] as const)),
)

const NO_CREDENTIALS: PlatformCredentials = { clientId: '', clientSecret: '' }

/** The adapters of the platforms that have credentials or need none; the others are shown as not set up. */
export function createPlatforms(
  config: Partial<Record<Platform, PlatformCredentials>>,
  options?: PlatformOptions,
): Partial<Record<Platform, MeetingPlatform>> {
  const platforms: Partial<Record<Platform, MeetingPlatform>> = {}
  for (const platform of PLATFORMS) {
    const credentials = PLATFORM_FACTS[platform].variables === null ? NO_CREDENTIALS : config[platform]
    const create = factories.get(platform)
    if (credentials && create) platforms[platform] = create(credentials, options)
  }
  return platforms
}
