import { startSandbox } from '@foyer/sandbox/server'
import { z } from 'zod'
import { toFault } from '../contract-faults.ts'
import type { PlatformHarness, VendorCall } from '../contract-harness.ts'
import { createAdapter } from './index.ts'

const OPERATIONS: Record<VendorCall, string> = {
  exchange: 'microsoft.token.exchange',
  refresh: 'microsoft.token.refresh',
  revoke: 'microsoft.nothing',
  account: 'microsoft.me.get',
  create: 'microsoft.meetings.createOrGet',
  read: 'microsoft.meetings.get',
  list: 'microsoft.nothing',
  update: 'microsoft.meetings.patch',
  remove: 'microsoft.meetings.delete',
}

const ACCOUNT = 'provider@foyer.test'
const graphSettings = z.object({
  lobbyBypassSettings: z.object({ scope: z.string() }),
  recordAutomatically: z.boolean(),
})
/** A reserved port that nothing listens on. */
const NOWHERE = 'http://127.0.0.1:1'

/** Microsoft as the sandbox plays it, and Robin, who has a work account there. */
export async function startTeamsHarness() {
  const sandbox = await startSandbox()
  const { microsoft } = sandbox
  const credentials = { clientId: 'foyer-test', clientSecret: 'canary-client-secret', origin: sandbox.origin }
  const live = () => microsoft.meetings(ACCOUNT).filter((meeting) => !meeting.sandbox.isDeleted)

  const harness: PlatformHarness = {
    platform: createAdapter(credentials),
    hasty: createAdapter(credentials, { timeoutMs: 50 }),
    offline: createAdapter({ ...credentials, origin: NOWHERE }),
    account: { email: ACCOUNT },
    clientSecret: credentials.clientSecret,
    async consent(authorizationUrl, allow) {
      const scopes = allow === 'everything' ? {} : { scopes: ['User.Read'] }
      microsoft.setConsent({ mode: 'grant', account: ACCOUNT, ...scopes })
      const answer = await fetch(authorizationUrl, { redirect: 'manual' })
      const callback = new URL(answer.headers.get('location') ?? '').searchParams
      return { code: callback.get('code') ?? '', state: callback.get('state') ?? '' }
    },
    disturb(call, disturbance) {
      sandbox.faults.add({ operation: OPERATIONS[call], ...toFault(disturbance) })
    },
    countCalls: (call) => sandbox.calls.list({ operation: OPERATIONS[call] }).length,
    isFoundByRepeating: true,
    cannotRevoke: true,
    cannotList: true,
    liveMeetings: () => live().map(({ id, startDateTime }) => ({ externalId: id, startsAt: new Date(startDateTime) })),
    removeByHand: (id) => void microsoft.deleteMeeting({ id }),
    settings: {
      of(externalId) {
        const { lobbyBypassSettings: lobby, recordAutomatically: recording } =
          graphSettings.safeParse(microsoft.meetings(ACCOUNT).find(({ id }) => id === externalId)).data ?? {}
        return { waitingRoom: lobby?.scope !== 'everyone', recording: recording ?? false }
      },
      withhold: () => void microsoft.addAccount({ email: ACCOUNT, cannotRecord: true }),
    },
    expireAccess: () => void microsoft.expireAccessTokens(ACCOUNT),
    endPermission: () => void microsoft.revokeGrant(ACCOUNT),
    reset: () => sandbox.reset(),
    close: () => sandbox.close(),
  }
  return { ...harness, sandbox, credentials }
}
