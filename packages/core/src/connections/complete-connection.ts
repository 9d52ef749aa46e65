import { type PlatformAccount, PlatformError, type Tokens } from '@foyer/meetings/platform'
import { type ErrorCode, FoyerError } from '@foyer/shared/errors'
import type { Platform } from '@foyer/shared/platforms'
import type { Context } from '../context.ts'
import { actingProvider, platformOf } from './acting-provider.ts'
import { endFlow } from './connection-flow.ts'
import { INTEGRATIONS_PATH, redirectUriOf } from './start-connection.ts'
import { type StoredConnection, storeConnection } from './store-connection.ts'

export interface ConnectionCallback {
  platform: Platform
  query: { code?: string | undefined; state?: string | undefined; error?: string | undefined }
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
    if (query.error === 'access_denied') throw new FoyerError('connection_denied')
    if (query.error || !query.code) throw new FoyerError('connection_flow_invalid')
    const granted = await redeem(ctx, platform, query.code, flow.codeVerifier)
    const stored = await ctx.db.transaction((tx) => storeConnection(ctx, tx, { userId, platform, ...granted }))
    return { returnTo, ...stored }
  } catch (error) {
    const code = refusalOf(ctx, error)
    if (!code) throw error
    return { returnTo, outcome: 'refused', code }
  }
}

async function redeem(
  ctx: Context,
  name: Platform,
  code: string,
  codeVerifier: string,
): Promise<{ tokens: Tokens; account: PlatformAccount; missing: string[] }> {
  const platform = platformOf(ctx, name)
  const tokens = await platform.exchangeCode({
    code,
    codeVerifier,
    redirectUri: redirectUriOf(ctx.config.appUrl, name),
  })
  const account = await platform.getAccount(tokens.accessToken)
  return { tokens, account, missing: platform.missingScopes(tokens.scopes) }
}

function refusalOf(ctx: Context, error: unknown): ErrorCode | null {
  if (error instanceof FoyerError) return error.code
  if (!(error instanceof PlatformError)) return null
  ctx.log.warn({ ...error.failure }, 'connecting failed at the platform')
  const { kind } = error.failure
  if (kind === 'misconfigured') return 'platform_unavailable'
  return kind === 'connection_lost' || kind === 'rejected' ? 'connection_flow_invalid' : 'platform_unreachable'
}
