import { createTransport } from 'nodemailer'

export interface Mail {
  to: string
  subject: string
  text: string
  html?: string | undefined
  /** An iCalendar document to go with it. */
  calendar?: string | undefined
  /** The same for every try of one mail (`name@host`), so that a mailbox can tell a second copy. */
  messageId?: string | undefined
}

/** So that a server that hangs holds up nobody for long. */
const PATIENCE_MS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

export interface Mailer {
  /** Hands one mail to the server; rejects when it was not taken. */
  send(mail: Mail): Promise<void>
}

/** Sends through one SMTP server, e.g. `smtp://user:password@mail.example.org:587`. */
export function createMailer(smtpUrl: string, from: string): Mailer {
  const url = new URL(smtpUrl)
  for (const [name, ms] of Object.entries(PATIENCE_MS)) url.searchParams.set(name, String(ms))
  const transport = createTransport(url.href, { from, disableFileAccess: true, disableUrlAccess: true })
  return {
    async send({ to, subject, text, html, calendar, messageId }) {
      await transport.sendMail({
        headers: { 'Auto-Submitted': 'auto-generated' },
        // As an address object, so that nothing in it can add a second recipient or a header.
        to: { name: '', address: to },
        subject: subject.replace(/[\r\n]+/g, ' '),
        text,
        ...(html && { html }),
        ...(messageId && { messageId: `<${messageId}>` }),
        ...(calendar && { attachments: [{ ...CALENDAR_FILE, content: calendar }] }),
      })
    },
  }
}

const CALENDAR_FILE = { filename: 'session.ics', contentType: 'text/calendar; charset=utf-8; method=PUBLISH' }
