import { type Sandbox, startSandbox } from '@foyer/sandbox/server'
import { toFault } from './contract-faults.ts'
import type { PlatformHarness, VendorCall } from './contract-harness.ts'
import type { PlatformCredentials, PlatformFactory } from './platform.ts'

/** The account in whose name everything is done. */
export const ACCOUNT = 'provider@foyer.test'
/** A reserved port that nothing listens on. */
const NOWHERE = 'http://127.0.0.1:1'

/** A company of the sandbox, as far as all of them are alike. */
interface PlayedCompany {
  setConsent(consent: { mode: 'grant'; account: string; scopes?: string[] }): void
  expireAccessTokens(account: string): unknown
  revokeGrant(account: string): unknown
}

interface Played {
  createAdapter: PlatformFactory
  company(sandbox: Sandbox): PlayedCompany
  /** The sandbox's names of the calls. */
  operations: Record<VendorCall, string>
  /** What is granted where the meetings are left out. */
  signInScopes: string[]
}

/** Starts a sandbox, and the part of a harness that is the same for every company it plays. */
export async function startPlayed({ createAdapter, company, operations, signInScopes }: Played) {
  const sandbox = await startSandbox()
  const vendor = company(sandbox)
  const credentials = {
    clientId: 'foyer-test',
    clientSecret: 'canary-client-secret',
    origin: sandbox.origin,
  } satisfies PlatformCredentials
  const harness = {
    platform: createAdapter(credentials),
    hasty: createAdapter(credentials, { timeoutMs: 50 }),
    offline: createAdapter({ ...credentials, origin: NOWHERE }),
    account: { email: ACCOUNT },
    clientSecret: credentials.clientSecret,
    async consent(authorizationUrl, allow) {
      const scopes = allow === 'everything' ? {} : { scopes: signInScopes }
      vendor.setConsent({ mode: 'grant', account: ACCOUNT, ...scopes })
      const answer = await fetch(authorizationUrl, { redirect: 'manual' })
      const callback = new URL(answer.headers.get('location') ?? '').searchParams
      return { code: callback.get('code') ?? '', state: callback.get('state') ?? '' }
    },
    disturb(call, disturbance) {
      sandbox.faults.add({ operation: operations[call], ...toFault(disturbance) })
    },
    countCalls: (call) => sandbox.calls.list({ operation: operations[call] }).length,
    expireAccess: () => void vendor.expireAccessTokens(ACCOUNT),
    endPermission: () => void vendor.revokeGrant(ACCOUNT),
    reset: () => sandbox.reset(),
    close: () => sandbox.close(),
  } satisfies Partial<PlatformHarness>
  return { sandbox, credentials, harness }
}
