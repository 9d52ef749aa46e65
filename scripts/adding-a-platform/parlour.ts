import { createHash, randomUUID } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Disturbance, VendorCall } from '@foyer/meetings/contract-harness'
import { createBooks, type ParlourRoom, Refusal } from './parlour-books.ts'

interface Asked {
  call: VendorCall | 'authorize'
  url: URL
  /** The last part of the address. */
  key: string
  form: URLSearchParams
  json: Partial<ParlourRoom>
  account: string
}

const ROUTES: [method: string, path: RegExp, call: Asked['call']][] = [
  ['GET', /^\/oauth\/authorize$/, 'authorize'],
  ['POST', /^\/oauth\/token$/, 'exchange'],
  ['POST', /^\/oauth\/revoke$/, 'revoke'],
  ['GET', /^\/v1\/account$/, 'account'],
  ['POST', /^\/v1\/rooms$/, 'create'],
  ['GET', /^\/v1\/rooms$/, 'list'],
  ['GET', /^\/v1\/rooms\/[^/]+$/, 'read'],
  ['PATCH', /^\/v1\/rooms\/[^/]+$/, 'update'],
  ['DELETE', /^\/v1\/rooms\/[^/]+$/, 'remove'],
]

/** The vendor of docs/adding-a-platform.md, with one account and trouble on demand. */
export async function startParlour() {
  const books = createBooks()
  const calls: VendorCall[] = []
  let disturbances: { call: VendorCall; disturbance: Disturbance }[] = []

  /** What the answer says; throws `Refusal`. */
  function work({ call, url, key, form, json, account }: Asked): unknown {
    switch (call) {
      case 'authorize':
        return { location: books.consent(url) }
      case 'exchange':
        return books.exchange(
          form,
          createHash('sha256')
            .update(form.get('code_verifier') ?? '')
            .digest('base64url'),
        )
      case 'refresh':
        return books.refresh(form.get('refresh_token') ?? '')
      case 'revoke':
        return books.endPermission(form.get('token') ?? '')
      case 'account':
        return { id: `account-${account}`, email: account }
      case 'create':
        return books.create(json)
      case 'list':
        return { rooms: books.list(url.searchParams.get('ends_after'), url.searchParams.get('starts_before')) }
      case 'read':
        return books.room(key)
      case 'update':
        return Object.assign(books.room(key), json)
      case 'remove':
        return books.remove(key)
    }
  }

  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://parlour')
    let body = ''
    for await (const piece of request) body += String(piece)
    const isForm = url.pathname.startsWith('/oauth/')
    const form = new URLSearchParams(isForm ? body : '')
    const route = ROUTES.find(([method, path]) => method === request.method && path.test(url.pathname))
    const call = form.get('grant_type') === 'refresh_token' ? 'refresh' : route?.[2]
    if (!call) return void response.writeHead(404).end()
    if (call !== 'authorize') calls.push(call)
    const index = disturbances.findIndex((one) => one.call === call)
    const disturbance = disturbances.splice(index, index < 0 ? 0 : 1)[0]?.disturbance
    if (typeof disturbance === 'object')
      return void response.writeHead(disturbance.status, disturbance.headers).end('{"error":"trouble"}')
    if (disturbance === 'silence') return
    if (disturbance === 'lost_before') return void request.socket.destroy()
    const [status, said] = settle(() => {
      const account = isForm ? '' : books.requireAccount(request.headers.authorization ?? '', call)
      const key = decodeURIComponent(url.pathname.split('/').at(-1) ?? '')
      return work({ call, url, key, form, json: isForm || !body ? {} : JSON.parse(body), account })
    })
    if (disturbance === 'lost_after') return void request.socket.destroy()
    const text = JSON.stringify(said ?? {})
    if (disturbance === 'lost_within') {
      response.writeHead(status, { 'content-length': text.length })
      return void response.write(text.slice(0, 5), () => request.socket.destroy())
    }
    const location = said !== null && typeof said === 'object' && 'location' in said ? String(said.location) : null
    response.writeHead(location ? 302 : status, location ? { location } : { 'content-type': 'application/json' })
    response.end(text)
  }

  const server = http.createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    books,
    credentials: { clientId: 'foyer', clientSecret: randomUUID(), origin: `http://127.0.0.1:${port}` },
    disturb: (call: VendorCall, disturbance: Disturbance) => void disturbances.push({ call, disturbance }),
    countCalls: (call: VendorCall) => calls.filter((one) => one === call).length,
    reset() {
      books.clear()
      calls.length = 0
      disturbances = []
    },
    close() {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function settle(work: () => unknown): [status: number, said: unknown] {
  try {
    return [200, work()]
  } catch (error) {
    if (error instanceof Refusal) return [error.status, { error: error.code }]
    throw error
  }
}
