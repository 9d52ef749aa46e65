import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Disturbance, VendorCall } from '../contract-harness.ts'

/** A request as it came in. */
export interface Ask {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  text: string
}

/** An answer; without a body nothing is sent but the status. */
export interface Reply {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

/** Refuses a request from deep within. */
export class Refused extends Error {
  readonly reply: Reply

  constructor(reply: Reply) {
    super(String(reply.status))
    this.reply = reply
  }
}

/** What one company's server does: which kind of call a request is, and its answer. */
export interface VendorRules {
  callOf(ask: Ask): VendorCall | null
  answer(ask: Ask): Reply
  /** Its envelope for a failure that a test arranges. */
  failure(status: number): unknown
}

/** A server of its own that speaks a company's paths, written from its documentation and from nothing of the sandbox. */
export async function serveVendor({ callOf, answer, failure }: VendorRules) {
  const calls: VendorCall[] = []
  const arranged = new Map<VendorCall, Disturbance[]>()
  const reply = (ask: Ask): Reply => {
    try {
      return answer(ask)
    } catch (error) {
      if (error instanceof Refused) return error.reply
      throw error
    }
  }
  const server = createServer(async (incoming, outgoing) => {
    const ask = await read(incoming)
    const call = callOf(ask)
    if (call) calls.push(call)
    const disturbance = call ? arranged.get(call)?.shift() : undefined
    if (disturbance === 'silence') return
    if (disturbance === 'lost_before') return void incoming.socket.destroy()
    if (typeof disturbance === 'object')
      return send(outgoing, { ...disturbance, body: failure(disturbance.status) }, 'whole')
    const answered = reply(ask)
    if (disturbance === 'lost_after') return void incoming.socket.destroy()
    send(outgoing, answered, disturbance === 'lost_within' ? 'half' : 'whole')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    disturb: (call: VendorCall, disturbance: Disturbance) =>
      void arranged.set(call, [...(arranged.get(call) ?? []), disturbance]),
    countCalls: (call: VendorCall) => calls.filter((made) => made === call).length,
    reset() {
      calls.length = 0
      arranged.clear()
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function read(incoming: IncomingMessage): Promise<Ask> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  const url = new URL(incoming.url ?? '/', 'http://vendor.test')
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    text: Buffer.concat(chunks).toString('utf8'),
  }
}

function send(outgoing: ServerResponse, { status, body, headers = {} }: Reply, extent: 'whole' | 'half'): void {
  if (body === undefined) return void outgoing.writeHead(status, headers).end()
  const text = JSON.stringify(body).replaceAll(LONG, '$1')
  const type = { 'content-type': 'application/json;charset=UTF-8' }
  outgoing.writeHead(status, { ...type, 'content-length': String(Buffer.byteLength(text)), ...headers })
  if (extent === 'whole') return void outgoing.end(text)
  outgoing.write(text.slice(0, text.length / 2), () => outgoing.destroy())
}

const LONG = /"long:(\d+)"/g

/** A whole number that is written out in full, however long it is. */
export const longNumber = (digits: string): string => `long:${digits}`

/** The fields of a form; refuses whatever is sent in another form. */
export function readForm({ headers, text }: Ask): URLSearchParams {
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) throw new Refused({ status: 415 })
  return new URLSearchParams(text)
}

/** The members of a JSON object; refuses whatever is sent in another form. */
export function readObject({ headers, text }: Ask): Record<string, unknown> {
  if (!headers['content-type']?.startsWith('application/json')) throw new Refused({ status: 415 })
  const value: unknown = JSON.parse(text)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Refused({ status: 400 })
  return { ...value }
}
