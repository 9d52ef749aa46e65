import { PLATFORMS, type Platform } from '@foyer/shared/platforms'
import { createGoogleMeet } from './google-meet/index.ts'
import type { MeetingPlatform, PlatformCredentials, PlatformOptions } from './platform.ts'
import { createTeams } from './teams/index.ts'
import { createZoom } from './zoom/index.ts'

type PlatformFactory = (credentials: PlatformCredentials, options?: PlatformOptions) => MeetingPlatform

/** Every platform that the product names; null: it has no adapter, so it is never offered. */
const FACTORIES: Record<Platform, PlatformFactory | null> = {
  google_meet: createGoogleMeet,
  zoom: createZoom,
  teams: createTeams,
  custom_room: null,
}

/**
 * The adapters of the platforms that have credentials. Credentials of a platform without an adapter are left alone:
 * the platform is then shown as not set up.
 */
export function createPlatforms(
  config: Partial<Record<Platform, PlatformCredentials>>,
  options?: PlatformOptions,
): Partial<Record<Platform, MeetingPlatform>> {
  const platforms: Partial<Record<Platform, MeetingPlatform>> = {}
  for (const name of PLATFORMS) {
    const credentials = config[name]
    const create = FACTORIES[name]
    if (credentials && create) platforms[name] = create(credentials, options)
  }
  return platforms
}
