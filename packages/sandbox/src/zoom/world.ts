import type { SandboxClock } from '../control/clock.ts'
import type { Deliver } from '../control/deliveries.ts'
import { createWorld } from '../state/create-world.ts'
import { presetAccounts, type ZoomAccount } from './accounts.ts'
import type { StoredMeeting } from './meeting-store.ts'
import type { ZoomWebhook } from './webhooks.ts'

/** How the consent page answers: with a page for a person, or at once for a program. */
export type ZoomConsent =
  | { mode: 'page' }
  | { mode: 'grant'; account?: string | undefined; scopes?: string[] | undefined }
  | { mode: 'deny' }

/** An app of the Marketplace. Nothing is registered beforehand: the first secret seen becomes the app's secret. */
export interface ZoomApp {
  clientId: string
  secret: string | null
  /** Error that the token endpoint answers this app with, whatever it sends. */
  refusal: 'invalid_client' | 'disabled' | null
}

export interface ZoomCode {
  account: string
  clientId: string
  redirectUri: string
  codeChallenge: string | null
  scopes: readonly string[]
  issuedAt: number
  used: boolean
}

export interface ZoomToken {
  account: string
  clientId: string
  scopes: readonly string[]
  /** All tokens that came of one consent. */
  family: string
}
export interface ZoomAccessToken extends ZoomToken {
  expiresAt: number
}
export interface ZoomRefreshToken extends ZoomToken {
  /** `used`: a newer one has been given out in its place. */
  state: 'alive' | 'used' | 'dead'
  /** Epoch milliseconds until which one that was used is taken once more. */
  graceUntil?: number | undefined
}

/** What is remembered over a restart. */
export interface ZoomState {
  accounts: Map<string, ZoomAccount>
  apps: Map<string, ZoomApp>
  codes: Map<string, ZoomCode>
  accessTokens: Map<string, ZoomAccessToken>
  refreshTokens: Map<string, ZoomRefreshToken>
  /** By meeting id, deleted ones included. */
  meetings: Map<string, StoredMeeting>
  /** Creates and updates by account and UTC date, `ana@zoom.test 2026-11-21`. */
  dailyWrites: Map<string, number>
  consent: ZoomConsent
  /** Where the app's events go; null: it subscribed to none. */
  webhook: ZoomWebhook | null
  accessTokenLifetimeSeconds: number
  /** How long a used refresh token is taken once more; 0: its second use ends the permission. */
  refreshGraceSeconds: number
}

/** Everything the stand-in for Zoom knows. */
export interface ZoomWorld {
  clock: SandboxClock
  deliver: Deliver
  state: ZoomState
  reset(): void
}

export const createZoomWorld = (
  { clock, deliver }: Pick<ZoomWorld, 'clock' | 'deliver'>,
  saved: ZoomState | null,
): ZoomWorld => createWorld({ clock, deliver }, freshState, saved)

function freshState(): ZoomState {
  return {
    accounts: new Map(presetAccounts().map((account) => [account.email, account])),
    apps: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    meetings: new Map(),
    dailyWrites: new Map(),
    consent: { mode: 'page' },
    webhook: null,
    accessTokenLifetimeSeconds: 3600,
    refreshGraceSeconds: 0,
  }
}
