import type { PlatformPermission } from '@foyer/shared/connections'
import type { MeetingSetting, MeetingSettings } from '@foyer/shared/meeting-settings'
import type { FailureKind } from '@foyer/shared/meetings'
import type { Platform } from '@foyer/shared/platforms'
import type { NewsReading, NewsRequest } from './news.ts'

/** Where a call to a platform goes and as whom; read from the environment by the apps. */
export interface PlatformCredentials {
  clientId: string
  clientSecret: string
  /** One origin that answers the vendor's real paths in place of all its hosts; undefined: the vendor. */
  origin?: string | undefined
  /** What the platform signs its own notifications with; without it none are taken. */
  webhookSecret?: string | undefined
}

/** What tests and measurements turn; the product leaves it alone. */
export interface PlatformOptions {
  /** Dates the expiry of tokens and named retry times; the system's clock by default. */
  now?: (() => Date) | undefined
  /** Deadline of every call; 10 seconds by default. */
  timeoutMs?: number | undefined
  /** How many objects a listing asks for at once; as many as the platform gives by default. */
  pageSize?: number | undefined
}

/** The tokens of one permission. `refreshToken` is null when the platform sent none (keep the one you have). */
export interface Tokens {
  accessToken: string
  refreshToken: string | null
  expiresAt: Date
  /** When the permission itself ends, for one that was given for a time; null where the platform names no end. */
  permissionEndsAt: Date | null
  /** Empty when a refresh did not name them: then they are what they were. */
  scopes: string[]
}

/**
 * Why a consent page led back without a code: the person cancelled, an administrator or a rule of the organisation stands
 * before it, accounts of this kind cannot hold meetings, our own set-up is wrong, the platform is in trouble, or something
 * else that a new start mends.
 */
export type ConsentProblem = 'cancelled' | 'not_allowed' | 'cannot_host' | 'misconfigured' | 'unreachable' | 'rejected'

/** Why an account that can sign in cannot hold meetings: the platform's own code, for whoever helps. */
export interface HostingProblem {
  code: string
}

/** The account behind a permission; `subject` is the stable key, the e-mail is for people. */
export interface PlatformAccount {
  subject: string
  /** Null where there is no account that somebody signs in to. */
  email: string | null
  /** What people know it by in place of an e-mail. */
  label?: string | undefined
}

export interface AuthorizationRequest {
  redirectUri: string
  state: string
  /** PKCE S256 challenge of the verifier that `exchangeCode` will get. */
  codeChallenge: string
  /** The account to preselect when reconnecting. */
  loginHint?: string | undefined
  /** Asks which account it is to be, even where one is signed in. */
  chooseAccount?: boolean | undefined
  /** Asked for besides `requestedScopes`; of what the platform does not have, nothing is asked. */
  permissions?: readonly PlatformPermission[] | undefined
}

export interface CodeExchange {
  code: string
  codeVerifier: string
  redirectUri: string
}

/** What a meeting has to be like; everything in it comes from the session. */
export interface MeetingSpec {
  /** Our meeting's uuid: with the generation the same key at the platform on every try. */
  meetingId: string
  /** Raised when the object of the earlier one is gone for good and a new one is needed. */
  generation: number
  /** Raised when the platform reported that making the room failed, to ask again for the same meeting. */
  roomAttempt: number
  title: string
  description: string
  startsAt: Date
  endsAt: Date
  /** IANA zone. */
  timeZone: string
  attendees: { email: string; name: string }[]
  /** Whether the platform itself writes to the attendees. */
  notifyAttendees: boolean
  /** The session's page at Foyer. */
  sessionUrl: string
  /** How the room is to be set up; what is absent is left as the account has it. */
  settings: MeetingSettings
}

/** The state of the join link: still being made, there, or refused by the platform. */
export type Room = { status: 'pending' } | { status: 'ready'; joinUrl: string } | { status: 'failed' }

/** A live meeting as the platform has it. */
export interface PlatformMeeting {
  externalId: string
  room: Room
  /** Asked for by the spec that went with the call, and not taken; empty where none went with it. */
  droppedSettings: MeetingSetting[]
  /**
   * Present while the settings that were asked for have to be asked for again: they were not tried yet, or failed to be
   * with the link there already. Those that are still open are not among the dropped ones.
   */
  setUpOpen?: { failure: PlatformFailure | null } | undefined
  /** Null for a room that has no time of its own: it is never at the wrong one. */
  startsAt: Date | null
  endsAt: Date | null
}

