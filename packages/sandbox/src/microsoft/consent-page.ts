import { html } from '../pages/html.ts'
import { page } from '../pages/layout.ts'
import type { MicrosoftAccount } from './accounts.ts'
import { describeScope, isSignInScope } from './scopes.ts'

/** Value of the account field that means: take the typed e-mail address. */
export const OTHER_ACCOUNT = 'other'

/** The page where a person chooses an account. Microsoft gives all of what is asked for or nothing. */
export function consentPage({
  app,
  scopes,
  accounts,
  hint,
  problem,
}: {
  app: string
  scopes: readonly string[]
  accounts: readonly MicrosoftAccount[]
  hint: string | null
  problem: string | null
}): string {
  const chosen = accounts.find(({ email }) => email === hint)?.email ?? (hint ? OTHER_ACCOUNT : accounts[0]?.email)
  return page(
    `Allow ${app}`,
    html`<div class="card narrow">
<h1>Permissions requested by ${app}</h1>
<p class="soft">This is the local sandbox, not Microsoft. It needs no password, and nothing leaves this machine.</p>
${problem && html`<p class="problem" role="alert">${problem}</p>`}
<form method="post">
<fieldset><legend>Choose an account</legend>
${accounts.map(
  (account) =>
    html`<label class="choice"><input type="radio" name="account" value="${account.email}"${
      account.email === chosen && html` checked`
    }><span>${account.name}<small>${account.email}</small></span></label>`,
)}
<label class="choice"><input type="radio" name="account" value="${OTHER_ACCOUNT}"${chosen === OTHER_ACCOUNT && html` checked`}><span>Another account</span></label>
<label><small>E-mail of the other account</small><input type="email" name="other_email" autocomplete="off" value="${chosen === OTHER_ACCOUNT ? (hint ?? '') : ''}"></label>
</fieldset>
<h2>It wants to</h2><ul>${scopes.filter((scope) => !isSignInScope(scope)).map((scope) => html`<li>${describeScope(scope)}</li>`)}</ul>
<div class="actions"><button class="main" name="decision" value="accept">Accept</button><button name="decision" value="cancel" formnovalidate>Cancel</button></div>
</form>
</div>`,
  )
}

/** The page that stands in for Microsoft's own, when the request itself is wrong. */
export function problemPage(message: string): string {
  return page(
    'Sign in',
    html`<div class="card narrow"><h1>Sorry, but we’re having trouble signing you in</h1><p class="problem" role="alert">${message}</p>
<p class="soft">This is the local sandbox, not Microsoft.</p></div>`,
  )
}
