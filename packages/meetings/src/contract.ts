import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  aMeeting,
  connect,
  consentUrl,
  failureOf,
  linkOf,
  type PlatformHarness,
  REDIRECT_URI,
  VERIFIER,
} from './contract-harness.ts'
import { describeListing } from './contract-listing.ts'
import { describeSettings } from './contract-settings.ts'
import { describeTrouble } from './contract-trouble.ts'
import type { MeetingPlatform } from './platform.ts'

/** What every adapter has to hold to, checked over HTTP against a stand-in for its vendor. */
export function describePlatformContract(name: string, makeHarness: () => Promise<PlatformHarness>): void {
  describe(`${name} keeps the platform contract`, () => {
    let vendor: PlatformHarness
    let platform: MeetingPlatform

    beforeAll(async () => {
      vendor = await makeHarness()
      platform = vendor.platform
    })
    beforeEach(() => vendor.reset())
    afterAll(() => vendor.close())

    describe('permission', () => {
      test('a consent becomes tokens with every scope, for the account that gave it', async () => {
        if (!vendor.hasNoVendor) {
          const { state } = await vendor.consent(consentUrl(platform, 'state-42'), 'everything')
          expect(state).toBe('state-42')
        }
        const tokens = await connect(vendor)
        expect(platform.missingScopes(tokens.scopes)).toEqual([])
        expect(tokens.expiresAt.getTime()).toBeGreaterThan(Date.now())
        const account = await platform.getAccount(tokens.accessToken)
        expect(account).toMatchObject({
          subject: expect.stringMatching(/./),
          email: vendor.hasNoVendor ? null : vendor.account.email,
        })
        await platform.probe(tokens.accessToken)
      })

      test('a code is worthless with another verifier, and the second time', async () => {
        if (vendor.hasNoVendor) return
        const { code } = await vendor.consent(consentUrl(platform), 'everything')
        const wrong = platform.exchangeCode({ code, codeVerifier: VERIFIER.toUpperCase(), redirectUri: REDIRECT_URI })
        expect(await failureOf(wrong)).toMatchObject({ kind: 'rejected' })
        const again = platform.exchangeCode({ code, codeVerifier: VERIFIER, redirectUri: REDIRECT_URI })
        expect(await failureOf(again)).toMatchObject({ kind: 'rejected' })
      })

      test('a permission without the meetings is seen in its scopes and in the refusal', async () => {
        if (vendor.hasNoVendor) return
        const tokens = await connect(vendor, 'sign_in_only')
        expect(platform.missingScopes(tokens.scopes)).not.toEqual([])
        const failure = await failureOf(platform.createMeeting(tokens.accessToken, aMeeting()))
        expect(failure).toMatchObject({ kind: 'connection_lost', scopeMissing: true })
      })

      test('a refused access token is told apart from a lost permission, and a refresh repairs it', async () => {
        if (vendor.hasNoVendor) return
        const { accessToken, refreshToken } = await connect(vendor)
        vendor.expireAccess()
        const refused = { kind: 'connection_lost', accessTokenRefused: true }
        expect(await failureOf(platform.probe(accessToken))).toMatchObject(refused)
        expect(await failureOf(platform.createMeeting(accessToken, aMeeting()))).toMatchObject(refused)
        const fresh = await platform.refreshTokens(refreshToken)
        expect(platform.missingScopes(fresh.scopes)).toEqual([])
        await platform.probe(fresh.accessToken)

        vendor.endPermission()
        const lost = await failureOf(platform.refreshTokens(refreshToken))
        expect(lost.kind).toBe('connection_lost')
        expect(lost.accessTokenRefused).toBeUndefined()
      })

      test('revoking ends the permission, and doing it again succeeds', async () => {
        if (vendor.cannotRevoke) return
        const { refreshToken } = await connect(vendor)
        await platform.revokeTokens(refreshToken)
        expect(await failureOf(platform.refreshTokens(refreshToken))).toMatchObject({ kind: 'connection_lost' })
        await platform.revokeTokens(refreshToken)
      })
    })

    describe('meetings', () => {
      let accessToken: string
      beforeEach(async () => {
        accessToken = (await connect(vendor)).accessToken
      })

      test('one request makes a meeting with a link at the right time', async () => {
        const spec = aMeeting()
        const meeting = await platform.createMeeting(accessToken, spec)
        expect(linkOf(meeting)).toMatch(/^https:\/\//)
        const { startsAt, endsAt } = vendor.hasNoVendor ? { startsAt: null, endsAt: null } : spec
        expect(meeting).toMatchObject({ startsAt, endsAt })
        expect(vendor.countCalls('create')).toBe(vendor.hasNoVendor ? 0 : 1)
        expect(vendor.countCalls('read')).toBe(0)
        const chosenId = platform.externalIdFor(spec)
        if (chosenId !== null) expect(meeting.externalId).toBe(chosenId)
        expect(await platform.readMeeting(accessToken, meeting.externalId)).toEqual(meeting)
      })

      test('making it again adopts the one that is there, where a key of ours goes with it', async () => {
        const spec = aMeeting()
        if (platform.externalIdFor(spec) === null && !vendor.isFoundByRepeating) return
        const first = await platform.createMeeting(accessToken, spec)
        expect(await platform.createMeeting(accessToken, spec)).toEqual(first)
        if (vendor.hasNoVendor) return
        expect(vendor.liveMeetings()).toHaveLength(1)
        expect(vendor.countCalls('update')).toBe(0)
      })

      test('adopting brings the times in line', async () => {
        if (vendor.hasNoVendor) return
        const spec = aMeeting()
        if (platform.externalIdFor(spec) === null && !vendor.isFoundByRepeating) return
        const first = await platform.createMeeting(accessToken, spec)
        const endsAt = new Date(spec.endsAt.getTime() + 900_000)
        expect(await platform.createMeeting(accessToken, { ...spec, endsAt })).toEqual({ ...first, endsAt })
      })

      test.each(['lost_after', 'lost_within'] as const)('when the answer is %s, the meeting is found', async (how) => {
        if (vendor.hasNoVendor) return
        const spec = aMeeting()
        vendor.disturb('create', how)
        expect(await failureOf(platform.createMeeting(accessToken, spec))).toMatchObject({ kind: 'uncertain' })
        expect(vendor.countCalls('create')).toBe(1)
        const found = await platform.findMeeting(accessToken, spec)
        expect(found?.room.status).toBe('ready')
        if (platform.externalIdFor(spec) !== null)
          expect(await platform.createMeeting(accessToken, spec)).toEqual(found)
        expect(vendor.liveMeetings()).toHaveLength(1)
      })

      test('when the request is lost, nothing is found', async () => {
        if (vendor.hasNoVendor) return
        const spec = aMeeting()
        vendor.disturb('create', 'lost_before')
        expect(await failureOf(platform.createMeeting(accessToken, spec))).toMatchObject({ kind: 'uncertain' })
        const found = await platform.findMeeting(accessToken, spec)
        if (!vendor.isFoundByRepeating) expect(found).toBeNull()
        expect(vendor.liveMeetings()).toHaveLength(found ? 1 : 0)
      })

      test('an update moves the meeting and keeps its link; in line already, it writes nothing', async () => {
        const spec = aMeeting()
        const first = await platform.createMeeting(accessToken, spec)
        const moved = {
          ...spec,
          startsAt: new Date('2027-03-02T10:00:00.000Z'),
          endsAt: new Date('2027-03-02T11:30:00.000Z'),
          attendees: [{ email: 'another@foyer.test', name: 'Kit Olsen' }],
        }
        const updated = await platform.updateMeeting(accessToken, first.externalId, moved)
        if (vendor.hasNoVendor) {
          expect(updated).toEqual(first)
          return
        }
        expect(updated).toEqual({ ...first, startsAt: moved.startsAt, endsAt: moved.endsAt })
        const [live, ...others] = vendor.liveMeetings()
        expect(others).toEqual([])
        expect(live).toMatchObject({ externalId: first.externalId, startsAt: moved.startsAt })
        if (live?.guests) expect(live.guests).toEqual(['another@foyer.test'])
        expect(await platform.updateMeeting(accessToken, first.externalId, moved)).toEqual(updated)
        expect(vendor.countCalls('update')).toBe(1)
      })

      test('a link that takes time is pending first and ready later', async () => {
        if (!vendor.makeRooms) return
        vendor.makeRooms('after_one_read')
        const { externalId, room } = await platform.createMeeting(accessToken, aMeeting())
        expect(room).toEqual({ status: 'pending' })
        expect((await platform.readMeeting(accessToken, externalId)).room).toEqual({ status: 'pending' })
        expect((await platform.readMeeting(accessToken, externalId)).room.status).toBe('ready')
      })

      test('a room that failed is asked for again by the next attempt, for the same meeting', async () => {
        const spec = aMeeting()
        if (!vendor.makeRooms) return
        vendor.makeRooms('never')
        const { externalId, room } = await platform.createMeeting(accessToken, spec)
        expect(room).toEqual({ status: 'failed' })
        vendor.makeRooms('at_once')
        expect((await platform.updateMeeting(accessToken, externalId, spec)).room).toEqual({ status: 'failed' })
        const again = { ...spec, roomAttempt: 1 }
        const repaired = await platform.updateMeeting(accessToken, externalId, again)
        expect(repaired.externalId).toBe(externalId)
        expect(linkOf(await platform.updateMeeting(accessToken, externalId, again))).toBe(linkOf(repaired))
        expect(vendor.liveMeetings()).toHaveLength(1)
      })

      test('removing twice succeeds, and uses up the key', async () => {
        const spec = aMeeting()
        const { externalId } = await platform.createMeeting(accessToken, spec)
        for (const _time of [1, 2])
          expect(await platform.removeMeeting(accessToken, externalId, { notifyAttendees: true })).toBe(true)
        expect(vendor.liveMeetings()).toEqual([])
        if (vendor.hasNoVendor) return
        const gone = { kind: 'gone' }
        expect(await failureOf(platform.readMeeting(accessToken, externalId))).toMatchObject(gone)
        expect(await failureOf(platform.updateMeeting(accessToken, externalId, spec))).toMatchObject(gone)
        if (platform.externalIdFor(spec) === null) return
        expect(await failureOf(platform.createMeeting(accessToken, spec))).toMatchObject({ ...gone, code: 'key_used' })
        expect(await failureOf(platform.findMeeting(accessToken, spec))).toMatchObject({ ...gone, code: 'key_used' })
        const next = await platform.createMeeting(accessToken, { ...spec, generation: 2 })
        expect(next.externalId).not.toBe(externalId)
      })

      test('removing what the platform has never heard of succeeds, and says so', async () => {
        if (vendor.hasNoVendor) return
        const never = platform.externalIdFor(aMeeting())
        if (never === null) return
        expect(await platform.removeMeeting(accessToken, never, { notifyAttendees: false })).toBe(false)
      })

      test('one that was removed by hand is gone', async () => {
        if (vendor.hasNoVendor) return
        const spec = aMeeting()
        const { externalId } = await platform.createMeeting(accessToken, spec)
        vendor.removeByHand(externalId)
        expect(await failureOf(platform.updateMeeting(accessToken, externalId, spec))).toMatchObject({ kind: 'gone' })
        await platform.removeMeeting(accessToken, externalId, { notifyAttendees: false })
      })

      describeListing(() => vendor)
      describeSettings(() => vendor)

      test('a limit says when it ends', async () => {
        if (vendor.hasNoVendor) return
        vendor.disturb('create', { status: 429, headers: { 'retry-after': '120' } })
        const failure = await failureOf(platform.createMeeting(accessToken, aMeeting()))
        expect(failure).toMatchObject({ kind: 'rate_limited', status: 429 })
        const waitMs = (failure.retryAt?.getTime() ?? 0) - Date.now()
        expect(waitMs).toBeGreaterThan(110_000)
        expect(waitMs).toBeLessThanOrEqual(120_000)
      })
    })

    describeTrouble(() => vendor)
  })
}