/** A time at which somebody's calendar is busy, whatever is in it. */
export interface BusyTime {
  startsAt: Date
  endsAt: Date
}

/** An object at the platform that carries our mark. */
export interface MarkedMeeting {
  externalId: string
  /** Of the meeting and generation that it was made for. */
  meetingId: string
  generation: number
  startsAt: Date
}

/** A deadline for one call. */
export interface CallOptions {
  signal?: AbortSignal | undefined
}

/** How a change may be made. */
export interface UpdateOptions extends CallOptions {
  /** The account's day is used up: throws `rate_limited` with `isDailyLimit` instead of writing. Only said where that was met. */
  isReadOnly?: boolean | undefined
  /** Called before a write that counts against `dailyWrites`; not called where there is nothing to change. */
  onWrite?: (() => void) | undefined
}

export interface WatchRequest {
  /** A uuid that was never used before. */
  channelId: string
  /** Comes with everything that is told on the channel; at most 256 characters. */
  token: string
  /** Where to tell it. */
  address: string
  ttlSeconds: number
}

/** A channel as the platform opened it. */
export interface OpenChannel {
  /** What the platform calls the thing that is watched; needed to close the channel. */
  resourceId: string
  /** Null where the platform names no end. */
  expiresAt: Date | null
}

/** How a platform tells by itself that something in an account has changed, without saying what. */
export interface PlatformWatching {
  /** Whether the platform can call this address at all. */
  reaches(address: string): boolean
  /** Opens a channel, which runs out by itself. Whatever it fails with, meetings can be made without one. */
  watch(accessToken: string, request: WatchRequest, options?: CallOptions): Promise<OpenChannel>
  /** Closes it; one that is not there counts as success. */
  unwatch(accessToken: string, channel: { channelId: string; resourceId: string }, options?: CallOptions): Promise<void>
  /** What `listMeetings` lists, as the platform has it, in as few calls. */
  readMeetings(accessToken: string, range: { from: Date; to: Date }, options?: CallOptions): Promise<PlatformMeeting[]>
}

/**
 * One platform. Every method makes the fewest calls that do the work, never retries, keeps nothing, and throws
 * nothing but `PlatformError`. `accessToken` is valid as far as the caller knows.
 */
