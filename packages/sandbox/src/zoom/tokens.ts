import { randomBytes } from 'node:crypto'
import { apiRefusal } from './errors.ts'
import { SCOPES, type ZoomScope } from './scopes.ts'
import type { ZoomAccessToken, ZoomToken, ZoomWorld } from './world.ts'

export function issueTokens(world: ZoomWorld, token: ZoomToken) {
  const accessToken = secret()
  const refreshToken = secret()
  const { accessTokens, refreshTokens, accessTokenLifetimeSeconds } = world.state
  accessTokens.set(accessToken, {
    ...token,
    expiresAt: world.clock.now().getTime() + accessTokenLifetimeSeconds * 1000,
  })
  refreshTokens.set(refreshToken, { ...token, state: 'alive' })
  return {
    access_token: accessToken,
    token_type: 'bearer',
    refresh_token: refreshToken,
    expires_in: accessTokenLifetimeSeconds,
    scope: token.scopes.join(' '),
    api_url: 'https://api.zoom.us',
  }
}

/** Kills every token of a consent. */
export function endFamily(world: ZoomWorld, family: string): void {
  for (const token of world.state.refreshTokens.values()) if (token.family === family) token.state = 'dead'
  for (const token of world.state.accessTokens.values()) if (token.family === family) token.expiresAt = 0
}

/** Takes back what an account allowed. Returns how many refresh tokens died. */
export function endGrants(world: ZoomWorld, account: string, clientId?: string): number {
  const alive = [...world.state.refreshTokens.values()].filter(
    (token) =>
      token.account === account && token.state === 'alive' && (clientId === undefined || token.clientId === clientId),
  )
  for (const { family } of alive) endFamily(world, family)
  return alive.length
}

export function expireAccessTokens(world: ZoomWorld, account: string): number {
  const tokens = [...world.state.accessTokens.values()].filter((token) => token.account === account)
  for (const token of tokens) token.expiresAt = 0
  return tokens.length
}

/** The token of an `Authorization: Bearer` header. */
export function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null
}

/** Whose token this is, dead or alive, access or refresh. */
export function tokenOwner(world: ZoomWorld, value: string | null): string | null {
  if (value === null) return null
  return (world.state.accessTokens.get(value) ?? world.state.refreshTokens.get(value))?.account ?? null
}

/** The caller's token. Throws the refusals of a token that is unknown, old, or lacks the scope. */
export function authorizeCall(world: ZoomWorld, authorization: string | undefined, scope: ZoomScope): ZoomAccessToken {
  const value = bearerToken(authorization)
  const token = value === null ? undefined : world.state.accessTokens.get(value)
  if (!token) throw apiRefusal('token_invalid')
  if (token.expiresAt <= world.clock.now().getTime()) throw apiRefusal('token_expired')
  if (!token.scopes.includes(scope))
    throw apiRefusal('scope_missing', { message: `Invalid access token, does not contain scopes:[${scope}].` })
  return token
}

/** What a consent gives when nothing else is said: what the app is registered with. */
export const ALL_SCOPES: readonly ZoomScope[] = SCOPES

function secret(): string {
  return `eyJzdiI6IjAwMDAwMiJ9.${randomBytes(48).toString('base64url')}`
}
