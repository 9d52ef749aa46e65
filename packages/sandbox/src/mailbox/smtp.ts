import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { SandboxCore } from '../control/core.ts'
import { listeningPort } from '../listening-port.ts'
import type { Mail, MailStore } from './mail-store.ts'
import { parseMail } from './parse-mail.ts'

/** The name under which faults and latency meet incoming mail; a `status` is then an SMTP reply code. */
const OPERATION = 'smtp.receive'

/** An SMTP server that keeps every mail and sends none on. It needs no TLS and takes any password. */
export async function startSmtp(
  core: SandboxCore,
  mails: MailStore,
  listen: { host: string; port: number },
): Promise<{ port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    name: 'sandbox',
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 500,
    onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
    onData: (stream, session, done) => {
      buffer(stream)
        .then((raw) => receive(core, mails, raw, session))
        .then(
          () => done(),
          (error: Error) => done(error),
        )
    },
  })
  // A client that goes away in the middle of a mail is not worth a crash.
  server.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(listen.port, listen.host, resolve)
  })
  return {
    port: listeningPort(server.server),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Keeps the mail unless a fault refuses it. Throws an error with `responseCode`, which becomes the SMTP reply. */
async function receive(core: SandboxCore, mails: MailStore, raw: Buffer, session: SMTPServerSession): Promise<void> {
  const { mailFrom, rcptTo } = session.envelope
  const envelope: Mail['envelope'] = {
    from: mailFrom ? mailFrom.address.toLowerCase() : null,
    to: rcptTo.map((recipient) => recipient.address.toLowerCase()),
  }
  const fault = core.faults.take({ operation: OPERATION, account: envelope.to[0] ?? null })
  const keep = async () => mails.add(await parseMail(raw, envelope, core.clock.now()))
  await core.wait(core.latency.draw(OPERATION))
  if (!fault) {
    await keep()
    return
  }
  if (fault.kind === 'drop_after' || fault.kind === 'partial_body' || ('committed' in fault && fault.committed))
    await keep()
  if ('ms' in fault) await core.wait(fault.ms)
  if (fault.kind === 'delay') {
    if (!fault.committed) await keep()
    return
  }
  throw smtpRefusal(fault.kind === 'status' ? fault.status : 421)
}

function smtpRefusal(responseCode: number): Error {
  return Object.assign(new Error('The sandbox refuses this mail'), { responseCode })
}
