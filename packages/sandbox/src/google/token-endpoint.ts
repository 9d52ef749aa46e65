import { createHash } from 'node:crypto'
import { jsonReply, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import { authenticateClient } from './clients.ts'
import { DEAD_TOKEN, oauthRefusal } from './errors.ts'
import { signIdToken } from './id-token.ts'
import { hasLiveRefreshToken, issueAccessToken, issueRefreshToken, secondsLeft } from './tokens.ts'
import type { AuthorizationCode, GoogleClient, GoogleWorld, IssuedToken } from './world.ts'

const CODE_LIFETIME_MS = 10 * 60_000

/** `POST /token`: an authorization code or a refresh token for an access token. */
export function answerTokenRequest(world: GoogleWorld, request: VendorRequest): VendorReply {
  const form = new URLSearchParams(request.body)
  const grantType = form.get('grant_type') ?? ''
  const client = authenticateClient(world, request, form)
  if (grantType === 'authorization_code') return exchangeCode(world, client, form)
  if (grantType === 'refresh_token') return refresh(world, client, form)
  throw oauthRefusal(400, 'unsupported_grant_type', `Invalid grant_type: ${grantType}`)
}

/** What a token request is for and whose it is, without doing it. */
export function identifyTokenRequest(world: GoogleWorld, request: VendorRequest) {
  const form = new URLSearchParams(request.body)
  if (form.get('grant_type') === 'refresh_token') {
    const account = world.state.refreshTokens.get(form.get('refresh_token') ?? '')?.account ?? null
    return { operation: 'google.token.refresh', account }
  }
  return { operation: 'google.token.exchange', account: world.state.codes.get(form.get('code') ?? '')?.account ?? null }
}

function exchangeCode(world: GoogleWorld, client: GoogleClient, form: URLSearchParams): VendorReply {
  const code = world.state.codes.get(form.get('code') ?? '')
  if (!code) throw oauthRefusal(400, 'invalid_grant', 'Malformed auth code.')
  const isTooOld = world.clock.now().getTime() - code.issuedAt > CODE_LIFETIME_MS
  if (code.used || isTooOld || code.clientId !== client.clientId)
    throw oauthRefusal(400, 'invalid_grant', 'Bad Request')
  if (form.get('redirect_uri') !== code.redirectUri) throw oauthRefusal(400, 'redirect_uri_mismatch', 'Bad Request')
  code.used = true
  checkVerifier(code, form.get('code_verifier'))

  const isFirst = !hasLiveRefreshToken(world, code)
  const refreshToken = code.offline && (isFirst || code.consentAsked) ? issueRefreshToken(world, tokenOf(code)) : null
  return jsonReply(200, {
    ...accessTokenAnswer(world, tokenOf(code)),
    ...(refreshToken ? { refresh_token: refreshToken, ...lifetime(world, refreshToken) } : {}),
    ...(code.scopes.includes('openid') ? { id_token: signIdToken(world, code) } : {}),
  })
}

function refresh(world: GoogleWorld, client: GoogleClient, form: URLSearchParams): VendorReply {
  const token = world.state.refreshTokens.get(form.get('refresh_token') ?? '')
  if (!token) throw oauthRefusal(400, 'invalid_grant', 'Bad Request')
  if (token.clientId !== client.clientId) throw oauthRefusal(401, 'unauthorized_client', 'Unauthorized')
  const left = secondsLeft(world, token)
  if (!token.alive || (left !== null && left <= 0)) throw oauthRefusal(400, 'invalid_grant', DEAD_TOKEN)
  return jsonReply(200, { ...accessTokenAnswer(world, token), ...lifetime(world, form.get('refresh_token') ?? '') })
}

/** Said of permissions with an end only: those of an app whose consent screen is in testing, or given for a time. */
function lifetime(world: GoogleWorld, refreshToken: string) {
  const left = secondsLeft(world, world.state.refreshTokens.get(refreshToken) ?? {})
  return left === null ? {} : { refresh_token_expires_in: left }
}

function accessTokenAnswer(world: GoogleWorld, token: IssuedToken) {
  return {
    access_token: issueAccessToken(world, token),
    expires_in: world.state.accessTokenLifetimeSeconds,
    // The order is not promised by Google; last one first keeps anybody from relying on it.
    scope: token.scopes.toReversed().join(' '),
    token_type: 'Bearer',
  }
}

function tokenOf({ account, clientId, scopes, offline }: AuthorizationCode): IssuedToken {
  return { account, clientId, scopes, offline }
}

function checkVerifier(code: AuthorizationCode, verifier: string | null): void {
  if (!verifier) throw oauthRefusal(400, 'invalid_grant', 'Missing code verifier.')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  if (challenge !== code.codeChallenge) throw oauthRefusal(400, 'invalid_grant', 'Invalid code verifier.')
}
