import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import type { Auth } from '@foyer/core/accounts/auth'
import type { Changes } from '@foyer/core/changes'
import type { Core } from '@foyer/core/context'
import { describeError } from '@foyer/core/log'
import { FoyerError } from '@foyer/shared/errors'
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import Fastify, { type FastifyInstance } from 'fastify'
import { authRoutes } from './http/auth-routes.ts'
import { connectionCallback } from './http/connection-callback.ts'
import { errorAnswers } from './http/errors.ts'
import { healthRoutes } from './http/health.ts'
import { metricsRoute } from './http/metrics.ts'
import { oneHost } from './http/one-host.ts'
import { openStreams } from './http/open-streams.ts'
import { requestLog } from './http/request-log.ts'
import { sameOrigin } from './http/same-origin.ts'
import { securityHeaders } from './http/security-headers.ts'
import { sessionRoutes } from './http/session-routes.ts'
import { webApp } from './http/web-app.ts'
import { webhooks } from './http/webhooks.ts'
import { createRequestContext, type RequestDeps } from './request-context.ts'
import { type AppRouter, appRouter } from './router.ts'

export interface AppDeps {
  core: Core
  auth: Auth
  changes: Changes
  /** Folder of the built web app; null serves the API alone. */
  webDist: string | null
  /** Whether X-Forwarded-For is believed, behind a proxy of ours. */
  trustProxy?: boolean | undefined
  /** Calls a minute from one address to the open procedures that cost something. */
  callsPerMinute?: number | undefined
}

const BODY_BYTES = 256 * 1024
const MOST_CALLS_IN_A_BATCH = 20

/** The whole HTTP side without a port: tests inject into it, `main` lets it listen. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { core, auth, changes } = deps
  const { appUrl } = core.config
  const app = Fastify({
    bodyLimit: BODY_BYTES,
    trustProxy: deps.trustProxy ?? false,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    // Procedure names of a whole batch share one path segment.
    routerOptions: { maxParamLength: 2000 },
    forceCloseConnections: 'idle',
  })
  app.removeContentTypeParser('text/plain')
  errorAnswers(app, core.log)
  requestLog(app, core.log)
  openStreams(app)
  await securityHeaders(app, { appUrl })
  sameOrigin(app, { appUrl })
  oneHost(app, { appUrl })
  await app.register(cookie)
  await app.register(rateLimit, { global: false })
  const requestDeps: RequestDeps = { core, auth, changes, checkRate: rateCheck(app, deps.callsPerMinute ?? 300) }

  healthRoutes(app, core)
  metricsRoute(app, core, changes)
  connectionCallback(app, requestDeps)
  sessionRoutes(app, requestDeps)
  await app.register(authRoutes, { auth, appUrl })
  await app.register(webhooks, { core })
  await app.register(fastifyTRPCPlugin, {
    prefix: '/api/trpc',
    trpcOptions: {
      router: appRouter,
      maxBatchSize: MOST_CALLS_IN_A_BATCH,
      createContext: ({ req, res }) => createRequestContext(requestDeps, req, res),
      onError({ error, path, ctx }) {
        if (error.code !== 'INTERNAL_SERVER_ERROR') return
        const fields = { ...describeError(error.cause ?? error), procedure: path, requestId: ctx?.requestId }
        core.log.error(fields, 'a procedure failed')
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
  })
  await webApp(app, { webDist: deps.webDist })
  return app
}

function rateCheck(app: FastifyInstance, max: number): RequestDeps['checkRate'] {
  const check = app.createRateLimit({ max, timeWindow: 60_000 })
  return async (request, reply) => {
    const rate = await check(request)
    if (rate.isAllowed || !rate.isExceeded) return
    if (!reply.raw.headersSent) reply.header('retry-after', rate.ttlInSeconds)
    throw new FoyerError('rate_exceeded')
  }
}
