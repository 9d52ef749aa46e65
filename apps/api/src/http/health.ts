import type { Core } from '@foyer/core/context'
import { isReady } from '@foyer/core/readiness'
import type { FastifyInstance } from 'fastify'

/** Liveness says that the process answers, readiness that the database and the queue do. */
export function healthRoutes(app: FastifyInstance, core: Core): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    const ready = await isReady(core)
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'unavailable' })
  })
}
