import { describePlatformContract } from '@foyer/meetings/contract'
import type { PlatformHarness } from '@foyer/meetings/contract-harness'
import { startParlour } from './parlour.ts'
import { createParlour } from './parlour-platform.ts'

/** A reserved port that nothing listens on. */
const NOWHERE = 'http://127.0.0.1:1'

describePlatformContract('Parlour', async (): Promise<PlatformHarness> => {
  const parlour = await startParlour()
  const { books, credentials, ...vendor } = parlour
  return {
    ...vendor,
    platform: createParlour(credentials),
    hasty: createParlour(credentials, { timeoutMs: 50 }),
    offline: createParlour({ ...credentials, origin: NOWHERE }),
    account: books.account,
    clientSecret: credentials.clientSecret,
    async consent(authorizationUrl, allow) {
      books.account.allowed = allow === 'everything' ? null : 'account:read'
      const answer = await fetch(authorizationUrl, { redirect: 'manual' })
      const { searchParams } = new URL(answer.headers.get('location') ?? '')
      return { code: searchParams.get('code') ?? '', state: searchParams.get('state') ?? '' }
    },
    liveMeetings: () =>
      [...books.rooms.values()].map(({ key, starts_at, guests }) => ({
        externalId: key,
        startsAt: new Date(starts_at),
        guests,
      })),
    removeByHand: (key) => books.remove(key),
    expireAccess: () => books.expireAccess(),
    endPermission: () => books.endAllPermissions(),
  }
})
