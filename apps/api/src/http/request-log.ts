import type { Core } from '@foyer/core/context'
import type { FastifyInstance } from 'fastify'

/** One line for each answer: the route's pattern instead of the address, which can hold tokens. */
export function requestLog(app: FastifyInstance, log: Core['log']): void {
  app.addHook('onResponse', async (request, reply) => {
    const { id: requestId, method, params, routeOptions } = request
    const procedure = typeof params === 'object' && params !== null && 'path' in params ? params.path : undefined
    log.info(
      {
        requestId,
        method,
        route: routeOptions.url,
        procedure: typeof procedure === 'string' ? procedure.slice(0, 200) : undefined,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
}
