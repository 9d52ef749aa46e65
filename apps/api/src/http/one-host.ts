import { ownOrigins } from '@foyer/core/accounts/auth'
import type { FastifyInstance } from 'fastify'
import { isNavigation } from './is-navigation.ts'

/**
 * Leads pages opened under another name of this machine to the configured one. Platforms send people back to that one,
 * and a sign-in under the other name would not be known there.
 */
export function oneHost(app: FastifyInstance, options: { appUrl: string }): void {
  const [own, ...twins] = ownOrigins(options.appUrl)
  const twinHosts = new Set(twins.map((origin) => new URL(origin).host))
  app.addHook('onRequest', async (request, reply) => {
    if (twinHosts.has(request.host) && isNavigation(request)) return reply.redirect(`${own}${request.url}`, 307)
  })
}
