import { ensureClient } from './clients.ts'
import { isKnownScope, parseScopes } from './scopes.ts'
import type { GoogleWorld } from './world.ts'

/** A sound request for consent. */
export interface AuthorizeRequest {
  clientId: string
  redirectUri: string
  scopes: readonly string[]
  state: string | null
  codeChallenge: string
  offline: boolean
  prompt: readonly string[]
  loginHint: string | null
  includeGranted: boolean
  nonce: string | null
}

/** What is wrong with a request: told to the person on a page of Google's, never sent to the redirect address. */
export interface AuthorizeProblem {
  error: 'invalid_request' | 'invalid_scope' | 'redirect_uri_mismatch' | 'unsupported_response_type' | 'deleted_client'
  message: string
}

const problem = (error: AuthorizeProblem['error'], message: string): AuthorizeProblem => ({ error, message })

/** Checks the parameters of `/o/oauth2/v2/auth`. Unlike Google, PKCE with S256 is demanded. */
export function readAuthorizeRequest(world: GoogleWorld, query: URLSearchParams): AuthorizeRequest | AuthorizeProblem {
  const missing = ['client_id', 'redirect_uri', 'response_type', 'scope'].find((name) => !query.get(name))
  if (missing) return problem('invalid_request', `Missing required parameter: ${missing}`)
  const clientId = query.get('client_id') ?? ''
  const redirectUri = query.get('redirect_uri') ?? ''
  const scopes = parseScopes(query.get('scope') ?? '')
  const codeChallenge = query.get('code_challenge') ?? ''
  const client = ensureClient(world, clientId)

  if (client.refusal === 'deleted_client') return problem('deleted_client', 'The OAuth client was deleted.')
  if (query.get('response_type') !== 'code') return problem('unsupported_response_type', 'response_type must be code')
  if (!isRedirectUri(redirectUri)) return problem('invalid_request', `Invalid redirect_uri: ${redirectUri}`)
  if (client.redirectUris && !client.redirectUris.includes(redirectUri)) {
    return problem('redirect_uri_mismatch', `${redirectUri} is not registered for this client`)
  }
  const unknownScope = scopes.find((scope) => !isKnownScope(scope))
  if (unknownScope) return problem('invalid_scope', `Some requested scopes were invalid: ${unknownScope}`)
  if (!/^[\w.~-]{43,128}$/.test(codeChallenge)) {
    return problem('invalid_request', 'code_challenge is missing or malformed: the sandbox demands PKCE')
  }
  if (query.get('code_challenge_method') !== 'S256') {
    return problem('invalid_request', 'code_challenge_method must be S256')
  }
  const accessType = query.get('access_type') ?? 'online'
  if (accessType !== 'online' && accessType !== 'offline') return problem('invalid_request', 'Invalid access_type')
  const prompt = (query.get('prompt') ?? '').split(' ').filter((word) => word !== '')
  if (prompt.some((word) => !PROMPTS.has(word))) return problem('invalid_request', 'Invalid prompt')

  return {
    clientId,
    redirectUri,
    scopes,
    codeChallenge,
    prompt,
    state: query.get('state'),
    offline: accessType === 'offline',
    loginHint: query.get('login_hint')?.toLowerCase() ?? null,
    includeGranted: query.get('include_granted_scopes') === 'true',
    nonce: query.get('nonce'),
  }
}

const PROMPTS = new Set(['none', 'consent', 'select_account'])

function isRedirectUri(text: string): boolean {
  const url = URL.parse(text)
  return (url?.protocol === 'http:' || url?.protocol === 'https:') && !text.includes('#') && url.username === ''
}
