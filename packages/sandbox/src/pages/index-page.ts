import { html } from './html.ts'
import { page } from './layout.ts'

const CONTROLS: readonly (readonly [string, string])[] = [
  ['GET, DELETE /_sandbox/calls', 'every call of a vendor route; filter by vendor, operation, account, afterSeq'],
  [
    'GET, POST, DELETE /_sandbox/faults',
    'scripted failures: status, drop_before, drop_after, partial_body, hang, delay',
  ],
  ['PUT /_sandbox/faults/seed', 'repeat a run that has faults with a probability'],
  ['GET, PUT, DELETE /_sandbox/latency', 'how long calls take: fixedMs, or medianMs and p99Ms'],
  ['GET, PUT /_sandbox/clock', 'offset of the vendors’ clock'],
  ['POST /_sandbox/reset', 'back to the beginning'],
  ['GET, POST /_sandbox/google/accounts', 'who can be chosen on the consent page'],
  ['PUT /_sandbox/google/consent', 'page, grant or deny without a page'],
  ['PUT /_sandbox/google/conferences', 'pendingReads and outcome of Meet rooms, per account'],
  ['PUT /_sandbox/google/clients', 'secret, redirect addresses, refusal of an OAuth client'],
  ['POST /_sandbox/google/tokens/expire, /revoke', 'kill access tokens, or the whole grant'],
  ['PUT /_sandbox/google/tokens/lifetime', 'seconds that new access tokens live'],
  ['GET, POST /_sandbox/google/events', 'all events with tombstones; add one by hand'],
  ['POST /_sandbox/google/events/delete, /move, /remove-conference', 'edits by hand'],
  ['GET, DELETE /_sandbox/mails', 'mails that arrived; filter by to, subject'],
]

export function indexPage(smtpUrl: string): string {
  return page(
    'What this is',
    html`<h1>The outside world, on this machine</h1>
<p>This server answers in place of the vendors that the product talks to, so that connecting a calendar, making a room
and sending a mail can be tried without accounts, without a network and without consequences.</p>
<ul class="rows">
<li><a href="/mailbox">Mailbox</a><br><small>Mails sent to <code>${smtpUrl}</code></small></li>
<li><a href="/_sandbox/calls">Calls</a><br><small>Everything that was asked of the vendors, as JSON</small></li>
<li><a href="/_sandbox/google/events">Google events</a><br><small>All calendars, deleted events included, as JSON</small></li>
<li><a href="/_sandbox/google/accounts">Google accounts</a><br><small>Who can give consent, as JSON</small></li>
</ul>
<h2>Google</h2>
<p>OAuth 2 with PKCE and granular consent, tokens, user info, Calendar v3 events with Meet rooms, free/busy: on Google’s own
paths, below this origin.</p>
<h2>Controls</h2>
<table><thead><tr><th>Request</th><th>For</th></tr></thead><tbody>
${CONTROLS.map(([request, purpose]) => html`<tr><td><code>${request}</code></td><td>${purpose}</td></tr>`)}
</tbody></table>`,
  )
}
