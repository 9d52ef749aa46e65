import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { ControlError, checkControlInput } from '../control/control-error.ts'
import type { Mail, MailStore } from './mail-store.ts'
import { mailListPage, mailPage } from './pages.ts'

const mailFilter = z.strictObject({ to: z.string().optional(), subject: z.string().optional() })
const byId = z.object({ id: z.string() })
const byIdAndIndex = byId.extend({ index: z.coerce.number().int().min(0) })

/** The mailbox: pages for people, JSON for programs. */
export function registerMailboxRoutes(app: FastifyInstance, mails: MailStore): void {
  const requireMail = (id: string): Mail => {
    const mail = mails.find(id)
    if (!mail) throw new ControlError(404, 'not_found', `no mail has the id ${id}`)
    return mail
  }

  app.get('/mailbox', (_request, reply) => sendPage(reply, mailListPage(mails.list())))
  app.get('/mailbox/:id', (request, reply) =>
    sendPage(reply, mailPage(requireMail(checkControlInput(byId, request.params).id))),
  )
  app.get('/mailbox/:id/attachments/:index', (request, reply) => {
    const { id, index } = checkControlInput(byIdAndIndex, request.params)
    const attachment = requireMail(id).attachments[index]
    if (!attachment) throw new ControlError(404, 'not_found', `the mail has no attachment ${index}`)
    return reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`)
      .send(Buffer.from(attachment.contentBase64, 'base64'))
  })

  app.get('/_sandbox/mails', ({ query }) => ({ mails: mails.list(checkControlInput(mailFilter, query)) }))
  app.delete('/_sandbox/mails', (_request, reply) => {
    mails.clear()
    return reply.status(204).send()
  })
}

function sendPage(reply: FastifyReply, body: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(body)
}
