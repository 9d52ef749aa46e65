import { z } from 'zod'
import { pageReply, redirectReply, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import { ensureAccount } from './accounts.ts'
import { type AuthorizeRequest, readAuthorizeRequest } from './authorize-request.ts'
import { consentPage, consentProblemPage, OTHER_ACCOUNT } from './consent-page.ts'
import { hasGranularConsent } from './scopes.ts'
import { grantedScopes, issueCode } from './tokens.ts'
import type { GoogleWorld } from './world.ts'

/** `GET /o/oauth2/v2/auth`: the consent page, or at once the redirect that a test has arranged. */
export function showConsent(world: GoogleWorld, request: VendorRequest): VendorReply {
  const asked = readAuthorizeRequest(world, request.query)
  if ('error' in asked) return pageReply(400, consentProblemPage(asked))
  const { consent, accounts } = world.state
  const hinted = accountOfHint(world, asked.loginHint)

  if (consent.mode === 'deny') return deny(asked, consent.error ?? 'access_denied')
  if (consent.mode === 'grant') {
    const account = consent.account ?? hinted ?? [...accounts.keys()][0] ?? 'provider@foyer.test'
    return grant(world, asked, account, consent.scopes ?? asked.scopes)
  }
  if (asked.prompt.includes('none')) {
    const granted = hinted === null ? [] : grantedScopes(world, { account: hinted, clientId: asked.clientId })
    const isCovered = asked.scopes.every((scope) => granted.includes(scope))
    return hinted !== null && isCovered
      ? grant(world, asked, hinted, asked.scopes)
      : deny(asked, 'interaction_required')
  }
  return pageReply(200, consentPage({ request: asked, accounts: [...accounts.values()], problem: null }))
}

/** `POST /o/oauth2/v2/auth`: what the person chose on the page. The query still holds the request. */
export function decideConsent(world: GoogleWorld, request: VendorRequest): VendorReply {
  const asked = readAuthorizeRequest(world, request.query)
  if ('error' in asked) return pageReply(400, consentProblemPage(asked))
  const form = new URLSearchParams(request.body)
  if (form.get('decision') !== 'continue') return deny(asked, 'access_denied')

  const chosen = form.get('account') ?? OTHER_ACCOUNT
  const email = chosen === OTHER_ACCOUNT ? (form.get('other_email') ?? '').trim() : chosen
  if (!z.email().safeParse(email).success) {
    const accounts = [...world.state.accounts.values()]
    return pageReply(
      400,
      consentPage({ request: asked, accounts, problem: 'Choose an account, or type an e-mail address.' }),
    )
  }
  // Boxes are only shown for scopes beyond sign-in; the page sends the others as hidden fields.
  return grant(
    world,
    asked,
    email.toLowerCase(),
    hasGranularConsent(asked.scopes) ? form.getAll('scope') : asked.scopes,
  )
}

function grant(world: GoogleWorld, asked: AuthorizeRequest, email: string, ticked: readonly string[]): VendorReply {
  const { email: account } = ensureAccount(world, email)
  const { clientId, redirectUri, codeChallenge, offline, nonce } = asked
  const agreed = asked.scopes.filter((scope) => ticked.includes(scope))
  if (agreed.length === 0) return { ...deny(asked, 'access_denied'), account }
  const earlier = asked.includeGranted ? grantedScopes(world, { account, clientId }) : []
  const scopes = [...new Set([...agreed, ...earlier])]
  const consentAsked = asked.prompt.includes('consent')
  const code = issueCode(world, { account, clientId, redirectUri, codeChallenge, scopes, offline, consentAsked, nonce })
  const prompt = consentAsked ? 'consent' : 'none'
  return { ...back(asked, { code, scope: scopes.join(' '), authuser: '0', prompt }), account }
}

function deny(asked: AuthorizeRequest, error: string): VendorReply {
  return back(asked, { error })
}

function back(asked: AuthorizeRequest, answer: Record<string, string>): VendorReply {
  const url = new URL(asked.redirectUri)
  if (asked.state !== null) url.searchParams.set('state', asked.state)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  return redirectReply(url.href)
}

/** A login hint is an e-mail address or a `sub`. */
function accountOfHint(world: GoogleWorld, hint: string | null): string | null {
  if (hint === null) return null
  if (hint.includes('@')) return hint
  return [...world.state.accounts.values()].find((account) => account.sub === hint)?.email ?? null
}
