import type { Sandbox } from '@foyer/sandbox/server'
import type { MeetingSettings } from '@foyer/shared/meeting-settings'
import type { PlatformHarness, VendorCall } from '../contract-harness.ts'
import { ACCOUNT, startPlayed } from '../sandbox-harness.ts'
import { createAdapter } from './index.ts'

const operations: Record<VendorCall, string> = {
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

type ZoomMeetings = Sandbox['zoom']['meetings']
const settingsAtZoom = (meeting: ReturnType<ZoomMeetings>[number] | undefined): MeetingSettings => ({
  waitingRoom: meeting?.settings.waiting_room === true,
  joinBeforeHost: meeting?.settings.join_before_host === true,
  passcode: meeting?.password !== '',
  recording: meeting?.settings.auto_recording === 'cloud',
  muteOnEntry: meeting?.settings.mute_upon_entry === true,
})

/** Zoom as the sandbox plays it, and Robin, who has an account there. */
export async function startZoomHarness() {
  const played = await startPlayed({
    createAdapter,
    company: (sandbox) => sandbox.zoom,
    operations,
    signInScopes: ['user:read:user'],
  })
  const { sandbox, credentials } = played
  const { zoom } = sandbox
  const live = () => zoom.meetings(ACCOUNT).filter((meeting) => !meeting.sandbox.isDeleted)

  const harness: PlatformHarness = {
    ...played.harness,
    liveMeetings: () =>
      live().map(({ id, start_time }) => ({ externalId: String(id), startsAt: new Date(start_time) })),
    removeByHand: (id) => void zoom.deleteMeeting({ id }),
    settings: {
      of: (externalId) => settingsAtZoom(zoom.meetings(ACCOUNT).find(({ id }) => String(id) === externalId)),
      withhold: () => void zoom.addAccount({ email: ACCOUNT, plan: 1 }),
    },
  }
  return { ...harness, sandbox, credentials }
}
