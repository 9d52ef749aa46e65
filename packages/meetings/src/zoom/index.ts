import type { MeetingPlatform, PlatformCredentials, PlatformOptions } from '../platform.ts'
import { createZoomClient } from './client.ts'
import { createMeetings } from './meetings.ts'
import { createOAuth } from './oauth.ts'
import { missingScopes, REQUIRED_SCOPES } from './scopes.ts'

const TIMEOUT_MS = 10_000

/** Zoom, by way of scheduled meetings of the provider's own account. */
export function createZoom(credentials: PlatformCredentials, options: PlatformOptions = {}): MeetingPlatform {
  const { now = () => new Date(), timeoutMs = TIMEOUT_MS, pageSize } = options
  const zoom = createZoomClient(credentials, { now, timeoutMs })
  return {
    platform: 'zoom',
    clientId: credentials.clientId,
    requestedScopes: REQUIRED_SCOPES,
    missingScopes,
    // Zoom chooses its ids itself.
    externalIdFor: () => null,
    ...createOAuth(zoom, now),
    ...createMeetings(zoom, pageSize),
  }
}
