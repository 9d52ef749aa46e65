import type { Core } from '@foyer/core/context'
import { receiveNews } from '@foyer/core/news/receive-news'
import { ACCOUNT_NEWS_PATHS, NEWS_PATHS } from '@foyer/shared/news'
import { PLATFORMS, type Platform } from '@foyer/shared/platforms'
import type { FastifyInstance, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Requests prove by a signature or a token of their own where they come from, and no cookie is looked at. */
    provesItself?: boolean
  }
}

type Reader = 'readNews' | 'readAccountNews'

interface Door {
  path: string
  platform: Platform
  reader: Reader
}

const doorsTo = (paths: Partial<Record<Platform, string>>, reader: Reader): Door[] =>
  PLATFORMS.flatMap((platform) => {
    const path = paths[platform]
    return path === undefined ? [] : { path, platform, reader }
  })

/** Each address with who sends to it, and how that is read. */
const DOORS = [...doorsTo(NEWS_PATHS, 'readNews'), ...doorsTo(ACCOUNT_NEWS_PATHS, 'readAccountNews')]

/** The largest body; the longest that a platform is known to send has some kilobytes. */
const BODY_BYTES = 64 * 1024
const TOO_MANY_A_MINUTE = 1200

/**
 * The door for what platforms tell of their own accord. Each verifies its notifications over the bytes as they came; what
 * is new is written, the work is left to jobs, and the platform has its answer. Nothing of a body is logged or answered.
 */
export async function webhooks(scope: FastifyInstance, { core }: { core: Core }): Promise<void> {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  // For each door on its own: what one platform sends in plenty must not shut out another behind the same proxy.
  const keyGenerator = ({ ip, routeOptions }: FastifyRequest) => `${routeOptions.url} ${ip}`
  const checkRate = scope.createRateLimit({ max: TOO_MANY_A_MINUTE, timeWindow: 60_000, keyGenerator })
  const options = { bodyLimit: BODY_BYTES, config: { provesItself: true } }

  for (const { path, platform, reader } of DOORS) {
    scope.post(path, options, async (request, reply) => {
      const read = core.platforms[platform]?.[reader]
      if (!read) return reply.callNotFound()
      const rate = await checkRate(request)
      // Platforms send again what was answered with 503, and give up on any 4xx.
      if (!rate.isAllowed && rate.isExceeded) return reply.code(503).header('retry-after', rate.ttlInSeconds).send()
      const { answer: agreed, unproven, news } = await read(toNewsRequest(request))
      const used = await receiveNews(core, { platform, news })
      const answer = used === 0 && unproven ? { ...unproven, body: undefined } : agreed
      const kind = news.map((one) => one.kind).join(' ') || undefined
      core.log.info({ platform, kind, count: used, status: answer.status }, 'a platform sent news')
      return reply.code(answer.status).send(answer.body)
    })
  }
}

/** A header that is sent twice is none: no signature is made of two. */
function toNewsRequest({ headers, body }: FastifyRequest) {
  const single = Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
  return { headers: Object.fromEntries(single), rawBody: Buffer.isBuffer(body) ? body : Buffer.alloc(0) }
}
