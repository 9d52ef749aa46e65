import { html } from '../pages/html.ts'
import { page } from '../pages/layout.ts'
import type { ZoomAccount } from './accounts.ts'
import { describeScope, SCOPES } from './scopes.ts'

/** Value of the account field that means: take the typed e-mail address. */
export const OTHER_ACCOUNT = 'other'

/** The page where a person chooses an account. Zoom asks for all of an app's scopes or for none. */
export function consentPage({
  app,
  accounts,
  problem,
}: {
  app: string
  accounts: readonly ZoomAccount[]
  problem: string | null
}): string {
  return page(
    `Allow ${app}`,
    html`<div class="card narrow">
<h1>${app} asks for access to your Zoom account</h1>
<p class="soft">This is the local sandbox, not Zoom. It needs no password, and nothing leaves this machine.</p>
${problem && html`<p class="problem" role="alert">${problem}</p>`}
<form method="post">
<fieldset><legend>Choose an account</legend>
${accounts.map(
  (account, index) =>
    html`<label class="choice"><input type="radio" name="account" value="${account.email}"${
      index === 0 && html` checked`
    }><span>${account.name}<small>${account.email}</small></span></label>`,
)}
<label class="choice"><input type="radio" name="account" value="${OTHER_ACCOUNT}"><span>Another account</span></label>
<label><small>E-mail of the other account</small><input type="email" name="other_email" autocomplete="off"></label>
</fieldset>
<h2>It wants to</h2><ul>${SCOPES.map((scope) => html`<li>${describeScope(scope)}</li>`)}</ul>
<div class="actions"><button class="main" name="decision" value="allow">Allow</button><button name="decision" value="decline" formnovalidate>Decline</button></div>
</form>
</div>`,
  )
}

/** The page that stands in for Zoom's own, when the request itself is wrong. */
export function problemPage(message: string): string {
  return page(
    'Invalid request',
    html`<div class="card narrow"><h1>This request is not valid</h1><p class="problem" role="alert">${message}</p>
<p class="soft">This is the local sandbox, not Zoom.</p></div>`,
  )
}
