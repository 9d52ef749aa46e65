import { createHash, randomBytes } from 'node:crypto'
import { jsonReply, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import { oauthRefusal } from './errors.ts'
import { issueTokens } from './tokens.ts'
import type { MicrosoftApp, MicrosoftCode, MicrosoftWorld } from './world.ts'

const CODE_LIFETIME_MS = 10 * 60_000

export function issueCode(world: MicrosoftWorld, code: Omit<MicrosoftCode, 'issuedAt' | 'used'>): string {
  const value = `0.AXkA${randomBytes(32).toString('base64url')}`
  world.state.codes.set(value, { ...code, issuedAt: world.clock.now().getTime(), used: false })
  return value
}

/** What a token request is for and whose it is, without doing it. */
export function identifyTokenRequest(world: MicrosoftWorld, { body }: VendorRequest) {
  const form = new URLSearchParams(body)
  if (form.get('grant_type') === 'refresh_token') {
    const account = world.state.refreshTokens.get(form.get('refresh_token') ?? '')?.account ?? null
    return { operation: 'microsoft.token.refresh', account }
  }
  const account = world.state.codes.get(form.get('code') ?? '')?.account ?? null
  return { operation: 'microsoft.token.exchange', account }
}

/** `POST /:tenant/oauth2/v2.0/token` */
export function answerTokenRequest(world: MicrosoftWorld, { body }: VendorRequest): VendorReply {
  const form = new URLSearchParams(body)
  const app = authenticateApp(world, form)
  if (form.get('grant_type') === 'authorization_code') return exchangeCode(world, app, form)
  if (form.get('grant_type') === 'refresh_token') return refresh(world, app, form)
  throw oauthRefusal(400, 'unsupported_grant_type', 70003)
}

function exchangeCode(world: MicrosoftWorld, app: MicrosoftApp, form: URLSearchParams): VendorReply {
  const code = world.state.codes.get(form.get('code') ?? '')
  const isTooOld = code !== undefined && world.clock.now().getTime() - code.issuedAt > CODE_LIFETIME_MS
  if (!code || code.used || isTooOld || code.clientId !== app.clientId) throw oauthRefusal(400, 'invalid_grant', 70008)
  if (form.get('redirect_uri') !== code.redirectUri) throw oauthRefusal(400, 'invalid_client', 500112)
  code.used = true
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url')
  if (code.codeChallenge !== challenge) throw oauthRefusal(400, 'invalid_grant', 501481)
  const { account, clientId, scopes } = code
  return jsonReply(200, issueTokens(world, { account, clientId, scopes }))
}

function refresh(world: MicrosoftWorld, app: MicrosoftApp, form: URLSearchParams): VendorReply {
  const token = world.state.refreshTokens.get(form.get('refresh_token') ?? '')
  if (!token?.alive || token.clientId !== app.clientId) throw oauthRefusal(400, 'invalid_grant', 700082)
  const { account, clientId, scopes } = token
  return jsonReply(200, issueTokens(world, { account, clientId, scopes }))
}

/** The app that signs a token request, by form fields. The first secret seen is kept. */
function authenticateApp(world: MicrosoftWorld, form: URLSearchParams): MicrosoftApp {
  const clientId = form.get('client_id') ?? ''
  const secret = form.get('client_secret') ?? ''
  const app = ensureApp(world, clientId)
  if (secret !== '') app.secret ??= secret
  if (clientId === '' || secret === '' || app.isRefused || app.secret !== secret)
    throw oauthRefusal(401, 'invalid_client', 7000215)
  return app
}

export function ensureApp(world: MicrosoftWorld, clientId: string): MicrosoftApp {
  const known = world.state.apps.get(clientId)
  if (known) return known
  const app: MicrosoftApp = { clientId, secret: null, isRefused: false }
  world.state.apps.set(clientId, app)
  return app
}
