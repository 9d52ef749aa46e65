import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { jsonReply, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import { oauthRefusal } from './errors.ts'
import { endFamily, issueTokens } from './tokens.ts'
import type { ZoomApp, ZoomCode, ZoomWorld } from './world.ts'

const CODE_LIFETIME_MS = 5 * 60_000

export function issueCode(world: ZoomWorld, code: Omit<ZoomCode, 'issuedAt' | 'used'>): string {
  const value = randomBytes(24).toString('base64url')
  world.state.codes.set(value, { ...code, issuedAt: world.clock.now().getTime(), used: false })
  return value
}

/** What a token request is for and whose it is, without doing it. */
export function identifyTokenRequest(world: ZoomWorld, { body }: VendorRequest) {
  const form = new URLSearchParams(body)
  if (form.get('grant_type') === 'refresh_token') {
    const account = world.state.refreshTokens.get(form.get('refresh_token') ?? '')?.account ?? null
    return { operation: 'zoom.token.refresh', account }
  }
  return { operation: 'zoom.token.exchange', account: world.state.codes.get(form.get('code') ?? '')?.account ?? null }
}

/** `POST /oauth/token`. Parameters in the address are refused, as Zoom has done since 2023. */
export function answerTokenRequest(world: ZoomWorld, request: VendorRequest): VendorReply {
  const form = new URLSearchParams(request.body)
  const app = authenticateApp(world, request)
  if (request.query.size > 0) throw oauthRefusal(400, 'invalid_request', 'Parameters are not allowed in the address')
  if (form.get('grant_type') === 'authorization_code') return exchangeCode(world, app, form)
  if (form.get('grant_type') === 'refresh_token') return refresh(world, app, form)
  throw oauthRefusal(400, 'unsupported_grant_type', 'Unsupported grant type')
}

/** `POST /oauth/revoke`: takes an access token, and ends the whole consent. */
export function revoke(world: ZoomWorld, request: VendorRequest): VendorReply {
  authenticateApp(world, request)
  const value = new URLSearchParams(request.body).get('token') ?? ''
  const token = world.state.accessTokens.get(value)
  if (!token || isDead(world, token.family)) throw oauthRefusal(400, 'invalid_token', 'Invalid token')
  endFamily(world, token.family)
  return jsonReply(200, { status: 'success' })
}

function exchangeCode(world: ZoomWorld, app: ZoomApp, form: URLSearchParams): VendorReply {
  const code = world.state.codes.get(form.get('code') ?? '')
  const isTooOld = code !== undefined && world.clock.now().getTime() - code.issuedAt > CODE_LIFETIME_MS
  if (!code || code.used || isTooOld || code.clientId !== app.clientId)
    throw oauthRefusal(400, 'invalid_grant', 'Invalid authorization code')
  if (form.get('redirect_uri') !== code.redirectUri) throw oauthRefusal(400, 'invalid_request', 'Redirect URI mismatch')
  code.used = true
  const verifier = form.get('code_verifier') ?? ''
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  if (code.codeChallenge !== null && code.codeChallenge !== challenge)
    throw oauthRefusal(400, 'invalid_grant', 'Invalid code verifier')
  const { account, clientId, scopes } = code
  return jsonReply(200, issueTokens(world, { account, clientId, scopes, family: randomUUID() }))
}

/**
 * Rotates; one that was used before ends all that came of the consent, the strictest that is documented. As was seen in
 * the field, the one before may be taken once more for a while, where the sandbox is told so.
 */
function refresh(world: ZoomWorld, app: ZoomApp, form: URLSearchParams): VendorReply {
  const token = world.state.refreshTokens.get(form.get('refresh_token') ?? '')
  const refused = oauthRefusal(400, 'invalid_grant', 'Invalid Token!')
  if (!token || token.clientId !== app.clientId || token.state === 'dead') throw refused
  const now = world.clock.now().getTime()
  if (token.state === 'used' && !(token.graceUntil && now < token.graceUntil)) {
    endFamily(world, token.family)
    throw refused
  }
  const isFirstUse = token.state === 'alive'
  token.state = 'used'
  token.graceUntil = isFirstUse ? now + world.state.refreshGraceSeconds * 1000 : undefined
  const { account, clientId, scopes, family } = token
  return jsonReply(200, issueTokens(world, { account, clientId, scopes, family }))
}

function isDead(world: ZoomWorld, family: string): boolean {
  return [...world.state.refreshTokens.values()].every((token) => token.family !== family || token.state !== 'alive')
}

/** The app that signs a token request, by HTTP Basic. The first secret seen is kept. */
function authenticateApp(world: ZoomWorld, { headers }: VendorRequest): ZoomApp {
  const encoded = /^Basic +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
  const [clientId = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':').map(decodeURIComponent)
  const secret = rest.join(':')
  if (clientId === '' || secret === '') throw oauthRefusal(401, 'invalid_client', 'Invalid client_id or client_secret')
  const app = ensureApp(world, clientId)
  if (app.refusal === 'disabled') throw oauthRefusal(400, 'invalid_client', 'The app has been disabled')
  app.secret ??= secret
  if (app.refusal || app.secret !== secret)
    throw oauthRefusal(401, 'invalid_client', 'Invalid client_id or client_secret')
  return app
}

export function ensureApp(world: ZoomWorld, clientId: string): ZoomApp {
  const known = world.state.apps.get(clientId)
  if (known) return known
  const app: ZoomApp = { clientId, secret: null, refusal: null }
  world.state.apps.set(clientId, app)
  return app
}
