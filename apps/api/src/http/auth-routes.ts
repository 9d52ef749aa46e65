import type { Auth } from '@foyer/core/accounts/auth'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { requestHeaders } from './request-headers.ts'

/** Hands `/api/auth/*` to the sign-in library, which speaks the web's `Request` and `Response`. */
export async function authRoutes(app: FastifyInstance, options: { auth: Auth; appUrl: string }): Promise<void> {
  // The library parses the body itself, and takes an empty one where Fastify would not.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    async handler(request, reply) {
      const answer = await options.auth.handle(toWebRequest(request, options.appUrl))
      reply.code(answer.status)
      for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value)
      for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie)
      return reply.send(answer.body === null ? null : Buffer.from(await answer.arrayBuffer()))
    },
  })
}

function toWebRequest(request: FastifyRequest, appUrl: string): Request {
  const headers = requestHeaders(request)
  // A program without any origin has passed our own check already; the library would refuse it once it has a cookie.
  if (!headers.has('origin') && !headers.has('referer')) headers.set('origin', appUrl)
  const body = typeof request.body === 'string' && request.body !== '' ? request.body : null
  return new Request(new URL(request.url, appUrl), { method: request.method, headers, body })
}
