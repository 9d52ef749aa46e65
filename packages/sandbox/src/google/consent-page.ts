import { html } from '../pages/html.ts'
import { page } from '../pages/layout.ts'
import type { GoogleAccount } from './accounts.ts'
import type { AuthorizeProblem, AuthorizeRequest } from './authorize-request.ts'
import { describeScope, hasGranularConsent, isSignInScope } from './scopes.ts'

/** Value of the account field that means: take the typed e-mail address. */
export const OTHER_ACCOUNT = 'other'

interface ConsentPage {
  request: AuthorizeRequest
  accounts: readonly GoogleAccount[]
  problem: string | null
}

/** The page where a person chooses an account and what the app may do. */
export function consentPage({ request, accounts, problem }: ConsentPage): string {
  const app = new URL(request.redirectUri).host
  const hint = request.loginHint
  const preselected = accounts.find((account) => account.email === hint || account.sub === hint)?.email
  const isOther = hint !== null && preselected === undefined
  const chosen = isOther ? OTHER_ACCOUNT : (preselected ?? accounts[0]?.email)
  return page(
    `Allow ${app}`,
    html`<div class="card narrow">
<h1>${app} asks for access</h1>
<p class="soft">This is the local sandbox, not Google. It asks the same questions, needs no password, and nothing leaves this machine.</p>
${problem && html`<p class="problem" role="alert">${problem}</p>`}
<form method="post">
<fieldset><legend>Choose an account</legend>
${accounts.map(
  (account) =>
    html`<label class="choice"><input type="radio" name="account" value="${account.email}"${
      account.email === chosen && html` checked`
    }><span>${account.name}<small>${account.email}</small></span></label>`,
)}
<label class="choice"><input type="radio" name="account" value="${OTHER_ACCOUNT}"${isOther && html` checked`}><span>Another account</span></label>
<label><small>E-mail of the other account</small><input type="email" name="other_email" autocomplete="off" value="${isOther ? hint : ''}"></label>
</fieldset>
${scopeChoices(request)}
<div class="actions"><button class="main" name="decision" value="continue">Continue</button><button name="decision" value="cancel" formnovalidate>Cancel</button></div>
</form>
</div>`,
  )
}

function scopeChoices({ scopes }: AuthorizeRequest) {
  const hidden = scopes.filter(isSignInScope)
  const beyondSignIn = scopes.filter((scope) => !isSignInScope(scope))
  if (!hasGranularConsent(scopes)) {
    return html`<h2>It wants to</h2><ul>${scopes.map((scope) => html`<li>${describeScope(scope)}</li>`)}</ul>`
  }
  return html`${hidden.map((scope) => html`<input type="hidden" name="scope" value="${scope}">`)}
<fieldset><legend>What it may do</legend>
${beyondSignIn.map(
  (scope) =>
    html`<label class="choice"><input type="checkbox" name="scope" value="${scope}" checked><span>${describeScope(scope)}<small>${scope}</small></span></label>`,
)}
</fieldset>`
}

/** The page that stands in for Google's own, when the request itself is wrong. */
export function consentProblemPage({ error, message }: AuthorizeProblem): string {
  return page(
    'Access blocked',
    html`<div class="card narrow"><h1>This request is not valid</h1>
<p class="problem" role="alert">Error 400: ${error}</p><p>${message}</p>
<p class="soft">This is the local sandbox, not Google. Google would show a page of its own here and not go back to the app.</p></div>`,
  )
}
