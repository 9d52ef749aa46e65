import type { SandboxClock } from '../control/clock.ts'
import type { Deliver } from '../control/deliveries.ts'
import { createWorld } from '../state/create-world.ts'
import { type GoogleAccount, presetAccounts } from './accounts.ts'
import type { Channel } from './channels.ts'
import type { ConferenceMode } from './conferences.ts'
import type { StoredEvent } from './event-store.ts'
import type { MeetLicence, SpaceSetUp } from './spaces.ts'

/** How `/o/oauth2/v2/auth` answers: with a page for a person, or at once for a program. */
export type ConsentMode =
  | { mode: 'page' }
  | { mode: 'grant'; account?: string | undefined; scopes?: string[] | undefined }
  | { mode: 'deny'; error?: string | undefined }

/** An OAuth client. Nothing is registered beforehand: the first secret seen becomes the client's secret. */
export interface GoogleClient {
  clientId: string
  secret: string | null
  /** Null: any address is accepted. */
  redirectUris: readonly string[] | null
  /** Error that the token endpoint answers this client with, whatever it sends. */
  refusal: 'invalid_client' | 'unauthorized_client' | 'deleted_client' | null
}

export interface AuthorizationCode {
  account: string
  clientId: string
  redirectUri: string
  codeChallenge: string
  scopes: readonly string[]
  offline: boolean
  consentAsked: boolean
  nonce: string | null
  issuedAt: number
  used: boolean
}

/** Tokens issued to one client for one account; times are epoch milliseconds of the sandbox clock. */
export interface IssuedToken {
  account: string
  clientId: string
  scopes: readonly string[]
  offline: boolean
}
export interface AccessToken extends IssuedToken {
  expiresAt: number
}
export interface RefreshToken extends IssuedToken {
  alive: boolean
  /** Absent: until it is taken back. */
  endsAt?: number | undefined
}

/** What is remembered over a restart, as it is; see `state/state-file.ts`. */
export interface GoogleState {
  accounts: Map<string, GoogleAccount>
  clients: Map<string, GoogleClient>
  codes: Map<string, AuthorizationCode>
  accessTokens: Map<string, AccessToken>
  refreshTokens: Map<string, RefreshToken>
  /** Events by account e-mail and event id, tombstones included. */
  calendars: Map<string, Map<string, StoredEvent>>
  /** By account e-mail; `*` for all others. */
  conferenceModes: Map<string, ConferenceMode>
  /** How rooms are set up, by meeting code, where that was changed; absent until the first change. */
  spaces?: Map<string, SpaceSetUp> | undefined
  /** By account e-mail; the others have a plan with everything. */
  meetLicences?: Map<string, MeetLicence> | undefined
  consent: ConsentMode
  /** By channel id. */
  channels: Map<string, Channel>
  /** Where security events are sent to; null: nobody registered for them. */
  receiver: string | null
  accessTokenLifetimeSeconds: number
  /** Absent: permissions have no end, as of an app that is published. */
  refreshTokenLifetimeSeconds?: number | undefined
  /** Last number given out, for etags. */
  revision: number
}

/** Everything the stand-in for Google knows. */
export interface GoogleWorld {
  clock: SandboxClock
  deliver: Deliver
  state: GoogleState
  reset(): void
}

export const createGoogleWorld = (
  { clock, deliver }: Pick<GoogleWorld, 'clock' | 'deliver'>,
  saved: GoogleState | null,
): GoogleWorld => createWorld({ clock, deliver }, freshState, saved)

function freshState(): GoogleState {
  const accounts = presetAccounts()
  return {
    accounts: new Map(accounts.map((account) => [account.email, account])),
    clients: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    calendars: new Map(),
    conferenceModes: new Map(
      accounts
        .filter((account) => !account.canMeet)
        .map((account) => [account.email, { pendingReads: 0, outcome: 'refused' }]),
    ),
    consent: { mode: 'page' },
    channels: new Map(),
    receiver: null,
    accessTokenLifetimeSeconds: 3599,
    revision: 0,
  }
}
