import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ControlError, checkControlInput, readControlBody } from './control-error.ts'
import type { SandboxCore } from './core.ts'
import { faultInput } from './faults.ts'
import { latencyInput } from './latency.ts'

const callFilter = z.strictObject({
  vendor: z.string().optional(),
  operation: z.string().optional(),
  account: z.string().optional(),
  afterSeq: z.coerce.number().int().optional(),
})
const clockInput = z.strictObject({ offsetMs: z.number().int() })
const seedInput = z.strictObject({ seed: z.number().int() })
const byId = z.object({ id: z.string() })

/** The controls that all vendors share, under `/_sandbox`. `resetAll` also resets the vendors and the mailbox. */
export function registerControlRoutes(app: FastifyInstance, core: SandboxCore, resetAll: () => void): void {
  app.get('/_sandbox/calls', (request) => ({ calls: core.calls.list(checkControlInput(callFilter, request.query)) }))
  app.delete('/_sandbox/calls', (_request, reply) => {
    core.calls.clear()
    return reply.status(204).send()
  })

  app.get('/_sandbox/faults', () => ({ faults: core.faults.list() }))
  app.post('/_sandbox/faults', (request, reply) => {
    const body = readControlBody(z.unknown(), request.body)
    // Two schemas instead of a union, because a union cannot say which field is wrong.
    const faults = Array.isArray(body)
      ? checkControlInput(z.array(faultInput), body)
      : [checkControlInput(faultInput, body)]
    return reply.status(201).send({ faults: faults.map((fault) => core.faults.add(fault)) })
  })
  app.put('/_sandbox/faults/seed', (request, reply) => {
    core.faults.seed(readControlBody(seedInput, request.body).seed)
    return reply.status(204).send()
  })
  app.delete('/_sandbox/faults', (_request, reply) => {
    core.faults.clear()
    return reply.status(204).send()
  })
  app.delete('/_sandbox/faults/:id', (request, reply) => {
    const { id } = byId.parse(request.params)
    if (!core.faults.remove(id)) throw new ControlError(404, 'not_found', `no fault has the id ${id}`)
    return reply.status(204).send()
  })

  app.get('/_sandbox/latency', () => ({ rules: core.latency.list() }))
  app.put('/_sandbox/latency', (request) => {
    core.latency.set(readControlBody(latencyInput, request.body))
    return { rules: core.latency.list() }
  })
  app.delete('/_sandbox/latency', (_request, reply) => {
    core.latency.clear()
    return reply.status(204).send()
  })

  app.get('/_sandbox/clock', () => ({ now: core.clock.now().toISOString(), offsetMs: core.clock.offsetMs() }))
  app.put('/_sandbox/clock', (request) => {
    core.clock.setOffset(readControlBody(clockInput, request.body).offsetMs)
    return { now: core.clock.now().toISOString(), offsetMs: core.clock.offsetMs() }
  })

  app.post('/_sandbox/reset', (_request, reply) => {
    resetAll()
    return reply.status(204).send()
  })
}
