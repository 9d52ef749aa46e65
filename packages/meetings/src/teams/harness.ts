import { z } from 'zod'
import type { PlatformHarness, VendorCall } from '../contract-harness.ts'
import { ACCOUNT, startPlayed } from '../sandbox-harness.ts'
import { createAdapter } from './index.ts'

const operations: Record<VendorCall, string> = {
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

const graphSettings = z.object({
  lobbyBypassSettings: z.object({ scope: z.string() }),
  recordAutomatically: z.boolean(),
})

/** Microsoft as the sandbox plays it, and Robin, who has a work account there. */
export async function startTeamsHarness() {
  const played = await startPlayed({
    createAdapter,
    company: (sandbox) => sandbox.microsoft,
    operations,
    signInScopes: ['User.Read'],
  })
  const { sandbox, credentials } = played
  const { microsoft } = sandbox
  const live = () => microsoft.meetings(ACCOUNT).filter((meeting) => !meeting.sandbox.isDeleted)

  const harness: PlatformHarness = {
    ...played.harness,
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
  }
  return { ...harness, sandbox, credentials }
}
