import type { PlatformFactory } from '../platform.ts'
import { createZoomClient } from './client.ts'
import { createMeetings } from './meetings.ts'
import { createNewsReader } from './news.ts'
import { createOAuth } from './oauth.ts'
import { missingScopes, REQUIRED_SCOPES } from './scopes.ts'

const TIMEOUT_MS = 10_000

/** Zoom, by way of scheduled meetings of the provider's own account. */
export const createAdapter: PlatformFactory = (credentials, options = {}) => {
  const { now = () => new Date(), timeoutMs = TIMEOUT_MS, pageSize } = options
  const zoom = createZoomClient(credentials, { now, timeoutMs })
  return {
    platform: 'zoom',
    clientId: credentials.clientId,
    requestedScopes: REQUIRED_SCOPES,
    missingScopes,
    dailyWrites: 100,
    // Zoom chooses its ids itself.
    externalIdFor: () => null,
    ...createOAuth(zoom, now),
    ...createMeetings(zoom, pageSize),
    readNews: credentials.webhookSecret ? createNewsReader(credentials.webhookSecret, now) : undefined,
  }
}
