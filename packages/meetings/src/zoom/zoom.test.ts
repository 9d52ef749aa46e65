import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describePlatformContract } from '../contract.ts'
import { aMeeting, connect, failureOf } from '../contract-harness.ts'
import { startZoomHarness } from './harness.ts'
import { createAdapter } from './index.ts'

describePlatformContract('Zoom', startZoomHarness)

describe('Zoom', () => {
  let vendor: Awaited<ReturnType<typeof startZoomHarness>>
  beforeAll(async () => {
    vendor = await startZoomHarness()
  })
  beforeEach(() => vendor.reset())
  afterAll(() => vendor.close())

  test('a refresh token is good for one use: the second use ends the permission', async () => {
    const { refreshToken } = await connect(vendor)
    const next = await vendor.platform.refreshTokens(refreshToken)
    expect(next.refreshToken).not.toBe(refreshToken)
    expect(await failureOf(vendor.platform.refreshTokens(refreshToken))).toMatchObject({ kind: 'connection_lost' })
    expect(await failureOf(vendor.platform.refreshTokens(next.refreshToken ?? ''))).toMatchObject({
      kind: 'connection_lost',
    })
  })

  test('two meetings of one lost request and its repetition become one, and people keep the first link', async () => {
    const { accessToken } = await connect(vendor)
    const spec = aMeeting()
    const first = await vendor.platform.createMeeting(accessToken, spec)
    await vendor.platform.createMeeting(accessToken, spec)
    expect(vendor.liveMeetings()).toHaveLength(2)
    expect(await vendor.platform.findMeeting(accessToken, spec)).toEqual(first)
    expect(vendor.liveMeetings()).toHaveLength(1)
  })

  test('the way in of the host is nowhere in what comes back', async () => {
    const { accessToken } = await connect(vendor)
    const meeting = await vendor.platform.createMeeting(accessToken, aMeeting())
    expect(JSON.stringify(meeting)).not.toContain('canary-start-url')
  })

  test('create number 101 of a day waits for midnight UTC', async () => {
    const { accessToken } = await connect(vendor)
    vendor.sandbox.zoom.setDailyWrites({ account: vendor.account.email, writes: 100 })
    const failure = await failureOf(vendor.platform.createMeeting(accessToken, aMeeting()))
    expect(failure).toMatchObject({ kind: 'rate_limited', status: 429 })
    expect(failure.retryAt?.toISOString()).toMatch(/T00:00:00\.000Z$/)
    expect(vendor.liveMeetings()).toEqual([])
  })

  test('a mark is found on any page of a long list', async () => {
    const { accessToken } = await connect(vendor)
    const spec = aMeeting()
    const wanted = await vendor.platform.createMeeting(accessToken, spec)
    for (let made = 0; made < 3; made += 1) await vendor.platform.createMeeting(accessToken, aMeeting())
    const small = createAdapter(vendor.credentials, { pageSize: 2 })
    expect(await small.findMeeting(accessToken, spec)).toEqual(wanted)
    expect(await small.findMeeting(accessToken, aMeeting())).toBeNull()
  })
})
