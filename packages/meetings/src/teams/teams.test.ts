import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describePlatformContract } from '../contract.ts'
import { aMeeting, connect, failureOf } from '../contract-harness.ts'
import { startTeamsHarness } from './harness.ts'

describePlatformContract('Teams', startTeamsHarness)

describe('Teams', () => {
  let vendor: Awaited<ReturnType<typeof startTeamsHarness>>
  beforeAll(async () => {
    vendor = await startTeamsHarness()
  })
  beforeEach(() => vendor.reset())
  afterAll(() => vendor.close())

  test('the refresh token before the newest one stays good', async () => {
    const { refreshToken } = await connect(vendor)
    const next = await vendor.platform.refreshTokens(refreshToken)
    expect(next.refreshToken).not.toBe(refreshToken)
    await vendor.platform.refreshTokens(refreshToken)
  })

  test('an account without Teams is refused as one that may not, and is not blamed for a lost permission', async () => {
    const { accessToken } = await connect(vendor)
    vendor.sandbox.microsoft.addAccount({ email: vendor.account.email, kind: 'unlicensed' })
    const failure = await failureOf(vendor.platform.createMeeting(accessToken, aMeeting()))
    expect(failure).toMatchObject({ kind: 'not_allowed', status: 403 })
  })
})
