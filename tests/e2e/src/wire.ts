import { createServer, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** The way from one browser to the world, which a test can cut. */
export interface Wire extends AsyncDisposable {
  /** For the `proxy` of a browser context. */
  server: string
  /** Ends every connection and takes no new one. */
  cut(): void
  mend(): void
}

/** A forward proxy for plain HTTP. The browser's own offline mode leaves open streams alone, which no real cut does. */
export async function openWire(): Promise<Wire> {
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((incoming, answer) => {
    const { method, headers, url = '' } = incoming
    const outgoing = request(url, { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      // Event streams begin with their headers, long before the first event.
      answer.flushHeaders()
      response.pipe(answer)
      response.on('error', () => answer.destroy())
    })
    outgoing.on('error', () => answer.destroy())
    answer.on('close', () => outgoing.destroy())
    incoming.pipe(outgoing)
  })
  server.on('connection', (socket) => {
    if (isCut) return socket.destroy()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    return undefined
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const end = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    server: `http://127.0.0.1:${portOf(server.address())}`,
    cut() {
      isCut = true
      end()
    },
    mend() {
      isCut = false
    },
    async [Symbol.asyncDispose]() {
      end()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The wire has no port.')
  return address.port
}
