import type { Room } from '@foyer/shared/rooms'
import type { PlatformHarness } from '../contract-harness.ts'
import { describeRoom } from './description.ts'
import { createAdapter } from './index.ts'

/** A person who has a room of their own; there is nobody else. */
export async function startRoomHarness(room: Room): Promise<PlatformHarness> {
  const platform = createAdapter({ clientId: '', clientSecret: '' })
  return {
    platform,
    hasty: platform,
    offline: platform,
    hasNoVendor: true,
    cannotRevoke: true,
    cannotList: true,
    account: { email: '' },
    clientSecret: '',
    consent: async () => ({ code: describeRoom(room), state: '' }),
    disturb: () => {},
    countCalls: () => 0,
    liveMeetings: () => [],
    removeByHand: () => {},
    expireAccess: () => {},
    endPermission: () => {},
    reset: () => {},
    close: async () => {},
  }
}
