import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { startSandbox } from '../server.ts'

const sandbox = await startSandbox()
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

const MESSAGE = `From: Foyer <hello@foyer.test>
To: Ana <Ana@x.test>
Subject: =?utf-8?q?Your_link_=E2=9C=93?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8

<p>Join <script>alert(1)</script></p>
--b
Content-Type: text/calendar; charset=utf-8; name=session.ics
Content-Disposition: attachment; filename=session.ics

BEGIN:VCALENDAR
--b--`

/** Speaks plain SMTP; returns the last reply, the one to the message. */
async function send(message: string): Promise<string> {
  const { hostname, port } = new URL(sandbox.smtpUrl)
  const socket = connect(Number(port), hostname)
  const replies = createInterface({ input: socket })[Symbol.asyncIterator]()
  const reply = async (): Promise<string> => {
    const { value = '' } = await replies.next()
    return /^\d{3}-/.test(value) ? reply() : value
  }
  await reply()
  let last = ''
  const dotted = `${message.replaceAll('\n', '\r\n')}\r\n.`
  for (const line of ['EHLO me', 'MAIL FROM:<hello@foyer.test>', 'RCPT TO:<Ana@x.test>', 'DATA', dotted]) {
    socket.write(`${line}\r\n`)
    last = await reply()
  }
  socket.end()
  await once(socket, 'close')
  return last
}

test('a mail appears in the JSON, in the list and on a page that cannot run its scripts', async () => {
  expect(await send(MESSAGE)).toMatch(/^250/)
  const mail = await sandbox.mails.waitFor({ to: 'ana@x.test' })
  expect(mail).toMatchObject({
    subject: 'Your link ✓',
    to: ['Ana <Ana@x.test>'],
    envelope: { from: 'hello@foyer.test', to: ['ana@x.test'] },
    attachments: [{ filename: 'session.ics', text: expect.stringContaining('BEGIN:VCALENDAR') }],
  })
  const { mails } = (await (await fetch(`${sandbox.origin}/_sandbox/mails?to=ana@x.test`)).json()) as {
    mails: unknown[]
  }
  expect(mails).toEqual([mail])
  expect(await (await fetch(`${sandbox.origin}/mailbox`)).text()).toContain('Your link ✓')

  const shown = await fetch(`${sandbox.origin}/mailbox/${mail.id}`)
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await shown.text()).not.toContain('<script>')
  const file = await fetch(`${sandbox.origin}/mailbox/${mail.id}/attachments/0`)
  expect(file.headers.get('content-disposition')).toContain('session.ics')
})

test('a fault refuses a mail with the reply code given', async () => {
  sandbox.faults.add({ operation: 'smtp.receive', kind: 'status', status: 451 })
  expect(await send(MESSAGE)).toMatch(/^451/)
  expect(sandbox.mails.list()).toEqual([])
  expect(await send(MESSAGE)).toMatch(/^250/)
})
