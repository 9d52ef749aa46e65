import type { PlatformHarness, VendorCall } from '../contract-harness.ts'
import { ACCOUNT, startPlayed } from '../sandbox-harness.ts'
import { createAdapter } from './index.ts'

const operations: Record<VendorCall, string> = {
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

/** Google as the sandbox plays it, and Robin, who has an account there. */
export async function startGoogleHarness() {
  const played = await startPlayed({
    createAdapter,
    company: (sandbox) => sandbox.google,
    operations,
    signInScopes: ['openid', 'email'],
  })
  const { sandbox, credentials } = played
  const { google } = sandbox

  const harness: PlatformHarness = {
    ...played.harness,
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
  }
  return { ...harness, sandbox, credentials }
}
