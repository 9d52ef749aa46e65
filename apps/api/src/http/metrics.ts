import { countBreakers } from '@foyer/core/breakers/list-breakers'
import type { Changes } from '@foyer/core/changes'
import type { Core } from '@foyer/core/context'
import { countMeetings } from '@foyer/core/meetings/count-meetings'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { promiseMetrics } from './promise-metrics.ts'

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Prometheus: the process, how long answers take, how many meetings are in which status, and how the promise stands. */
export function metricsRoute(app: FastifyInstance, core: Core, changes: Changes): void {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: BUCKETS_SECONDS,
    registers: [register],
  })
  new Gauge({
    name: 'foyer_meetings',
    help: 'Meetings by status.',
    labelNames: ['status'] as const,
    registers: [register],
    async collect() {
      // Without a database the process still has something to tell.
      const counts = await countMeetings(core).catch(() => ({}))
      this.reset()
      for (const [status, count] of Object.entries(counts)) this.set({ status }, count)
    },
  })
  promiseMetrics(register, core)
  new Gauge({
    name: 'foyer_breakers',
    help: 'Accounts and platforms by whether their calls are held back; closed ones remember a failure.',
    labelNames: ['scope_kind', 'state'] as const,
    registers: [register],
    async collect() {
      const counts = await countBreakers(core).catch(() => [])
      this.reset()
      for (const { kind, state, count } of counts) this.set({ scope_kind: kind, state }, count)
    },
  })
  new Gauge({
    name: 'foyer_live_pages',
    help: 'Open pages that hear of changes.',
    registers: [register],
    collect() {
      this.set(changes.watching())
    },
  })
  app.addHook('onResponse', async (request, reply) => {
    // A live stream lasts as long as the page is open, which says nothing about speed.
    if (String(reply.getHeader('content-type')).startsWith('text/event-stream')) return
    const { method, routeOptions } = request
    const labels = { method, route: routeOptions.url ?? 'unknown', status: String(reply.statusCode) }
    durations.observe(labels, reply.elapsedTime / 1000)
  })
  app.get('/metrics', async (_request, reply) => reply.type(register.contentType).send(await register.metrics()))
}
