import { createServer, type Server, type Socket } from 'node:net'
import { createPlatforms } from '@foyer/meetings/platforms'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { actAs, type Core, SYSTEM } from '../context.ts'
import { syncMeeting } from '../meetings/sync-meeting.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'

const TIMEOUT_MS = 300

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const servers: { server: Server; sockets: Set<Socket> }[] = []
afterEach(() => {
  for (const { server, sockets } of servers.splice(0)) {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
})

/** Something that listens but is no Google; remembers whom it is connected to. */
async function listen(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    // Unread data would hide that the other side has gone.
    socket.resume()
    onConnection(socket)
  })
  servers.push({ server, sockets })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The server has no port.')
  return { host: `127.0.0.1:${address.port}`, sockets }
}

/** The same installation with Google somewhere else. */
const withGoogleAt = (origin: string): Core => ({
  ...world.core,
  platforms: createPlatforms(
    { google_meet: { clientId: 'foyer-test', clientSecret: 'canary-client-secret', origin } },
    { now: world.core.now, timeoutMs: TIMEOUT_MS },
  ),
})

/** Begins to answer and then sends one byte after the other, for ever. */
function trickle(socket: Socket) {
  socket.once('data', () => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n')
    const timer = setInterval(() => socket.write('{'), 20)
    socket.on('close', () => clearInterval(timer))
  })
}

async function tryOnce(core: Core) {
  const provider = await world.addProvider()
  const { meetingId } = await world.addSession(provider)
  await syncMeeting(actAs(core, SYSTEM), { meetingId, providerId: provider.userId })
  return { provider, meetingId, meeting: await world.meeting(meetingId) }
}

async function expectHealed({ provider, meetingId }: Awaited<ReturnType<typeof tryOnce>>) {
  await world.syncWhenDue(meetingId)
  expect((await world.meeting(meetingId)).status).toBe('ready')
  expect(world.liveEvents(provider)).toHaveLength(1)
}

describe('passes by itself, and is tried again soon', { timeout: 60_000 }, () => {
  it.each([
    ['a name that cannot be found', 'http://google.invalid', 'platform_unreachable'],
    ['a port on which nobody listens', 'http://127.0.0.1:9', 'platform_unreachable'],
  ])('%s', async (_name, origin, reason) => {
    const tried = await tryOnce(withGoogleAt(origin))
    expect(tried.meeting).toMatchObject({ status: 'pending', reason, attempts: 1, outcomeUnknown: false })
    await expectHealed(tried)
  })

  it('a server that does not speak TLS', async () => {
    const { host, sockets } = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const tried = await tryOnce(withGoogleAt(`https://${host}`))
    expect(tried.meeting).toMatchObject({ status: 'pending', attempts: 1 })
    expect(tried.meeting.nextAttemptAt).not.toBeNull()
    await vi.waitFor(() => expect(sockets.size).toBe(0), { timeout: 5000 })
    await expectHealed(tried)
  })

  it.each([
    ['a server that never answers', () => {}],
    ['a server that answers one byte after the other', trickle],
  ])('%s, and no connection is left open to it', async (_name, answer) => {
    const { host, sockets } = await listen(answer)
    const tried = await tryOnce(withGoogleAt(`http://${host}`))
    expect(tried.meeting).toMatchObject({ status: 'pending', reason: 'outcome_unknown', outcomeUnknown: true })
    await vi.waitFor(() => expect(sockets.size).toBe(0), { timeout: 5000 })
    await expectHealed(tried)
  })
})
