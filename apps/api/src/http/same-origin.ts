import { ownOrigins } from '@foyer/core/accounts/auth'
import { FoyerError } from '@foyer/shared/errors'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests that change something when a browser sent them from another site. Browsers always say where such a
 * request comes from; a program that sends neither header has no cookies of somebody else to misuse.
 */
export function sameOrigin(app: FastifyInstance, options: { appUrl: string }): void {
  const own = new Set(ownOrigins(options.appUrl))
  const isForeign = ({ headers }: FastifyRequest): boolean => {
    const { origin, 'sec-fetch-site': site } = headers
    if (origin !== undefined) return !own.has(origin)
    return site !== undefined && site !== 'same-origin' && site !== 'none'
  }
  app.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/api/') || READING.has(request.method)) return
    if (request.routeOptions.config.provesItself) return
    if (isForeign(request)) throw new FoyerError('origin_refused')
    const type = request.headers['content-type']
    if (type !== undefined && !/^application\/json\s*(;|$)/i.test(type))
      throw new FoyerError('input_invalid', { message: 'Send application/json.' })
  })
}
