import { createHmac } from 'node:crypto'
import { listConnections } from '@foyer/core/connections/list-connections'
import { openMeetingWorld, WEBHOOK_SECRET as SECRET } from '@foyer/core/testing/meeting-world'
import { connectionSecrets } from '@foyer/db/schema'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openTestApp, type TestApp } from './testing/test-app.ts'

const NOW = new Date('2026-11-21T09:00:00Z')
const MINUTE = 60_000

const sign = (text: string, secret = SECRET) => createHmac('sha256', secret).update(text).digest('hex')

let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ testCore: await openMeetingWorld({ now: () => NOW }, ['google_meet', 'zoom']) })
})
afterAll(() => test[Symbol.asyncDispose]())

/** One request to the door, signed as Zoom signs unless told otherwise. */
function knock(body: string, { at = NOW, secret = SECRET, headers = {}, door = 'zoom' } = {}) {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  return test.app.inject({
    method: 'POST',
    url: `/api/webhooks/${door}`,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-zm-request-timestamp': timestamp,
      'x-zm-signature': `v0=${sign(`v0:${timestamp}:${body}`, secret)}`,
      ...headers,
    },
    payload: body,
  })
}

const validation = JSON.stringify({
  event: 'endpoint.url_validation',
  payload: { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' },
})
const changed = JSON.stringify({ event: 'meeting.updated', event_ts: 1, payload: { object: { id: '81234567890' } } })

describe('the door for notifications', () => {
  it('proves to Zoom that the address is ours', async () => {
    const answer = await knock(validation)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({
      plainToken: 'qgg8vlvZRS6UYooatFL8Aw',
      encryptedToken: sign('qgg8vlvZRS6UYooatFL8Aw'),
    })
  })

  it('proves it to a question without a signature too, and takes nothing else without one', async () => {
    const post = (payload: string) => {
      const headers = { 'content-type': 'application/json' }
      return test.app.inject({ method: 'POST', url: '/api/webhooks/zoom', headers, payload })
    }
    expect((await post(validation)).json()).toMatchObject({ encryptedToken: sign('qgg8vlvZRS6UYooatFL8Aw') })
    expect((await post(changed)).statusCode).toBe(401)
    const plainToken = `v0:${Math.floor(NOW.getTime() / 1000)}:{}`
    const asked = await post(JSON.stringify({ event: 'endpoint.url_validation', payload: { plainToken } }))
    expect([asked.statusCode, asked.body]).toEqual([400, ''])
  })

  it('takes what is signed, whatever the words and the type, because the signature is over bytes', async () => {
    const body = `{ "event":"meeting.updated",\n "payload":{"object":{"id":81234567890,"topic":"Grüße \\u00e9"}} }`
    expect((await knock(body, { headers: { 'content-type': 'application/json; utf-8' } })).statusCode).toBe(204)
    expect((await knock(body, { headers: { 'content-type': 'text/plain' } })).statusCode).toBe(204)
    expect((await knock('{"event":"recording.started","payload":{}}')).statusCode).toBe(204)
  })

  it('takes the same notification twice', async () => {
    expect((await knock(changed)).statusCode).toBe(204)
    expect((await knock(changed)).statusCode).toBe(204)
  })

  it.each([
    ['is signed with another secret', () => knock(changed, { secret: 'another' })],
    ['has no signature', () => knock(changed, { headers: { 'x-zm-signature': '' } })],
    [
      'was signed for other bytes',
      () => knock(`${changed} `, { headers: { 'x-zm-signature': `v0=${sign(changed)}` } }),
    ],
    ['is six minutes old', () => knock(changed, { at: new Date(NOW.getTime() - 6 * MINUTE) })],
    ['is dated six minutes ahead', () => knock(changed, { at: new Date(NOW.getTime() + 6 * MINUTE) })],
    ['asks for the address with a wrong signature', () => knock(validation, { secret: 'another' })],
    ['is empty and unsigned', () => knock('', { headers: { 'x-zm-signature': 'v0=' } })],
  ])('tells nothing to one that %s', async (_what, send) => {
    const answer = await send()
    expect([answer.statusCode, answer.body]).toEqual([401, ''])
  })

  it('never signs a text that would pass for a notification', async () => {
    const plainToken = `v0:${Math.floor(NOW.getTime() / 1000)}:{}`
    const answer = await knock(JSON.stringify({ event: 'endpoint.url_validation', payload: { plainToken } }))
    expect([answer.statusCode, answer.body]).toEqual([400, ''])
  })

  it('refuses what is signed and cannot be read', async () => {
    expect((await knock('not json')).statusCode).toBe(400)
    expect((await knock('{"event":"app_deauthorized","payload":{}}')).statusCode).toBe(400)
  })

  it('reads no more than 64 kB', async () => {
    expect((await knock(JSON.stringify({ event: 'x', payload: 'x'.repeat(1_000_000) }))).statusCode).toBe(413)
  })

  it('is not there for platforms that send none, or that cannot prove themselves here', async () => {
    for (const door of ['microsoft', 'skype']) {
      expect((await knock(changed, { door })).statusCode).toBe(404)
    }
    expect((await test.app.inject({ url: '/api/webhooks/zoom' })).statusCode).toBe(404)
  })

  it('needs no sign-in, and opens nothing else to other sites', async () => {
    const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
    expect((await knock(changed, { headers })).statusCode).toBe(204)
    const answer = await test.app.inject({ method: 'POST', url: '/api/trpc/account.update', headers, payload: {} })
    expect(answer.json().error.reason).toBe('origin_refused')
  })
})

describe('a provider who removes Foyer at Zoom', () => {
  it('finds the connection ended and its tokens gone, as soon as Zoom has told', async () => {
    const world = await openMeetingWorld({ now: () => new Date() }, ['zoom'])
    await using opened = await openTestApp({ testCore: world })
    const { app } = opened
    const origin = await app.listen({ port: 0, host: 'localhost' })
    const provider = await world.addProvider({ isConnected: false })
    await world.connect(provider, undefined, 'zoom')
    await world.sandbox.zoom.setWebhook({ url: `${origin}/api/webhooks/zoom`, secret: SECRET })
    world.sandbox.faults.add({ operation: 'zoom.webhooks.*', kind: 'drop_after' })
    world.sandbox.zoom.deauthorize(provider.email)
    await vi.waitFor(async () =>
      expect(await listConnections(provider)).toMatchObject(
        expect.arrayContaining([
          expect.objectContaining({ platform: 'zoom', status: 'revoked', reason: 'permission_taken_back' }),
        ]),
      ),
    )
    expect(await world.core.db.$count(connectionSecrets)).toBe(0)
    const told = () => world.sandbox.calls.list({ operation: 'zoom.webhooks.app_deauthorized' })
    await vi.waitFor(() => expect(told().map(({ status }) => status)).toEqual([204, 204]))
  })

  it('lets no address listen that does not know the secret', async () => {
    const world = await openMeetingWorld({ now: () => NOW }, ['zoom'])
    await using opened = await openTestApp({ testCore: world })
    const url = `${await opened.app.listen({ port: 0, host: 'localhost' })}/api/webhooks/zoom`
    await expect(world.sandbox.zoom.setWebhook({ url, secret: 'another' })).rejects.toThrow('401')
  })
})
