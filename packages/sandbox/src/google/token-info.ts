import { jsonReply, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import { ensureAccount } from './accounts.ts'
import { oauthRefusal } from './errors.ts'
import { bearerToken, findAccessToken, revokeGrant } from './tokens.ts'
import type { GoogleWorld } from './world.ts'

/** The token that a revoke or tokeninfo request is about: form, query or header. */
export function tokenOfRequest(request: VendorRequest): string | null {
  const form = new URLSearchParams(request.body)
  const names = ['token', 'access_token']
  return (
    names.map((name) => form.get(name) ?? request.query.get(name)).find((value) => value !== null) ??
    bearerToken(request.headers.authorization)
  )
}

/** `POST /revoke`: takes an access or a refresh token; the whole grant to this client dies. */
export function revokeToken(world: GoogleWorld, request: VendorRequest): VendorReply {
  const value = tokenOfRequest(request)
  if (value === null) throw oauthRefusal(400, 'invalid_request', 'Missing required parameter: token')
  const refreshToken = world.state.refreshTokens.get(value)
  const token = refreshToken?.alive ? refreshToken : findAccessToken(world, value)
  if (!token) throw oauthRefusal(400, 'invalid_token', 'Token expired or revoked')
  revokeGrant(world, token.account, token.clientId)
  return jsonReply(200, {})
}

/** `/tokeninfo`: what an access token is good for. Refresh tokens are not accepted. */
export function describeToken(world: GoogleWorld, request: VendorRequest): VendorReply {
  const token = findAccessToken(world, tokenOfRequest(request))
  if (!token) throw oauthRefusal(400, 'invalid_token', 'Invalid Value')
  const account = ensureAccount(world, token.account)
  return jsonReply(200, {
    azp: token.clientId,
    aud: token.clientId,
    sub: account.sub,
    scope: token.scopes.join(' '),
    exp: String(Math.floor(token.expiresAt / 1000)),
    expires_in: String(Math.floor((token.expiresAt - world.clock.now().getTime()) / 1000)),
    ...emailClaims(token.scopes, account.email, 'true'),
    access_type: token.offline ? 'offline' : 'online',
  })
}

/** `GET /v1/userinfo`. */
export function describeUser(world: GoogleWorld, request: VendorRequest): VendorReply {
  const token = findAccessToken(world, tokenOfRequest(request))
  if (!token) throw oauthRefusal(401, 'invalid_request', 'Invalid Credentials')
  const account = ensureAccount(world, token.account)
  const hasProfile = token.scopes.some((scope) => scope.endsWith('userinfo.profile'))
  return jsonReply(200, {
    sub: account.sub,
    ...emailClaims(token.scopes, account.email, true),
    ...(hasProfile ? { name: account.name } : {}),
  })
}

/** Tokeninfo writes its booleans as text, userinfo does not. */
function emailClaims(scopes: readonly string[], email: string, verified: true | 'true'): object {
  return scopes.some((scope) => scope.endsWith('userinfo.email')) ? { email, email_verified: verified } : {}
}
