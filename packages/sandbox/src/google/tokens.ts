import { randomBytes } from 'node:crypto'
import type { AccessToken, AuthorizationCode, GoogleWorld, IssuedToken, RefreshToken } from './world.ts'

/** More than this many live refresh tokens per account and client, and the oldest dies without notice. */
const MOST_REFRESH_TOKENS = 100

export function issueCode(world: GoogleWorld, code: Omit<AuthorizationCode, 'issuedAt' | 'used'>): string {
  const value = `4/0${secret()}`
  world.state.codes.set(value, { ...code, issuedAt: world.clock.now().getTime(), used: false })
  return value
}

export function issueAccessToken(world: GoogleWorld, { account, clientId, scopes, offline }: IssuedToken): string {
  const value = `ya29.${secret()}`
  const expiresAt = world.clock.now().getTime() + world.state.accessTokenLifetimeSeconds * 1000
  world.state.accessTokens.set(value, { account, clientId, scopes, offline, expiresAt })
  return value
}

export function issueRefreshToken(world: GoogleWorld, token: IssuedToken): string {
  const value = `1//0${secret()}`
  const seconds = world.state.refreshTokenLifetimeSeconds
  const endsAt = seconds === undefined ? {} : { endsAt: world.clock.now().getTime() + seconds * 1000 }
  world.state.refreshTokens.set(value, { ...token, ...endsAt, alive: true })
  for (const old of liveRefreshTokens(world, token).slice(0, -MOST_REFRESH_TOKENS)) old.alive = false
  return value
}

export function hasLiveRefreshToken(world: GoogleWorld, owner: { account: string; clientId: string }): boolean {
  return liveRefreshTokens(world, owner).length > 0
}

/** Every scope the account has granted this client and not taken back. */
export function grantedScopes(world: GoogleWorld, owner: { account: string; clientId: string }): string[] {
  return [...new Set(liveRefreshTokens(world, owner).flatMap((token) => token.scopes))]
}

/** Seconds that a permission still lasts; null when it has no end. */
export function secondsLeft(world: GoogleWorld, { endsAt }: Pick<RefreshToken, 'endsAt'>): number | null {
  return endsAt === undefined ? null : Math.floor((endsAt - world.clock.now().getTime()) / 1000)
}

/** The access token, unless it is unknown or has expired. */
export function findAccessToken(world: GoogleWorld, value: string | null): AccessToken | null {
  const token = value === null ? undefined : world.state.accessTokens.get(value)
  return token && token.expiresAt > world.clock.now().getTime() ? token : null
}

/** The token of an `Authorization: Bearer` header. */
export function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null
}

/** Whose token this is, dead or alive, access or refresh. */
export function tokenOwner(world: GoogleWorld, value: string | null): string | null {
  if (value === null) return null
  return (world.state.accessTokens.get(value) ?? world.state.refreshTokens.get(value))?.account ?? null
}

export function expireAccessTokens(world: GoogleWorld, account: string): number {
  const tokens = [...world.state.accessTokens.values()].filter((token) => token.account === account)
  for (const token of tokens) token.expiresAt = 0
  return tokens.length
}

/** Takes back what an account granted, to one client or to all: refresh and access tokens die together. */
export function revokeGrant(world: GoogleWorld, account: string, clientId?: string): number {
  const isMeant = (token: IssuedToken) =>
    token.account === account && (clientId === undefined || token.clientId === clientId)
  const refreshTokens = [...world.state.refreshTokens.values()].filter((token) => token.alive && isMeant(token))
  for (const token of refreshTokens) token.alive = false
  for (const token of world.state.accessTokens.values()) if (isMeant(token)) token.expiresAt = 0
  return refreshTokens.length
}

/** Takes one scope out of everything that an account granted. Returns how many live refresh tokens held it. */
export function withdrawScope(world: GoogleWorld, account: string, scope: string): number {
  const holders = (tokens: Iterable<IssuedToken>) =>
    [...tokens].filter((token) => token.account === account && token.scopes.includes(scope))
  const refreshTokens = holders([...world.state.refreshTokens.values()].filter(({ alive }) => alive))
  for (const token of [...refreshTokens, ...holders(world.state.accessTokens.values())]) {
    token.scopes = token.scopes.filter((held) => held !== scope)
  }
  return refreshTokens.length
}

function liveRefreshTokens(world: GoogleWorld, { account, clientId }: { account: string; clientId: string }) {
  return [...world.state.refreshTokens.values()].filter(
    (token) => token.alive && token.account === account && token.clientId === clientId,
  )
}

function secret(): string {
  return randomBytes(48).toString('base64url')
}
