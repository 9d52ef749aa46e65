import { z } from 'zod'
import { pageReply, redirectReply, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import { ensureAccount } from './accounts.ts'
import { consentPage, OTHER_ACCOUNT, problemPage } from './consent-page.ts'
import { parseScopes } from './scopes.ts'
import { issueCode } from './token-endpoint.ts'
import type { MicrosoftWorld } from './world.ts'

interface Asked {
  tenant: string
  clientId: string
  redirectUri: string
  scopes: readonly string[]
  state: string | null
  codeChallenge: string
  loginHint: string | null
}

const TENANTS_FOR_WORK = ['organizations']
const OFFLINE = 'offline_access'
/** What turning back from the page that asks for an administrator says: the word is that of any refusal. */
const ADMIN_HAS_TO_CONSENT = {
  error: 'access_denied',
  error_description: 'AADSTS90094: Foyer needs permission to access resources that only an admin can grant.',
}

/** `GET /:tenant/oauth2/v2.0/authorize`: the consent page, or at once the redirect that a test has arranged. */
export function showConsent(world: MicrosoftWorld, request: VendorRequest): VendorReply {
  const asked = readRequest(request)
  if (typeof asked === 'string') return pageReply(400, problemPage(asked))
  const { consent, accounts } = world.state
  if (consent.mode === 'deny') return back(asked, { error: consent.error ?? 'access_denied' })
  if (consent.mode === 'page') return pageReply(200, consentPage({ ...pageOf(world, asked), problem: null }))
  const account = consent.account ?? asked.loginHint ?? [...accounts.keys()][0] ?? 'provider@foyer.test'
  return grant(world, asked, account, consent.scopes ?? asked.scopes)
}

/** `POST /:tenant/oauth2/v2.0/authorize`: what the person chose on the page. The query still holds the request. */
export function decideConsent(world: MicrosoftWorld, request: VendorRequest): VendorReply {
  const asked = readRequest(request)
  if (typeof asked === 'string') return pageReply(400, problemPage(asked))
  const form = new URLSearchParams(request.body)
  if (form.get('decision') !== 'accept') return back(asked, { error: 'access_denied' })
  const chosen = form.get('account') ?? OTHER_ACCOUNT
  const email = (chosen === OTHER_ACCOUNT ? (form.get('other_email') ?? '').trim() : chosen).toLowerCase()
  const problem = z.email().safeParse(email).success
    ? refusedKind(world, asked, email)
    : 'Choose an account, or type an e-mail address.'
  if (problem) return pageReply(400, consentPage({ ...pageOf(world, asked), problem }))
  return grant(world, asked, email, asked.scopes)
}

/** Personal accounts cannot enter through the door for organisations. */
function refusedKind(world: MicrosoftWorld, { tenant }: Asked, email: string): string | null {
  const isPersonal = ensureAccount(world, email).kind === 'personal'
  return isPersonal && TENANTS_FOR_WORK.includes(tenant)
    ? 'You can’t sign in here with a personal account. Use your work or school account instead.'
    : null
}

function pageOf(world: MicrosoftWorld, { redirectUri, scopes, loginHint }: Asked) {
  return { app: new URL(redirectUri).host, scopes, hint: loginHint, accounts: [...world.state.accounts.values()] }
}

/** A program that arranges it lets a personal account in as well, as a guest of an organisation is let in. */
function grant(world: MicrosoftWorld, asked: Asked, email: string, agreed: readonly string[]): VendorReply {
  const { email: account, kind } = ensureAccount(world, email)
  if (kind === 'admin_consent') return back(asked, ADMIN_HAS_TO_CONSENT)
  const { clientId, redirectUri, codeChallenge } = asked
  const scopes = asked.scopes.filter((scope) => agreed.includes(scope) || scope === OFFLINE)
  const code = issueCode(world, { account, clientId, redirectUri, codeChallenge, scopes })
  return { ...back(asked, { code }), account }
}

/** A sound request, or what is wrong with it: Microsoft tells the person, never the app. */
function readRequest({ query, params }: VendorRequest): Asked | string {
  const clientId = query.get('client_id') ?? ''
  const redirectUri = query.get('redirect_uri') ?? ''
  const codeChallenge = query.get('code_challenge') ?? ''
  const protocol = URL.parse(redirectUri)?.protocol
  if (clientId === '') return 'AADSTS900144: client_id is missing.'
  if (query.get('response_type') !== 'code') return 'AADSTS70001: unsupported response_type.'
  if (protocol !== 'http:' && protocol !== 'https:') return 'AADSTS50011: the redirect URI is not right.'
  if (codeChallenge === '' || query.get('code_challenge_method') !== 'S256')
    return 'AADSTS9002325: the sandbox demands PKCE with S256.'
  return {
    tenant: params.tenant ?? '',
    clientId,
    redirectUri,
    codeChallenge,
    scopes: parseScopes(query.get('scope') ?? ''),
    state: query.get('state'),
    loginHint: query.get('login_hint')?.toLowerCase() ?? null,
  }
}

function back({ redirectUri, state }: Asked, answer: Record<string, string>): VendorReply {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  if (state !== null) url.searchParams.set('state', state)
  return redirectReply(url.href)
}
