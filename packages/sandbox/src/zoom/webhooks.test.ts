import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { listeningPort } from '../listening-port.ts'
import { startSandbox } from '../server.ts'

const SECRET = 'canary-webhook-secret'
const sandbox = await startSandbox()
const { zoom } = sandbox

/** What was sent to the app, oldest first. */
let received: { headers: IncomingHttpHeaders; body: string; event: string }[] = []
let answers: number[] = []
let knows = SECRET
const app = createServer(async (request, response) => {
  let body = ''
  for await (const part of request) body += String(part)
  const { event, payload } = JSON.parse(body) as { event: string; payload: { plainToken?: string } }
  if (event === 'endpoint.url_validation') {
    const { plainToken = '' } = payload
    const encryptedToken = createHmac('sha256', knows).update(plainToken).digest('hex')
    response.writeHead(200).end(JSON.stringify({ plainToken, encryptedToken }))
    return
  }
  received.push({ headers: request.headers, body, event })
  response.writeHead(answers.shift() ?? 204).end()
})
await new Promise<void>((done) => app.listen(0, 'localhost', done))
const url = `http://localhost:${listeningPort(app)}/hook`
const events = () => received.map(({ event }) => event)

beforeEach(() => {
  sandbox.reset()
  received = []
  answers = []
  knows = SECRET
})
afterAll(async () => {
  await sandbox.close()
  app.close()
})

/** A meeting that a person made. */
async function addMeeting(account: string): Promise<string> {
  zoom.setConsent({ mode: 'grant', account })
  const redirect = new URLSearchParams({
    response_type: 'code',
    client_id: 'app',
    redirect_uri: 'http://localhost/back',
  })
  const consent = await fetch(`${sandbox.origin}/oauth/authorize?${redirect.toString()}`, { redirect: 'manual' })
  const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const grant = { grant_type: 'authorization_code', code, redirect_uri: 'http://localhost/back' }
  const headers = { authorization: `Basic ${Buffer.from('app:secret').toString('base64')}` }
  const token = await fetch(`${sandbox.origin}/oauth/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(grant),
  })
  const { access_token } = (await token.json()) as { access_token: string }
  const meeting = await fetch(`${sandbox.origin}/v2/users/me/meetings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ topic: 'Talk', type: 2, start_time: '2099-01-01T10:00:00Z', duration: 30 }),
  })
  return String(((await meeting.json()) as { id: number }).id)
}

test('sends to an address only once that has proved to know the secret', async () => {
  knows = 'another'
  await expect(zoom.setWebhook({ url, secret: SECRET })).rejects.toThrow('did not prove itself')
  zoom.deauthorize('provider@foyer.test')
  knows = SECRET
  await zoom.setWebhook({ url, secret: SECRET })
  zoom.deauthorize('provider@foyer.test')
  await vi.waitFor(() => expect(events()).toEqual(['app_deauthorized']))
})

test('signs the time and the bytes of the body', async () => {
  await zoom.setWebhook({ url, secret: SECRET })
  zoom.deauthorize('provider@foyer.test')
  await vi.waitFor(() => expect(received).toHaveLength(1))
  const [{ headers, body } = { headers: undefined, body: '' }] = received
  const signed = `v0:${[headers?.['x-zm-request-timestamp']].flat().join()}:${body}`
  expect(headers?.['x-zm-signature']).toBe(`v0=${createHmac('sha256', SECRET).update(signed).digest('hex')}`)
  const { payload } = JSON.parse(body) as { payload: { user_id: string } }
  expect(payload.user_id).toBe(zoom.addAccount({ email: 'provider@foyer.test' }).id)
})

test('tells of changes by hand, but of a removal only where the plan is paid for', async () => {
  await zoom.setWebhook({ url, secret: SECRET })
  const paid = await addMeeting('provider@foyer.test')
  const free = await addMeeting('basic@foyer.test')
  for (const id of [paid, free]) zoom.moveMeeting({ id, startsAt: '2099-01-02T10:00:00Z' })
  for (const id of [paid, free]) zoom.deleteMeeting({ id })
  const expected = ['meeting.deleted', 'meeting.updated', 'meeting.updated']
  await vi.waitFor(() => expect(events().toSorted((one, other) => one.localeCompare(other))).toEqual(expected))
})

test('sends again what met a fault of the app, and gives up on a refusal', async () => {
  await zoom.setWebhook({ url, secret: SECRET })
  answers = [503, 204]
  zoom.deauthorize('provider@foyer.test')
  await vi.waitFor(() => expect(events()).toEqual(['app_deauthorized', 'app_deauthorized']), { timeout: 5000 })
  const [first, second] = received.map(({ body }) => body)
  expect(second).toBe(first)
  received = []
  answers = [401]
  zoom.deauthorize('provider@foyer.test')
  await vi.waitFor(() => expect(events()).toEqual(['app_deauthorized']))
})
