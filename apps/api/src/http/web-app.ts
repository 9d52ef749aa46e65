import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isNavigation } from './is-navigation.ts'

/**
 * Serves the built web app. Files under `assets` carry a hash in their name and never change; every other address a
 * browser navigates to gets the one page, which draws itself.
 */
export async function webApp(app: FastifyInstance, options: { webDist: string | null }): Promise<void> {
  const { webDist } = options
  const hasPage = webDist !== null && existsSync(join(webDist, 'index.html'))
  if (hasPage) {
    await app.register(fastifyStatic, {
      root: webDist,
      cacheControl: false,
      setHeaders(reply, path) {
        const isHashed = path.startsWith(join(webDist, 'assets'))
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    if (hasPage && isNavigation(request)) return reply.code(isJoinAddress(request) ? 404 : 200).sendFile('index.html')
    const error = { reason: null, message: 'There is nothing at this address.', requestId: request.id }
    return reply.code(404).send({ error })
  })
}

/** Comes here only when there is no such session; the page says so, and so does the status. */
const isJoinAddress = ({ url }: FastifyRequest): boolean => url.startsWith('/s/')
