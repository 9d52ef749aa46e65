import type { FastifyInstance } from 'fastify'

/**
 * Ends live streams when the server closes, so that other requests can finish and the pages reconnect elsewhere. The
 * connection is cut rather than ended: an orderly end would tell a page not to come back.
 */
export function openStreams(app: FastifyInstance): void {
  const open = new Set<() => void>()
  app.addHook('onRequest', async (request, reply) => {
    if (!request.headers.accept?.includes('text/event-stream')) return
    const cut = () => request.raw.socket.destroy()
    open.add(cut)
    reply.raw.once('close', () => open.delete(cut))
  })
  app.addHook('preClose', async () => {
    for (const cut of open) cut()
  })
}
