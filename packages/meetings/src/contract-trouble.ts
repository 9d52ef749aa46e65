import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  aMeeting,
  connect,
  consentUrl,
  type Disturbance,
  failureOf,
  type PlatformHarness,
  REDIRECT_URI,
  VERIFIER,
  type VendorCall,
} from './contract-harness.ts'
import { A_DAY } from './contract-listing.ts'
import type { MeetingPlatform } from './platform.ts'

/** What every adapter has to hold to when its vendor, or the way there, is in trouble. */
export function describeTrouble(getVendor: () => PlatformHarness): void {
  describe('trouble', () => {
    /** Every request by the method that sends it, and what must stay secret. The last ones end the meeting and the permission. */
    async function everyCall(vendor: PlatformHarness, on: MeetingPlatform) {
      const { platform } = vendor
      const { accessToken, refreshToken } = await connect(vendor)
      const { code } = await vendor.consent(consentUrl(platform), 'everything')
      const spec = aMeeting()
      const { externalId } = await platform.createMeeting(accessToken, spec)
      const secrets = [accessToken, refreshToken, code, VERIFIER, vendor.clientSecret]
      const exchange = { code, codeVerifier: VERIFIER, redirectUri: REDIRECT_URI }
      const calls: [VendorCall, () => Promise<unknown>][] = [
        ['exchange', () => on.exchangeCode(exchange)],
        ['refresh', () => on.refreshTokens(refreshToken)],
        ['account', () => on.getAccount(accessToken)],
        ['create', () => on.createMeeting(accessToken, aMeeting())],
        ['read', () => on.readMeeting(accessToken, externalId)],
        ['update', () => on.updateMeeting(accessToken, externalId, { ...spec, title: 'Second lesson' })],
        ['remove', () => on.removeMeeting(accessToken, externalId, { notifyAttendees: false })],
      ]
      if (!vendor.cannotList) calls.push(['list', () => on.listMeetings(accessToken, A_DAY)])
      if (!vendor.cannotRevoke) calls.push(['revoke', () => on.revokeTokens(refreshToken)])
      return { calls, secrets }
    }

    test('no request is ever sent again by itself', async () => {
      const vendor = getVendor()
      if (vendor.hasNoVendor) return
      for (const [call, send] of (await everyCall(vendor, vendor.platform)).calls) {
        const before = vendor.countCalls(call)
        vendor.disturb(call, { status: 503 })
        expect([call, await failureOf(send())]).toMatchObject([call, { kind: 'unreachable', status: 503 }])
        expect([call, vendor.countCalls(call)]).toEqual([call, before + 1])
      }
    })

    test('a vendor that cannot be connected to has done nothing', async () => {
      const vendor = getVendor()
      if (vendor.hasNoVendor) return
      for (const [, send] of (await everyCall(vendor, vendor.offline)).calls) {
        expect(await failureOf(send())).toMatchObject({ kind: 'unreachable' })
      }
    })

    test('silence ends with the deadline: a write is uncertain, a read is not', async () => {
      const vendor = getVendor()
      if (vendor.hasNoVendor) return
      const { accessToken } = await connect(vendor)
      const spec = aMeeting()
      vendor.disturb('create', 'silence')
      expect(await failureOf(vendor.hasty.createMeeting(accessToken, spec))).toMatchObject({ kind: 'uncertain' })
      vendor.disturb('read', 'silence')
      expect(await failureOf(vendor.hasty.readMeeting(accessToken, 'any-id'))).toMatchObject({ kind: 'unreachable' })
      expect([vendor.countCalls('create'), vendor.countCalls('read')]).toEqual([1, 1])
    })

    test('the caller can end a call early', async () => {
      const vendor = getVendor()
      if (vendor.hasNoVendor) return
      const { accessToken } = await connect(vendor)
      vendor.disturb('create', 'silence')
      const call = vendor.platform.createMeeting(accessToken, aMeeting(), { signal: AbortSignal.timeout(50) })
      expect(await failureOf(call)).toMatchObject({ kind: 'uncertain' })
    })

    test('no error shows a secret, however deep one looks', async () => {
      const vendor = getVendor()
      if (vendor.hasNoVendor) return
      const disturbances: Disturbance[] = [
        ...[400, 401, 403, 404, 409, 429, 500].map((status) => ({ status })),
        'lost_before',
        'lost_within',
      ]
      const { calls, secrets } = await everyCall(vendor, vendor.platform)
      for (const [call, send] of calls) {
        for (const disturbance of disturbances) {
          vendor.disturb(call, disturbance)
          const error: unknown = await send().then(
            () => undefined,
            (reason: unknown) => reason,
          )
          const shown = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error)
          for (const secret of secrets) expect(shown).not.toContain(secret)
        }
      }
    })
  })
}
