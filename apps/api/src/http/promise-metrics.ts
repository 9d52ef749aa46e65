import type { Core } from '@foyer/core/context'
import { LINK_QUANTILES, measureLinks } from '@foyer/core/meetings/measure-links'
import { listSweeps } from '@foyer/core/sweeps/list-sweeps'
import { Counter, Gauge, type Registry } from 'prom-client'

/** Adds how quickly links come, how many are missing, and what the sweeps do; all of it from the database. */
export function promiseMetrics(register: Registry, core: Core): void {
  linkMetrics(register, core)
  sweepMetrics(register, core)
}

function linkMetrics(register: Registry, core: Core): void {
  // Without a database the process still has something to tell.
  const measure = shared(() => measureLinks(core).catch(() => null))
  new Gauge({
    name: 'foyer_link_seconds',
    help: 'Time from wanting a link to having it, of those wanted in the last day.',
    labelNames: ['quantile'] as const,
    registers: [register],
    async collect() {
      const measured = await measure()
      this.reset()
      LINK_QUANTILES.forEach((quantile, index) => {
        const seconds = measured?.seconds?.[index]
        if (seconds !== undefined) this.set({ quantile }, seconds)
      })
    },
  })
  new Gauge({
    name: 'foyer_sessions_without_link',
    help: 'Coming sessions without a link, by how soon they begin.',
    labelNames: ['within'] as const,
    registers: [register],
    async collect() {
      const measured = await measure()
      this.reset()
      for (const [within, count] of Object.entries(measured?.withoutLink ?? {})) this.set({ within }, count)
    },
  })
}

function sweepMetrics(register: Registry, core: Core): void {
  const common = { labelNames: ['sweep'] as const, registers: [register] }
  const list = shared(() => listSweeps(core).catch(() => []))
  new Gauge({
    ...common,
    name: 'foyer_sweep_last_run_timestamp_seconds',
    help: 'When a sweep ran last.',
    async collect() {
      const sweeps = await list()
      this.reset()
      for (const { name, ranAt } of sweeps) if (ranAt) this.set({ sweep: name }, Date.parse(ranAt) / 1000)
    },
  })
  new Counter({
    ...common,
    name: 'foyer_sweep_found_total',
    help: 'What a sweep found since the beginning.',
    async collect() {
      const sweeps = await list()
      this.reset()
      for (const { name, foundTotal } of sweeps) this.inc({ sweep: name }, foundTotal)
    },
  })
  new Counter({
    ...common,
    name: 'foyer_sweep_failures_total',
    help: 'How often a sweep failed.',
    async collect() {
      const sweeps = await list()
      this.reset()
      for (const { name, failures } of sweeps) this.inc({ sweep: name }, failures)
    },
  })
}

/** One answer for all who ask at the same time: the metrics of one reading are collected together. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | null = null
  return () => {
    underWay ??= read().finally(() => {
      underWay = null
    })
    return underWay
  }
}
