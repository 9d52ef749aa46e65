import { createHash, randomUUID } from 'node:crypto'
import type { MeetingSetting, MeetingSettings } from '@foyer/shared/meeting-settings'
import { expect } from 'vitest'
import {
  type MeetingPlatform,
  type MeetingSpec,
  PlatformError,
  type PlatformFailure,
  type PlatformMeeting,
  type Tokens,
} from './platform.ts'

/** A kind of request that an adapter sends to its vendor. */
export type VendorCall =
  | 'exchange'
  | 'refresh'
  | 'revoke'
  | 'account'
  | 'create'
  | 'read'
  | 'list'
  | 'update'
  | 'remove'

/** How the vendor treats the next request of a kind. */
export type Disturbance =
  | { status: number; headers?: Record<string, string> }
  /** The connection breaks before the work is done, after it, or within the answer; or nothing comes back at all. */
  | 'lost_before'
  | 'lost_after'
  | 'lost_within'
  | 'silence'

/** A stand-in for the vendor and a person who has an account there. */
export interface PlatformHarness {
  platform: MeetingPlatform
  /** The same adapter with a deadline of a few milliseconds, and one whose vendor cannot be connected to. */
  hasty: MeetingPlatform
  offline: MeetingPlatform
  account: { email: string }
  /** What no error may show, beside the tokens. */
  clientSecret: string
  /** Opens the consent page, allows what is said and gives back what the callback would get. */
  consent(authorizationUrl: string, allow: 'everything' | 'sign_in_only'): Promise<{ code: string; state: string }>
  disturb(call: VendorCall, disturbance: Disturbance): void
  countCalls(call: VendorCall): number
  /** How rooms that are asked for from now on are made; absent where a meeting is never without one. */
  makeRooms?: ((how: 'at_once' | 'after_one_read' | 'never') => void) | undefined
  /** The vendor's own way to find out what became of a request is to repeat it: looking for a meeting makes it. */
  isFoundByRepeating?: boolean | undefined
  /** The vendor has no way to end one permission. */
  cannotRevoke?: boolean | undefined
  /** The vendor lists no meetings, so that ours cannot be told from it. */
  cannotList?: boolean | undefined
  /**
   * There is nobody to ask: no consent page, no request that could be lost or refused, nothing kept that could be gone,
   * and no time of a meeting's own. What is about those is left out.
   */
  hasNoVendor?: boolean | undefined
  /** Meetings that exist at the vendor, with guests where it knows of any. */
  liveMeetings(): { externalId: string; startsAt: Date; guests?: string[] }[]
  removeByHand(externalId: string): void
  /** How rooms are set up at the vendor; absent where it knows of no settings. */
  settings?: { of(externalId: string): MeetingSettings; withhold(setting: MeetingSetting): void } | undefined
  /** Makes access tokens useless; then, also the permission. */
  expireAccess(): void
  endPermission(): void
  reset(): void
  close(): Promise<void>
}

export const REDIRECT_URI = 'http://localhost:3000/api/connections/callback'
export const VERIFIER = 'a-verifier-that-is-long-enough-to-be-taken-0123456789'
const STARTS_AT = new Date('2027-03-01T09:00:00.000Z')

/** A wanted meeting in the future; every call makes another one. */
export function aMeeting(changes: Partial<MeetingSpec> = {}): MeetingSpec {
  return {
    meetingId: randomUUID(),
    generation: 1,
    roomAttempt: 0,
    title: 'First lesson',
    description: 'Bring your questions.',
    startsAt: STARTS_AT,
    endsAt: new Date(STARTS_AT.getTime() + 3_600_000),
    timeZone: 'Europe/Berlin',
    attendees: [{ email: 'customer@foyer.test', name: 'Alex Kim' }],
    notifyAttendees: true,
    sessionUrl: 'https://foyer.example/sessions/1',
    settings: {},
    ...changes,
  }
}

/** Goes through consent and code exchange. */
export async function connect(
  { platform, consent, hasNoVendor }: Pick<PlatformHarness, 'platform' | 'consent' | 'hasNoVendor'>,
  allow: 'everything' | 'sign_in_only' = 'everything',
): Promise<Tokens & { refreshToken: string }> {
  const { code } = await consent(hasNoVendor ? '' : consentUrl(platform), allow)
  const tokens = await platform.exchangeCode({ code, codeVerifier: VERIFIER, redirectUri: REDIRECT_URI })
  if (tokens.refreshToken === null) throw new Error('the platform sent no refresh token')
  return { ...tokens, refreshToken: tokens.refreshToken }
}

/** The failure that a call ends in; the test fails when it succeeds or throws anything else. */
export async function failureOf(call: Promise<unknown>): Promise<PlatformFailure> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(PlatformError)
  if (!(error instanceof PlatformError)) throw new Error('not a PlatformError')
  return error.failure
}

/** The consent page for our test verifier. */
export function consentUrl(platform: MeetingPlatform, state = 'state-1'): string {
  const codeChallenge = createHash('sha256').update(VERIFIER).digest('base64url')
  return platform.authorizationUrl({ redirectUri: REDIRECT_URI, state, codeChallenge })
}

/** The join link; the test fails when there is none. */
export function linkOf({ room }: PlatformMeeting): string {
  if (room.status !== 'ready') throw new Error(`the room is ${room.status}`)
  return room.joinUrl
}
