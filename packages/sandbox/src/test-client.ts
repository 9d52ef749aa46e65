import { createHash, randomBytes } from 'node:crypto'
import type { Sandbox } from './server.ts'

const AUTH = 'https://www.googleapis.com/auth/'
export const OWNED = `${AUTH}calendar.events.owned`
export const FREE_BUSY = `${AUTH}calendar.freebusy`
export const SIGN_IN_SCOPES = ['openid', `${AUTH}userinfo.email`]

const CLIENT = { client_id: 'app', client_secret: 'app-secret' }
const REDIRECT = 'http://localhost:3000/callback'

export interface Tokens {
  access_token: string
  refresh_token?: string
  scope: string
  expires_in: number
  id_token?: string
}

const encode = (parameters: Record<string, string>): string => new URLSearchParams(parameters).toString()

/** What the tests of the sandbox need of an OAuth client: plain HTTP, as the product's client would send it. */
export function createTestClient(sandbox: Sandbox) {
  const verifier = randomBytes(48).toString('base64url')

  const post = (path: string, form: Record<string, string>) =>
    fetch(`${sandbox.origin}${path}`, { method: 'POST', body: new URLSearchParams(form) })

  const authorizeUrl = (extra: Record<string, string> = {}) =>
    `${sandbox.origin}/o/oauth2/v2/auth?${encode({
      client_id: CLIENT.client_id,
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: `openid email ${OWNED} ${FREE_BUSY}`,
      state: 'state-1',
      access_type: 'offline',
      prompt: 'consent',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...extra,
    })}`

  /** Answers the consent page as a person would; returns the address that it leads back to. */
  const answerConsent = async (url: string, form: [string, string][]): Promise<URL> =>
    redirectOf(await fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) }))

  const exchange = (code: string, extra: Record<string, string> = {}) =>
    post('/token', {
      ...CLIENT,
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT,
      code_verifier: verifier,
      ...extra,
    })

  const refresh = (refreshToken: string | undefined, extra: Record<string, string> = {}) =>
    post('/token', { ...CLIENT, grant_type: 'refresh_token', refresh_token: refreshToken ?? '', ...extra })

  /** A connected account, without the page. */
  const connect = async (account: string, extra: Record<string, string> = {}): Promise<Tokens> => {
    sandbox.google.setConsent({ mode: 'grant', account })
    const back = redirectOf(await fetch(authorizeUrl(extra), { redirect: 'manual' }))
    sandbox.google.setConsent({ mode: 'page' })
    return tokensOf(await exchange(back.searchParams.get('code') ?? ''))
  }

  const events =
    (tokens: Tokens) =>
    (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
      fetch(`${sandbox.origin}/calendar/v3/calendars/primary/events${path}`, {
        method,
        headers: { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json', ...headers },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })

  return { authorizeUrl, answerConsent, exchange, refresh, connect, events, post }
}

export function redirectOf(response: Response): URL {
  const location = response.headers.get('location')
  if (!location) throw new Error(`no redirect, but status ${response.status}`)
  return new URL(location)
}

/** The answer of the token endpoint, taken at its word: the tests check the fields that matter. */
export async function tokensOf(response: Response): Promise<Tokens> {
  return (await response.json()) as Tokens
}