export interface MeetingPlatform {
  readonly platform: Platform
  /** The public name of our app at the platform, by which its administrators find it. */
  readonly clientId: string
  /** Asked for at the consent page; all of `requiredScopes` must be granted. */
  readonly requestedScopes: readonly string[]
  /** The required scopes that a grant lacks, equivalents resolved. */
  missingScopes(granted: readonly string[]): string[]
  /** What it can be allowed besides; absent where there is nothing of the kind. */
  readonly optionalPermissions?: readonly PlatformPermission[] | undefined
  /** Those among them that a grant holds. */
  grantedPermissions?: ((granted: readonly string[]) => PlatformPermission[]) | undefined
  authorizationUrl(request: AuthorizationRequest): string
  /** What the `error` that the consent page led back with means; codes in its `description` tell more than the word. */
  consentProblem(error: string, description?: string): ConsentProblem
  /** `rejected` with code `invalid_grant`: the code is old, used or not for this verifier; start at the consent page. */
  exchangeCode(exchange: CodeExchange, options?: CallOptions): Promise<Tokens>
  /** `connection_lost`: the permission has ended. Answers with `refreshToken` null where it stays the same. */
  refreshTokens(refreshToken: string, options?: CallOptions): Promise<Tokens>
  /** Ends the permission at the platform; one that is already dead counts as success. */
  revokeTokens(refreshToken: string, options?: CallOptions): Promise<void>
  getAccount(accessToken: string, options?: CallOptions): Promise<PlatformAccount>
  /**
   * Finds out whether an account that gave its permission can hold meetings at all, and leaves nothing behind; null: it
   * can. Absent where the permission itself says so.
   */
  hostingProblem?: ((accessToken: string, options?: CallOptions) => Promise<HostingProblem | null>) | undefined
  /** Proves with the smallest read that meetings could be made now. */
  probe(accessToken: string, options?: CallOptions): Promise<void>
  /** Makes the meeting, or adopts the live one that already carries this key. `gone`: the key is used up. */
  createMeeting(accessToken: string, spec: MeetingSpec, options?: CallOptions): Promise<PlatformMeeting>
  /** Looks for the meeting with this key after an unknown outcome; null when there is none alive. `gone`: used up. */
  findMeeting(accessToken: string, spec: MeetingSpec, options?: CallOptions): Promise<PlatformMeeting | null>
  /**
   * Brings times, title, text, settings and attendees in line and keeps the link; writes nothing where they are. A raised
   * `roomAttempt` asks for the room again when there is none. `gone`: removed by hand.
   */
  updateMeeting(
    accessToken: string,
    externalId: string,
    spec: MeetingSpec,
    options?: UpdateOptions,
  ): Promise<PlatformMeeting>
  /** Reads the meeting. `gone`: deleted; with status 404 the platform has never heard of it, or not yet everywhere. */
  readMeeting(accessToken: string, externalId: string, options?: CallOptions): Promise<PlatformMeeting>
  /**
   * What we made, by whichever installation of ours, and is alive: not over at `from`, begun before `to`, the next ones
   * first, a few thousand at most.
   */
  listMeetings(accessToken: string, range: { from: Date; to: Date }, options?: CallOptions): Promise<MarkedMeeting[]>
  /**
   * Removes it; one that is not there counts as success. False: the platform has never heard of it, so that a request to
   * make it may still be on its way.
   */
  removeMeeting(
    accessToken: string,
    externalId: string,
    how: { notifyAttendees: boolean },
    options?: CallOptions,
  ): Promise<boolean>
  /**
   * When the account's own calendar is busy between these instants, in order; of what is in it nothing. A calendar that
   * gives no answer is an error, never free. `not_allowed` with `scopeMissing`: `busy_times` was not granted. Absent where
   * there is no such calendar.
   */
  busyTimes?:
    | ((accessToken: string, range: { from: Date; to: Date }, options?: CallOptions) => Promise<BusyTime[]>)
    | undefined
  /** How many rooms an account may make and change in a day of UTC; absent where the platform names no such number. */
  readonly dailyWrites?: number | undefined
  /** The external id that `createMeeting` will use, or null when the platform chooses it. */
  externalIdFor(spec: Pick<MeetingSpec, 'meetingId' | 'generation'>): string | null
  /**
   * Verifies a notification and says what is new; one that does not prove itself is answered with a refusal and tells
   * nothing. Absent where this platform sends none, or nothing is set up to verify them with. Calls nobody.
   */
  readNews?: ((request: NewsRequest) => NewsReading | Promise<NewsReading>) | undefined
  /** The same for what the platform tells of accounts; may ask the platform for the keys to verify it with. */
  readAccountNews?: ((request: NewsRequest) => Promise<NewsReading>) | undefined
  /** Absent where the platform does not tell of changes in an account. */
  readonly watching?: PlatformWatching | undefined
}

/** What the `index.ts` of a platform's folder exports as `createAdapter`. */
export type PlatformFactory = (credentials: PlatformCredentials, options?: PlatformOptions) => MeetingPlatform

/** What is known of a failed call. Never holds a token, a code or a body. */
export interface PlatformFailure {
  kind: FailureKind
  /** HTTP status; undefined when there was no answer. */
  status?: number | undefined
  /** The platform's machine code, e.g. `rateLimitExceeded`. */
  code?: string | undefined
  /** Not before this moment, when the platform named one. */
  retryAt?: Date | undefined
  /** The account has used up its day: no room is made or changed before `retryAt`; reading and removing go on. */
  isDailyLimit?: boolean | undefined
  /** The access token itself was refused (a refresh may help). */
  accessTokenRefused?: boolean | undefined
  /** The permission lacks a scope. */
  scopeMissing?: boolean | undefined
  /** The account cannot hold meetings, whichever is asked for (with `not_allowed`). */
  cannotHost?: boolean | undefined
  /** The platform's id of the request, for its support. */
  requestId?: string | undefined
}

/** The one error an adapter throws. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError'
  readonly failure: PlatformFailure

  constructor(failure: PlatformFailure) {
    super(`${failure.kind}${failure.status ? ` ${failure.status}` : ''}${failure.code ? ` ${failure.code}` : ''}`)
    this.failure = failure
  }
}
