import type { PlatformFactory } from '../platform.ts'
import { createTeamsClient } from './client.ts'
import { createHostingCheck } from './hosting.ts'
import { createMeetings } from './meetings.ts'
import { createOAuth } from './oauth.ts'
import { missingScopes, REQUESTED_SCOPES } from './scopes.ts'

const TIMEOUT_MS = 10_000

/** Microsoft Teams, by way of online meetings of the provider's work or school account. */
export const createAdapter: PlatformFactory = (credentials, options = {}) => {
  const { now = () => new Date(), timeoutMs = TIMEOUT_MS } = options
  const teams = createTeamsClient(credentials, { now, timeoutMs })
  return {
    platform: 'teams',
    clientId: credentials.clientId,
    requestedScopes: REQUESTED_SCOPES,
    missingScopes,
    // Microsoft chooses its ids itself; our key goes with the request.
    externalIdFor: () => null,
    ...createOAuth(teams, now),
    ...createMeetings(teams),
    ...createHostingCheck(teams, now),
  }
}
