import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { SandboxCore } from './core.ts'
import type { FaultRule } from './faults.ts'
import { isJsonObject, mergePatch } from './merge-patch.ts'
import { redact } from './redact.ts'
import { Refusal, type VendorOperation, type VendorReply, type VendorRequest } from './vendor-operation.ts'

type Outcome = { kind: 'answer' | 'partial'; reply: VendorReply } | { kind: 'cut' }

const pathParams = z.record(z.string(), z.string())

/** A Fastify handler that runs one vendor operation with latency and faults, and logs the call. */
export function serveOperation(core: SandboxCore, operation: VendorOperation) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const vendorRequest = toVendorRequest(request)
    const who = operation.identify(vendorRequest)
    const call = core.calls.open({
      at: core.clock.now().toISOString(),
      vendor: operation.vendor,
      method: vendorRequest.method,
      path: vendorRequest.path,
      query: asRecord(redact(toRecord(vendorRequest.query))),
      ...who,
      requestBody: redact(readableBody(vendorRequest)),
    })
    const startedAt = performance.now()
    const fault = core.faults.take(who)
    call.faultApplied = fault?.kind ?? null

    const outcome = await perform(core, operation, vendorRequest, who.operation, fault)
    call.durationMs = Math.round(performance.now() - startedAt)
    if (outcome.kind === 'cut' || (outcome.kind === 'partial' && outcome.reply.body === '')) return cut(request, reply)
    call.status = outcome.reply.status
    call.account = outcome.reply.account ?? call.account
    return outcome.kind === 'partial'
      ? sendHalf(reply, outcome.reply)
      : reply.status(outcome.reply.status).headers(outcome.reply.headers).send(outcome.reply.body)
  }
}

async function perform(
  core: SandboxCore,
  operation: VendorOperation,
  request: VendorRequest,
  name: string,
  fault: FaultRule | null,
): Promise<Outcome> {
  const commit = (): VendorReply => runOperation(operation, request)
  try {
    await core.wait(core.latency.draw(name))
    switch (fault?.kind) {
      case undefined:
        return { kind: 'answer', reply: commit() }
      case 'status':
        if (fault.committed) commit()
        return { kind: 'answer', reply: scriptedReply(operation, fault) }
      case 'drop_before':
        return { kind: 'cut' }
      case 'drop_after':
        commit()
        return { kind: 'cut' }
      case 'partial_body':
        return { kind: 'partial', reply: commit() }
      case 'changed_body':
        return { kind: 'answer', reply: changedReply(commit(), fault) }
      case 'hang':
        if (fault.committed) commit()
        await core.wait(fault.ms)
        return { kind: 'cut' }
      case 'delay': {
        const early = fault.committed ? commit() : null
        await core.wait(fault.ms)
        return { kind: 'answer', reply: early ?? commit() }
      }
    }
  } catch (error) {
    // The sandbox is closing; whoever still waits loses the connection.
    if (error instanceof Error && error.name === 'AbortError') return { kind: 'cut' }
    throw error
  }
}

function runOperation(operation: VendorOperation, request: VendorRequest): VendorReply {
  try {
    return operation.run(request)
  } catch (error) {
    if (error instanceof Refusal) return error.reply
    throw error
  }
}

function scriptedReply(operation: VendorOperation, fault: FaultRule & { kind: 'status' }): VendorReply {
  const usual = operation.failure(fault.status, fault.reason)
  const headers = { ...usual.headers, ...fault.headers }
  if (fault.body === undefined) return { ...usual, headers }
  if (typeof fault.body === 'string') {
    return {
      status: fault.status,
      headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
      body: fault.body,
    }
  }
  return { status: fault.status, headers, body: JSON.stringify(fault.body) }
}

/** A text takes the place of the body; an object is merged into it, where null removes. Refusals stay as they are. */
function changedReply(reply: VendorReply, { body }: FaultRule & { kind: 'changed_body' }): VendorReply {
  if (reply.status >= 400) return reply
  if (typeof body === 'string') return { ...reply, body }
  const answered: unknown = JSON.parse(reply.body)
  return { ...reply, body: JSON.stringify(mergePatch(isJsonObject(answered) ? answered : {}, body)) }
}

function cut(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack()
  request.raw.socket.resetAndDestroy()
  return reply
}

function sendHalf(reply: FastifyReply, full: VendorReply): FastifyReply {
  const bytes = Buffer.from(full.body)
  reply.hijack()
  reply.raw.writeHead(full.status, { ...full.headers, 'content-length': bytes.length })
  reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.raw.destroy())
  return reply
}

function toVendorRequest(request: FastifyRequest): VendorRequest {
  const url = new URL(request.raw.url ?? '/', 'http://sandbox')
  return {
    method: request.method,
    path: url.pathname,
    params: pathParams.safeParse(request.params).data ?? {},
    query: url.searchParams,
    headers: request.headers,
    body: typeof request.body === 'string' ? request.body : '',
  }
}

function readableBody(request: VendorRequest): unknown {
  if (request.body === '') return null
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return toRecord(new URLSearchParams(request.body))
  }
  try {
    return JSON.parse(request.body)
  } catch {
    return request.body
  }
}

/** Repeated names become arrays. */
function toRecord(params: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
