import { createServer, type IncomingHttpHeaders } from 'node:http'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { listeningPort } from '../listening-port.ts'
import { startSandbox } from '../server.ts'
import { createTestClient, type Tokens } from '../test-client.ts'

const sandbox = await startSandbox()
const client = createTestClient(sandbox)
const account = 'provider@foyer.test'
let tokens: Tokens

/** What was sent to the receiver, oldest first. */
let received: { headers: IncomingHttpHeaders; body: string }[] = []
let answerWith = 204
const receiver = createServer(async (request, response) => {
  let body = ''
  for await (const part of request) body += String(part)
  received.push({ headers: request.headers, body })
  response.writeHead(answerWith).end()
})
await new Promise<void>((done) => receiver.listen(0, 'localhost', done))
const address = `http://localhost:${listeningPort(receiver)}/hook`

beforeEach(async () => {
  sandbox.reset()
  received = []
  answerWith = 204
  tokens = await client.connect(account)
})
afterAll(async () => {
  await sandbox.close()
  receiver.close()
})

const post = (path: string, body: object) =>
  fetch(`${sandbox.origin}/calendar/v3${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const watch = (id: string, more: object = {}) =>
  post('/calendars/primary/events/watch', { id, type: 'web_hook', address, token: 'canary-token', ...more })
const text = (value: string | string[] | undefined) => [value].flat().join()
const rings = () =>
  received.map(({ headers }) => `${text(headers['x-goog-channel-id'])} ${text(headers['x-goog-resource-state'])}`)
const addEvent = () =>
  sandbox.google.addEvent({ account, startsAt: '2026-12-01T10:00:00Z', endsAt: '2026-12-01T11:00:00Z' })

test('a channel rings once to be tried out, and then for every change until it is stopped', async () => {
  const opened = await watch('one', { params: { ttl: '3600' } })
  const channel = (await opened.json()) as { resourceId: string; expiration: string }
  expect([opened.status, channel]).toEqual([200, expect.objectContaining({ kind: 'api#channel', id: 'one' })])
  expect(Number(channel.expiration) - sandbox.clock.now().getTime()).toBeCloseTo(3_600_000, -4)
  const event = addEvent()
  sandbox.google.moveEvent({ account, id: event.id, startsAt: '2026-12-02T10:00:00Z', endsAt: '2026-12-02T11:00:00Z' })
  await vi.waitFor(() =>
    expect(rings().toSorted((one, other) => one.localeCompare(other))).toEqual([
      'one exists',
      'one exists',
      'one sync',
    ]),
  )
  const { headers, body } = received[0] ?? { headers: {}, body: '?' }
  expect([headers['x-goog-channel-token'], headers['x-goog-resource-id'], body]).toEqual([
    'canary-token',
    channel.resourceId,
    '',
  ])
  expect((await post('/channels/stop', { id: 'one', resourceId: channel.resourceId })).status).toBe(204)
  addEvent()
  expect((await post('/channels/stop', { id: 'one', resourceId: channel.resourceId })).status).toBe(404)
  expect(sandbox.calls.list({ operation: 'google.notifications.events' })).toHaveLength(3)
})

test('a channel whose time is over rings no more, and its id was never free', async () => {
  await watch('two', { params: { ttl: '60' } })
  expect((await watch('two')).status).toBe(400)
  sandbox.clock.setOffset(61_000)
  addEvent()
  expect(sandbox.google.channels(account)).toEqual([])
})

test('notifications can be lost, come twice, and come again when the receiver was in trouble', async () => {
  sandbox.faults.add({ operation: 'google.notifications.events', kind: 'drop_before' })
  sandbox.faults.add({ operation: 'google.notifications.events', kind: 'drop_after' })
  await watch('three')
  addEvent()
  await vi.waitFor(() => expect(rings()).toEqual(['three exists', 'three exists']))
  answerWith = 503
  addEvent()
  await vi.waitFor(() => expect(received).toHaveLength(3))
  answerWith = 204
  await vi.waitFor(() => expect(received).toHaveLength(4))
})

test('removing the access sends a signed event to every client that had it', async () => {
  sandbox.google.setReceiver({ address })
  sandbox.google.revokeGrant(account)
  await vi.waitFor(() => expect(received).toHaveLength(1))
  const { headers, body } = received[0] ?? { headers: {}, body: '' }
  expect(headers['content-type']).toBe('application/secevent+jwt')
  const claims: unknown = JSON.parse(Buffer.from(body.split('.')[1] ?? '', 'base64url').toString())
  expect(claims).toMatchObject({
    iss: 'https://accounts.google.com/',
    aud: 'app',
    events: {
      'https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked': { subject: { subject_type: 'iss-sub' } },
    },
  })
})
