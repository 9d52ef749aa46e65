import { completeConnection } from '@foyer/core/connections/complete-connection'
import { PLATFORMS } from '@foyer/shared/platforms'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { actingAs, createRequestContext, type RequestDeps } from '../request-context.ts'
import { connectionCookie } from './connection-cookie.ts'

const paramsSchema = z.object({ platform: z.enum(PLATFORMS) })

/** Anything but one plain text counts as absent. */
const text = z.string().max(4000).optional().catch(undefined)
const querySchema = z
  .object({ code: text, state: text, error: text, error_description: text })
  .transform(({ error_description: errorDescription, ...query }) => ({ ...query, errorDescription }))

/**
 * Where a platform sends the browser back. The address carries a code, so it is neither stored nor passed on, and
 * nothing the platform wrote is shown.
 */
export function connectionCallback(app: FastifyInstance, deps: RequestDeps): void {
  const { appUrl } = deps.core.config
  app.get('/api/connections/:platform/callback', async (request, reply) => {
    const params = paramsSchema.safeParse(request.params)
    if (!params.success) return reply.callNotFound()
    const { platform } = params.data
    const { name, attributes } = connectionCookie(appUrl, platform)
    const acting = actingAs(deps.core, await createRequestContext(deps, request, reply).signedIn())
    const cookie = request.cookies[name]
    const result = await completeConnection(acting, { platform, query: querySchema.parse(request.query), cookie })
    const page = new URL(result.returnTo, appUrl)
    if (result.outcome === 'connected') {
      page.searchParams.set('connected', platform)
      // Told here, because the links may be there before the page can count what waits.
      if (result.repaired > 0) page.searchParams.set('repaired', String(result.repaired))
      if (result.allowed.length > 0) page.searchParams.set('allowed', result.allowed.join(' '))
      if (result.refused.length > 0) page.searchParams.set('not_allowed', result.refused.join(' '))
    } else {
      page.searchParams.set('connection_problem', result.outcome === 'refused' ? result.code : result.outcome)
      page.searchParams.set('connection_platform', platform)
    }
    return reply
      .clearCookie(name, attributes)
      .header('referrer-policy', 'no-referrer')
      .redirect(page.pathname + page.search + page.hash)
  })
}
