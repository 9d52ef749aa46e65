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
  /** Hands one mail to the server; rejects when it was not taken, with `MailRefused` when it never will be. */
  send(mail: Mail): Promise<void>
}

/** The server refused this recipient or this text for good; anything else that goes wrong may be better the next time. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'
  /** The server's reply, such as 550; null when no address was made out of the recipient's. */
  readonly code: string | null

  constructor(reply: number | undefined) {
    super('The mail server refused a mail for good')
    this.code = reply === undefined ? null : String(reply)
  }
}

/**
 * Whether a failure is about this mail and lasting: a 5xx reply (RFC 5321, 4.2.1) to the recipient or the text. One to the
 * sign-in or the sender is about our own set-up.
 */
function refusalOf(error: unknown): MailRefused | null {
  if (!(error instanceof Error) || !('command' in error)) return null
  const reply = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined
  const isLasting = reply !== undefined && reply >= 500 && (error.command === 'RCPT TO' || error.command === 'DATA')
  return isLasting || error.command === 'API' ? new MailRefused(reply) : null
}

/** Sends through one SMTP server, e.g. `smtp://user:password@mail.example.org:587`. */
export function createMailer(smtpUrl: string, from: string): Mailer {
  const url = new URL(smtpUrl)
  for (const [name, ms] of Object.entries(PATIENCE_MS)) url.searchParams.set(name, String(ms))
  const transport = createTransport(url.href, { from, disableFileAccess: true, disableUrlAccess: true })
  return {
    async send({ to, subject, text, html, calendar, messageId }) {
      const sent = transport.sendMail({
        headers: { 'Auto-Submitted': 'auto-generated' },
        // As an address object, so that nothing in it can add a second recipient or a header.
        to: { name: '', address: to },
        subject: subject.replace(/[\r\n]+/g, ' '),
        text,
        ...(html && { html }),
        ...(messageId && { messageId: `<${messageId}>` }),
        ...(calendar && { attachments: [{ ...CALENDAR_FILE, content: calendar }] }),
      })
      await sent.catch((error: unknown) => {
        throw refusalOf(error) ?? error
      })
    },
  }
}

const CALENDAR_FILE = { filename: 'session.ics', contentType: 'text/calendar; charset=utf-8; method=PUBLISH' }
