import { startSandbox } from '@foyer/sandbox/server'
import { toFault } from '../contract-faults.ts'
import type { PlatformHarness, VendorCall } from '../contract-harness.ts'
import { createAdapter } from './index.ts'

const OPERATIONS: Record<VendorCall, string> = {
  exchange: 'google.token.exchange',
  refresh: 'google.token.refresh',
  revoke: 'google.revoke',
  account: 'google.userinfo',
  create: 'google.events.insert',
  read: 'google.events.get',
  list: 'google.events.list',
  update: 'google.events.patch',
  remove: 'google.events.delete',
}

const ACCOUNT = 'provider@foyer.test'
/** A reserved port that nothing listens on. */
const NOWHERE = 'http://127.0.0.1:1'

/** Google as the sandbox plays it, and Robin, who has an account there. */
export async function startGoogleHarness() {
  const sandbox = await startSandbox()
  const { google } = sandbox
  const credentials = { clientId: 'foyer-test', clientSecret: 'canary-client-secret', origin: sandbox.origin }

  const harness: PlatformHarness = {
    platform: createAdapter(credentials),
    hasty: createAdapter(credentials, { timeoutMs: 50 }),
    offline: createAdapter({ ...credentials, origin: NOWHERE }),
    account: { email: ACCOUNT },
    clientSecret: credentials.clientSecret,
    async consent(authorizationUrl, allow) {
      const scopes = allow === 'everything' ? {} : { scopes: ['openid', 'email'] }
      google.setConsent({ mode: 'grant', account: ACCOUNT, ...scopes })
      const answer = await fetch(authorizationUrl, { redirect: 'manual' })
      const callback = new URL(answer.headers.get('location') ?? '').searchParams
      return { code: callback.get('code') ?? '', state: callback.get('state') ?? '' }
    },
    disturb(call, disturbance) {
      sandbox.faults.add({ operation: OPERATIONS[call], ...toFault(disturbance) })
    },
    countCalls: (call) => sandbox.calls.list({ operation: OPERATIONS[call] }).length,
    makeRooms(how) {
      const pendingReads = how === 'after_one_read' ? 1 : 0
      google.setConferences({ pendingReads, outcome: how === 'never' ? 'failure' : 'success' })
    },
    liveMeetings: () =>
      google
        .events(ACCOUNT)
        .filter((event) => event.status !== 'cancelled')
        .map(({ id, start, attendees }) => ({
          externalId: id,
          startsAt: new Date(start.dateTime ?? ''),
          guests: (attendees ?? []).map((guest) => guest.email),
        })),
    removeByHand: (id) => void google.deleteEvent({ account: ACCOUNT, id }),
    expireAccess: () => void google.expireAccessTokens(ACCOUNT),
    endPermission: () => void google.revokeGrant(ACCOUNT),
    reset: () => sandbox.reset(),
    close: () => sandbox.close(),
  }
  return { ...harness, sandbox, credentials }
}
