import { startSandbox } from '@foyer/sandbox/server'
import type { MeetingSettings } from '@foyer/shared/meeting-settings'
import { toFault } from '../contract-faults.ts'
import type { PlatformHarness, VendorCall } from '../contract-harness.ts'
import { createAdapter } from './index.ts'

const OPERATIONS: Record<VendorCall, string> = {
  exchange: 'zoom.token.exchange',
  refresh: 'zoom.token.refresh',
  revoke: 'zoom.revoke',
  account: 'zoom.users.get',
  create: 'zoom.meetings.create',
  read: 'zoom.meetings.get',
  list: 'zoom.meetings.list',
  update: 'zoom.meetings.patch',
  remove: 'zoom.meetings.delete',
}

const ACCOUNT = 'provider@foyer.test'

type ZoomMeetings = Awaited<ReturnType<typeof startSandbox>>['zoom']['meetings']
const settingsAtZoom = (meeting: ReturnType<ZoomMeetings>[number] | undefined): MeetingSettings => ({
  waitingRoom: meeting?.settings.waiting_room === true,
  joinBeforeHost: meeting?.settings.join_before_host === true,
  passcode: meeting?.password !== '',
  recording: meeting?.settings.auto_recording === 'cloud',
  muteOnEntry: meeting?.settings.mute_upon_entry === true,
})

/** A reserved port that nothing listens on. */
const NOWHERE = 'http://127.0.0.1:1'

/** Zoom as the sandbox plays it, and Robin, who has an account there. */
export async function startZoomHarness() {
  const sandbox = await startSandbox()
  const { zoom } = sandbox
  const credentials = { clientId: 'foyer-test', clientSecret: 'canary-client-secret', origin: sandbox.origin }
  const live = () => zoom.meetings(ACCOUNT).filter((meeting) => !meeting.sandbox.isDeleted)

  const harness: PlatformHarness = {
    platform: createAdapter(credentials),
    hasty: createAdapter(credentials, { timeoutMs: 50 }),
    offline: createAdapter({ ...credentials, origin: NOWHERE }),
    account: { email: ACCOUNT },
    clientSecret: credentials.clientSecret,
    async consent(authorizationUrl, allow) {
      const scopes = allow === 'everything' ? {} : { scopes: ['user:read:user'] }
      zoom.setConsent({ mode: 'grant', account: ACCOUNT, ...scopes })
      const answer = await fetch(authorizationUrl, { redirect: 'manual' })
      const callback = new URL(answer.headers.get('location') ?? '').searchParams
      return { code: callback.get('code') ?? '', state: callback.get('state') ?? '' }
    },
    disturb(call, disturbance) {
      sandbox.faults.add({ operation: OPERATIONS[call], ...toFault(disturbance) })
    },
    countCalls: (call) => sandbox.calls.list({ operation: OPERATIONS[call] }).length,
    liveMeetings: () =>
      live().map(({ id, start_time }) => ({ externalId: String(id), startsAt: new Date(start_time) })),
    removeByHand: (id) => void zoom.deleteMeeting({ id }),
    settings: {
      of: (externalId) => settingsAtZoom(zoom.meetings(ACCOUNT).find(({ id }) => String(id) === externalId)),
      withhold: () => void zoom.addAccount({ email: ACCOUNT, plan: 1 }),
    },
    expireAccess: () => void zoom.expireAccessTokens(ACCOUNT),
    endPermission: () => void zoom.revokeGrant(ACCOUNT),
    reset: () => sandbox.reset(),
    close: () => sandbox.close(),
  }
  return { ...harness, sandbox, credentials }
}
