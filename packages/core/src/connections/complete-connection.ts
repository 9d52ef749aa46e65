import {
  type HostingProblem,
  type MeetingPlatform,
  type PlatformAccount,
  PlatformError,
  type Tokens,
} from '@foyer/meetings/platform'
import { type ErrorCode, FoyerError } from '@foyer/shared/errors'
import type { FailureKind } from '@foyer/shared/meetings'
import type { Platform } from '@foyer/shared/platforms'
import type { Context } from '../context.ts'
import { actingProvider, platformOf } from './acting-provider.ts'
import { blockConnection } from './block-connection.ts'
import { endFlow } from './connection-flow.ts'
import { INTEGRATIONS_PATH, redirectUriOf } from './start-connection.ts'
import { type StoredConnection, storeConnection } from './store-connection.ts'

export interface ConnectionCallback {
  platform: Platform
  query: {
    code?: string | undefined
    state?: string | undefined
    error?: string | undefined
    /** For its codes; never shown, and never written down. */
    errorDescription?: string | undefined
  }
  cookie: string | undefined
}

/** Where to send the browser, and what to say there: the connection is there, or why it is not. */
export type ConnectionOutcome = { returnTo: string } & (StoredConnection | { outcome: 'refused'; code: ErrorCode })

/** Ends an authorization: checks it is ours, exchanges the code once, checks the granted scopes, stores and repairs. */
export async function completeConnection(ctx: Context, callback: ConnectionCallback): Promise<ConnectionOutcome> {
  let returnTo = INTEGRATIONS_PATH
  try {
    const userId = actingProvider(ctx)
    const { platform, query, cookie } = callback
    const flow = await endFlow(ctx, { platform, userId, state: query.state, cookie })
    returnTo = flow.returnTo
    if (query.error) throw await consentRefusal(ctx, { userId, platform }, { ...query, error: query.error })
    if (!query.code) throw new FoyerError('connection_flow_invalid')
    const granted = await redeem(ctx, { userId, platform, code: query.code, codeVerifier: flow.codeVerifier })
    const asked = flow.permissions
    const stored = await ctx.db.transaction((tx) => storeConnection(ctx, tx, { userId, platform, asked, ...granted }))
    // The question is asked on the card; what was left is one step further.
    return { returnTo: stored.outcome === 'other_account' ? questionPath(returnTo) : returnTo, ...stored }
  } catch (error) {
    const code = refusalOf(ctx, error)
    if (!code) throw error
    return { returnTo, outcome: 'refused', code }
  }
}

const questionPath = (returnTo: string) =>
  returnTo.startsWith(INTEGRATIONS_PATH)
    ? returnTo
    : `${INTEGRATIONS_PATH}?${new URLSearchParams({ returnTo }).toString()}`

type Whose = { userId: string; platform: Platform }

/** What the consent page's own refusal means; where an administrator is behind it, the connection says so. */
async function consentRefusal(
  ctx: Context,
  whose: Whose,
  { error, errorDescription }: { error: string; errorDescription?: string | undefined },
): Promise<FoyerError> {
  const problem = platformOf(ctx, whose.platform).consentProblem(error, errorDescription)
  switch (problem) {
    case 'cancelled':
      return new FoyerError('connection_denied')
    case 'not_allowed':
      await blockConnection(ctx, { ...whose, status: 'blocked_by_admin', reason: error })
      return new FoyerError('connection_blocked')
    case 'cannot_host':
      await blockConnection(ctx, { ...whose, status: 'cannot_host', reason: error })
      return new FoyerError('connection_cannot_host')
    case 'misconfigured':
      ctx.log.error({ platform: whose.platform, problem }, 'the consent page refused our set-up')
      return new FoyerError('platform_unavailable')
    case 'unreachable':
      return new FoyerError('platform_unreachable')
    case 'rejected':
      return new FoyerError('connection_flow_invalid')
  }
}

async function redeem(
  ctx: Context,
  { code, codeVerifier, ...whose }: Whose & { code: string; codeVerifier: string },
): Promise<{ tokens: Tokens; account: PlatformAccount; missing: string[] }> {
  const platform = platformOf(ctx, whose.platform)
  const redirectUri = redirectUriOf(ctx.config.appUrl, whose.platform)
  try {
    const tokens = await platform.exchangeCode({ code, codeVerifier, redirectUri })
    const account = await platform.getAccount(tokens.accessToken)
    const missing = platform.missingScopes(tokens.scopes)
    const problem = missing.length === 0 ? await findHostingProblem(ctx, platform, tokens.accessToken) : null
    if (!problem) return { tokens, account, missing }
    await blockConnection(ctx, { ...whose, status: 'cannot_host', reason: problem.code, account })
    throw new FoyerError('connection_cannot_host')
  } catch (error) {
    if (!(error instanceof PlatformError) || error.failure.kind !== 'not_allowed') throw error
    const { code: reason = 'not_allowed', cannotHost } = error.failure
    await blockConnection(ctx, { ...whose, status: cannotHost ? 'cannot_host' : 'blocked_by_admin', reason })
    throw new FoyerError(cannotHost ? 'connection_cannot_host' : 'connection_blocked')
  }
}

/** Failures that say nothing about the account. */
const PASSING: readonly FailureKind[] = ['unreachable', 'uncertain', 'rate_limited']

/** Whether the account can hold meetings; what cannot be found out now is found out by the first one. */
async function findHostingProblem(
  ctx: Context,
  platform: MeetingPlatform,
  accessToken: string,
): Promise<HostingProblem | null> {
  try {
    return (await platform.hostingProblem?.(accessToken)) ?? null
  } catch (error) {
    if (!(error instanceof PlatformError) || !PASSING.includes(error.failure.kind)) throw error
    ctx.log.warn({ ...error.failure }, 'whether the account can hold meetings was not found out')
    return null
  }
}

function refusalOf(ctx: Context, error: unknown): ErrorCode | null {
  if (error instanceof FoyerError) return error.code
  if (!(error instanceof PlatformError)) return null
  ctx.log.warn({ ...error.failure }, 'connecting failed at the platform')
  const { kind } = error.failure
  if (kind === 'misconfigured') return 'platform_unavailable'
  return kind === 'connection_lost' || kind === 'rejected' ? 'connection_flow_invalid' : 'platform_unreachable'
}
