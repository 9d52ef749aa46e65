import { describePlatformContract } from '../contract.ts'
import type { PlatformHarness } from '../contract-harness.ts'
import type { PlatformFactory } from '../platform.ts'
import { createAdapter as createTeams } from '../teams/index.ts'
import { createAdapter as createZoom } from '../zoom/index.ts'
import { startAnotherMicrosoft } from './another-microsoft.ts'
import { startAnotherZoom } from './another-zoom.ts'

const CLIENT = { clientId: 'foyer-test', clientSecret: 'canary+client/secret~with=all' }
/** A reserved port that nothing listens on. */
const NOWHERE = 'http://127.0.0.1:1'

type AnotherVendor = Awaited<ReturnType<typeof startAnotherZoom | typeof startAnotherMicrosoft>>

const harnessOf = (
  create: PlatformFactory,
  vendor: AnotherVendor,
  particulars: Pick<PlatformHarness, 'account' | 'isFoundByRepeating' | 'cannotRevoke' | 'cannotList'>,
): PlatformHarness => ({
  ...particulars,
  platform: create({ ...CLIENT, origin: vendor.origin }),
  hasty: create({ ...CLIENT, origin: vendor.origin }, { timeoutMs: 50 }),
  offline: create({ ...CLIENT, origin: NOWHERE }),
  clientSecret: CLIENT.clientSecret,
  async consent(authorizationUrl, allow) {
    vendor.grants.consent.allow = allow
    const answer = await fetch(authorizationUrl, { redirect: 'manual' })
    const callback = new URL(answer.headers.get('location') ?? '').searchParams
    return { code: callback.get('code') ?? '', state: callback.get('state') ?? '' }
  },
  disturb: vendor.disturb,
  countCalls: vendor.countCalls,
  liveMeetings: () => vendor.meetings().map(({ id, startsAt }) => ({ externalId: id, startsAt })),
  removeByHand: vendor.removeByHand,
  expireAccess: vendor.grants.expireAccess,
  endPermission: vendor.grants.end,
  reset: vendor.reset,
  close: vendor.close,
})

describePlatformContract('Zoom, at a server of somebody else,', async () =>
  harnessOf(createZoom, await startAnotherZoom(CLIENT), { account: { email: 'KDcuGIm1QgePTO8WbOqwIQ' } }),
)

describePlatformContract('Teams, at a server of somebody else,', async () =>
  harnessOf(createTeams, await startAnotherMicrosoft(CLIENT), {
    account: { email: 'robin@school.test' },
    isFoundByRepeating: true,
    cannotRevoke: true,
    cannotList: true,
  }),
)
