import { createTransport } from 'nodemailer'

export interface Mail {
  to: string
  subject: string
  text: string
}

export interface Mailer {
  /** Hands one mail to the server; rejects when it was not taken. */
  send(mail: Mail): Promise<void>
}

/** Sends through one SMTP server, e.g. `smtp://user:password@mail.example.org:587`. */
export function createMailer(smtpUrl: string, from: string): Mailer {
  const transport = createTransport(smtpUrl, { from, disableFileAccess: true, disableUrlAccess: true })
  return {
    async send({ to, subject, text }) {
      // As an address object, so that nothing in it can add a second recipient or a header.
      await transport.sendMail({ to: { name: '', address: to }, subject: subject.replace(/[\r\n]+/g, ' '), text })
    },
  }
}
