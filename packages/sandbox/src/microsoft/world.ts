import type { SandboxClock } from '../control/clock.ts'
import { createWorld } from '../state/create-world.ts'
import { type MicrosoftAccount, presetAccounts } from './accounts.ts'
import type { OnlineMeeting } from './online-meetings.ts'

/** How the consent page answers: with a page for a person, or at once for a program. */
export type MicrosoftConsent =
  | { mode: 'page' }
  | { mode: 'grant'; account?: string | undefined; scopes?: string[] | undefined }
  | { mode: 'deny'; error?: string | undefined }

/** A registered app. Nothing is registered beforehand: the first secret seen becomes the app's secret. */
export interface MicrosoftApp {
  clientId: string
  secret: string | null
  /** The token endpoint refuses it as an unknown or wrongly signed client. */
  isRefused: boolean
}

export interface MicrosoftCode {
  account: string
  clientId: string
  redirectUri: string
  codeChallenge: string
  scopes: readonly string[]
  issuedAt: number
  used: boolean
}

export interface MicrosoftToken {
  account: string
  clientId: string
  scopes: readonly string[]
}
export interface MicrosoftAccessToken extends MicrosoftToken {
  expiresAt: number
}
export interface MicrosoftRefreshToken extends MicrosoftToken {
  alive: boolean
}

/** What is remembered over a restart. */
export interface MicrosoftState {
  accounts: Map<string, MicrosoftAccount>
  apps: Map<string, MicrosoftApp>
  codes: Map<string, MicrosoftCode>
  accessTokens: Map<string, MicrosoftAccessToken>
  refreshTokens: Map<string, MicrosoftRefreshToken>
  /** By id, deleted ones included. */
  meetings: Map<string, OnlineMeeting>
  consent: MicrosoftConsent
  accessTokenLifetimeSeconds: number
}

/** Everything the stand-in for Microsoft knows. */
export interface MicrosoftWorld {
  clock: SandboxClock
  state: MicrosoftState
  reset(): void
}

export const createMicrosoftWorld = (clock: SandboxClock, saved: MicrosoftState | null): MicrosoftWorld =>
  createWorld({ clock }, freshState, saved)

function freshState(): MicrosoftState {
  return {
    accounts: new Map(presetAccounts().map((account) => [account.email, account])),
    apps: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    meetings: new Map(),
    consent: { mode: 'page' },
    accessTokenLifetimeSeconds: 3599,
  }
}
