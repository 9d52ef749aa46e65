import { html } from '../pages/html.ts'
import { page } from '../pages/layout.ts'
import type { Mail } from './mail-store.ts'

export function mailListPage(mails: readonly Mail[]): string {
  const newestFirst = mails.toReversed()
  return page(
    'Mailbox',
    html`<h1>Mailbox</h1>
<p class="soft">Every mail that was sent through the sandbox's SMTP server. None of them has left this machine.</p>
${newestFirst.length === 0 && html`<p>No mail yet. It appears here as soon as it is sent; reload the page.</p>`}
<ul class="rows">${newestFirst.map(
      (mail) => html`<li><a href="/mailbox/${mail.id}">${mail.subject || 'No subject'}</a><br>
<small>to ${mail.envelope.to.join(', ')} · ${time(mail.receivedAt)}</small></li>`,
    )}</ul>`,
  )
}

export function mailPage(mail: Mail): string {
  return page(
    mail.subject || 'No subject',
    html`<p><a href="/mailbox">All mails</a></p><h1>${mail.subject || 'No subject'}</h1>
<dl><dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>${mail.to.join(', ')}</dd>
<dt>Delivered to</dt><dd>${mail.envelope.to.join(', ')}</dd><dt>Arrived</dt><dd>${time(mail.receivedAt)}</dd></dl>
${mail.html !== null && htmlFrame(mail.html)}
${
  mail.attachments.length > 0 &&
  html`<h2>Attachments</h2><ul>${mail.attachments.map(
    (attachment, index) =>
      html`<li><a href="/mailbox/${mail.id}/attachments/${index}">${attachment.filename}</a> <small>${attachment.mimeType}, ${attachment.size} bytes</small></li>`,
  )}</ul>`
}
${mail.text !== null && html`<h2>Text</h2><pre>${mail.text}</pre>`}`,
  )
}

/** The mail's own HTML runs nothing and reaches nothing; its links open in a tab of their own. */
function htmlFrame(body: string) {
  return html`<iframe title="Mail" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${`<base target="_blank">${body}`}"></iframe>`
}

function time(instant: string): string {
  return instant.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')
}
