import { z } from 'zod'
import { pageReply, redirectReply, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import { ensureAccount } from './accounts.ts'
import { consentPage, OTHER_ACCOUNT, problemPage } from './consent-page.ts'
import { SCOPES } from './scopes.ts'
import { issueCode } from './token-endpoint.ts'
import type { ZoomWorld } from './world.ts'

interface Asked {
  clientId: string
  redirectUri: string
  state: string | null
  codeChallenge: string | null
}

/** `GET /oauth/authorize`: the consent page, or at once the redirect that a test has arranged. */
export function showConsent(world: ZoomWorld, { query }: VendorRequest): VendorReply {
  const asked = readRequest(query)
  if (typeof asked === 'string') return pageReply(400, problemPage(asked))
  const { consent, accounts } = world.state
  if (consent.mode === 'deny') return back(asked, { error: 'access_denied' })
  if (consent.mode === 'grant')
    return grant(
      world,
      asked,
      consent.account ?? [...accounts.keys()][0] ?? 'provider@foyer.test',
      consent.scopes ?? SCOPES,
    )
  return pageReply(
    200,
    consentPage({ app: new URL(asked.redirectUri).host, accounts: [...accounts.values()], problem: null }),
  )
}

/** `POST /oauth/authorize`: what the person chose on the page. The query still holds the request. */
export function decideConsent(world: ZoomWorld, { query, body }: VendorRequest): VendorReply {
  const asked = readRequest(query)
  if (typeof asked === 'string') return pageReply(400, problemPage(asked))
  const form = new URLSearchParams(body)
  if (form.get('decision') !== 'allow') return back(asked, { error: 'access_denied' })
  const chosen = form.get('account') ?? OTHER_ACCOUNT
  const email = chosen === OTHER_ACCOUNT ? (form.get('other_email') ?? '').trim() : chosen
  if (z.email().safeParse(email).success) return grant(world, asked, email.toLowerCase(), SCOPES)
  const accounts = [...world.state.accounts.values()]
  const problem = 'Choose an account, or type an e-mail address.'
  return pageReply(400, consentPage({ app: new URL(asked.redirectUri).host, accounts, problem }))
}

function grant(world: ZoomWorld, asked: Asked, email: string, scopes: readonly string[]): VendorReply {
  const { email: account } = ensureAccount(world, email)
  const { clientId, redirectUri, codeChallenge } = asked
  const code = issueCode(world, { account, clientId, redirectUri, codeChallenge, scopes })
  return { ...back(asked, { code }), account }
}

/** A sound request, or what is wrong with it: Zoom tells the person, never the app. */
function readRequest(query: URLSearchParams): Asked | string {
  const clientId = query.get('client_id') ?? ''
  const redirectUri = query.get('redirect_uri') ?? ''
  const protocol = URL.parse(redirectUri)?.protocol
  if (query.get('response_type') !== 'code') return 'Unsupported response_type'
  if (clientId === '') return 'Invalid client_id (4,700)'
  if (protocol !== 'http:' && protocol !== 'https:') return 'Invalid redirect url (4,700)'
  const codeChallenge = query.get('code_challenge')
  if (codeChallenge !== null && query.get('code_challenge_method') !== 'S256') return 'Only S256 is understood here'
  return { clientId, redirectUri, state: query.get('state'), codeChallenge }
}

function back({ redirectUri, state }: Asked, answer: Record<string, string>): VendorReply {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  if (state !== null) url.searchParams.set('state', state)
  return redirectReply(url.href)
}
