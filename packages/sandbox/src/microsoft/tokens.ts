import { randomBytes } from 'node:crypto'
import { graphRefusal } from './errors.ts'
import type { MicrosoftAccessToken, MicrosoftToken, MicrosoftWorld } from './world.ts'

/** A new pair. The refresh token before it stays good, as Microsoft has it. */
export function issueTokens(world: MicrosoftWorld, token: MicrosoftToken) {
  const { accessTokens, refreshTokens, accessTokenLifetimeSeconds } = world.state
  const accessToken = `eyJ0eXAiOiJKV1QifQ.${secret()}`
  accessTokens.set(accessToken, {
    ...token,
    expiresAt: world.clock.now().getTime() + accessTokenLifetimeSeconds * 1000,
  })
  const isLasting = token.scopes.includes('offline_access')
  const refreshToken = `0.AXkA${secret()}`
  if (isLasting) refreshTokens.set(refreshToken, { ...token, alive: true })
  return {
    token_type: 'Bearer',
    scope: token.scopes.filter((scope) => scope !== 'offline_access').join(' '),
    expires_in: accessTokenLifetimeSeconds,
    ext_expires_in: accessTokenLifetimeSeconds,
    access_token: accessToken,
    ...(isLasting ? { refresh_token: refreshToken } : {}),
  }
}

/** Takes back what an account allowed. Returns how many refresh tokens died. */
export function endGrants(world: MicrosoftWorld, account: string): number {
  const alive = [...world.state.refreshTokens.values()].filter((token) => token.account === account && token.alive)
  for (const token of alive) token.alive = false
  expireAccessTokens(world, account)
  return alive.length
}

export function expireAccessTokens(world: MicrosoftWorld, account: string): number {
  const tokens = [...world.state.accessTokens.values()].filter((token) => token.account === account)
  for (const token of tokens) token.expiresAt = 0
  return tokens.length
}

/** The token of an `Authorization: Bearer` header. */
export function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null
}

/** Whose token this is, dead or alive. */
export function tokenOwner(world: MicrosoftWorld, value: string | null): string | null {
  if (value === null) return null
  return (world.state.accessTokens.get(value) ?? world.state.refreshTokens.get(value))?.account ?? null
}

/** The caller's token. Throws the refusals of a token that is unknown, old, or lacks the scope. */
export function authorizeCall(
  world: MicrosoftWorld,
  authorization: string | undefined,
  scope: string,
): MicrosoftAccessToken {
  const value = bearerToken(authorization)
  const token = value === null ? undefined : world.state.accessTokens.get(value)
  if (!token || token.expiresAt <= world.clock.now().getTime())
    throw graphRefusal(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.')
  if (!token.scopes.includes(scope))
    throw graphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
  return token
}

const secret = () => randomBytes(48).toString('base64url')
