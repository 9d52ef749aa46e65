import type { PlatformFactory } from '../platform.ts'
import { createBusyTimes } from './busy-times.ts'
import { createChannels, readRing } from './channels.ts'
import { createGoogleClient } from './client.ts'
import { eventIdFor } from './mapping.ts'
import { createMeetings } from './meetings.ts'
import { createOAuth } from './oauth.ts'
import { grantedPermissions, missingScopes, OPTIONAL_PERMISSIONS, REQUIRED_SCOPES } from './scopes.ts'
import { createSecurityEventReader } from './security-events.ts'

const TIMEOUT_MS = 10_000

/** Google Meet, by way of events on the provider's Google Calendar. */
export const createAdapter: PlatformFactory = (credentials, options = {}) => {
  const { now = () => new Date(), timeoutMs = TIMEOUT_MS, pageSize } = options
  const google = createGoogleClient(credentials, { now, timeoutMs })
  const { readMeetings, ...meetings } = createMeetings(google, pageSize)
  return {
    platform: 'google_meet',
    clientId: credentials.clientId,
    requestedScopes: REQUIRED_SCOPES,
    missingScopes,
    optionalPermissions: OPTIONAL_PERMISSIONS,
    grantedPermissions,
    externalIdFor: eventIdFor,
    ...createOAuth(google, now),
    ...createBusyTimes(google),
    ...meetings,
    watching: { ...createChannels(google, { isReal: credentials.origin === undefined }), readMeetings },
    readNews: readRing,
    readAccountNews: createSecurityEventReader(google.fetchKeys, credentials.clientId),
  }
}
