import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMeetingWorld } from '@foyer/core/testing/meeting-world'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from './testing/test-app.ts'

const page = { accept: 'text/html,application/xhtml+xml' }

describe('the HTTP side', () => {
  let test: TestApp
  let webDist: string
  beforeAll(async () => {
    webDist = await mkdtemp(join(tmpdir(), 'foyer-web-'))
    await mkdir(join(webDist, 'assets'))
    await writeFile(join(webDist, 'index.html'), '<!doctype html><title>Foyer</title>')
    await writeFile(join(webDist, 'assets/main-abc123.js'), 'export {}')
    test = await openTestApp({ testCore: await openMeetingWorld(), app: { webDist } })
  })
  afterAll(async () => {
    await test[Symbol.asyncDispose]()
    await rm(webDist, { recursive: true })
  })

  const get = (url: string, headers: Record<string, string> = {}) => test.app.inject({ url, headers })

  it('gives every page address the one page, and only to a browser that navigates', async () => {
    const answer = await get('/dashboard/integrations?connected=google_meet', page)
    expect(answer.body).toContain('<title>Foyer</title>')
    expect(answer.headers['cache-control']).toBe('no-cache')
    expect((await get('/dashboard/integrations')).statusCode).toBe(404)
    expect((await get('/assets/gone.js', page)).statusCode).toBe(404)
    const asset = await get('/assets/main-abc123.js')
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('leads a page opened by number to the name that platforms send people back to', async () => {
    const answer = await get('/book/ana?day=2', { ...page, host: '127.0.0.1:3000' })
    expect([answer.statusCode, answer.headers.location]).toEqual([307, 'http://localhost:3000/book/ana?day=2'])
    expect((await get('/healthz', { host: '127.0.0.1:3000' })).statusCode).toBe(200)
  })

  it('answers an unknown address of the API and an unknown join address with 404', async () => {
    const unknown = await get('/api/nothing', page)
    expect(unknown.statusCode).toBe(404)
    expect(unknown.json().error.message).toBe('There is nothing at this address.')
    expect((await get(`/s/${'0'.repeat(32)}/join`, page)).statusCode).toBe(404)
    expect((await get('/calendar/v1.test.AAAA.ics')).statusCode).toBe(404)
  })

  it('forbids everything inline or foreign, and is stored nowhere', async () => {
    const csp = String((await get('/', page)).headers['content-security-policy'])
    expect(csp).toContain("script-src 'self';")
    expect(csp).toContain("object-src 'none'")
    expect(csp).toContain("frame-ancestors 'none'")
    const { headers } = await get('/api/auth/get-session')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(headers['strict-transport-security']).toBeUndefined()
  })

  it('says that it lives, is ready, and how many meetings are in which status', async () => {
    expect((await get('/healthz')).statusCode).toBe(200)
    expect((await get('/readyz')).json()).toEqual({ status: 'ready' })
    const metrics = (await get('/metrics')).body
    for (const line of [
      'foyer_meetings{status="ready"} 0',
      'foyer_sessions_without_link{within="1h"} 0',
      'foyer_sweep_found_total{sweep="lost_jobs"} 0',
      'foyer_sweep_failures_total{sweep="lost_jobs"} 0',
    ])
      expect(metrics).toContain(line)
  })

  it('refuses changes from another site, other bodies than JSON, changes by GET and large batches', async () => {
    const { cookie } = await test.signUp()
    const rename = { input: { name: 'Eve' }, cookie, mutation: true }
    const foreign = await test.call('account.update', { ...rename, headers: { origin: 'https://evil.example' } })
    expect(foreign.json().error.reason).toBe('origin_refused')
    const url = '/api/trpc/account.update'
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded']) {
      const headers = { cookie, 'content-type': type }
      const answer = await test.app.inject({ method: 'POST', url, headers, payload: '{"name":"Eve"}' })
      expect(answer.statusCode).toBe(400)
    }
    expect((await test.call('account.update', { ...rename, mutation: false })).statusCode).toBe(405)
    const batch = Array.from({ length: 21 }, () => 'account.me').join(',')
    expect((await get(`/api/trpc/${batch}?batch=1`, { cookie })).statusCode).toBe(400)
    expect((await test.call('account.me', { cookie })).json().result.data.name).toBe('Ana Ribeiro')
  })

  it('names the field that is wrong', async () => {
    const { cookie } = await test.signUp()
    const answer = await test.call('account.update', { input: { timeZone: 'Nowhere' }, cookie, mutation: true })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().error).toMatchObject({
      message: 'Give an IANA time zone such as Europe/Lisbon.',
      data: { code: 'BAD_REQUEST', reason: 'input_invalid', field: 'timeZone', action: null },
    })
  })

  it('tells nothing of a fault of ours but a number to quote', async () => {
    // A zero byte passes the schema of a search and is refused by the database.
    const answer = await test.call('providers.list', { input: { search: 'canary\u0000' } })
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toMatch(/canary|select|stack|\.ts/i)
    const { message, data } = answer.json().error
    expect(message).toContain(data.requestId)
    expect(answer.headers['x-request-id']).toBe(data.requestId)
  })

  it('limits what one address may ask of the open procedures', async () => {
    await using strict = await openTestApp({ app: { callsPerMinute: 2 } })
    for (let call = 0; call < 2; call += 1)
      expect((await strict.call('providers.list', { input: {} })).statusCode).toBe(200)
    const refused = await strict.call('providers.list', { input: {} })
    expect(refused.json().error.data).toMatchObject({ reason: 'rate_exceeded', httpStatus: 429 })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  })

  it('builds the address a platform sends back to from the configuration, whatever the request says', async () => {
    const { cookie } = await test.signUp({ role: 'provider' })
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' }
    const start = await test.call('connections.start', {
      input: { platform: 'google_meet' },
      cookie,
      headers,
      mutation: true,
    })
    const { authorizationUrl } = start.json().result.data
    const redirectUri = new URL(authorizationUrl).searchParams.get('redirect_uri')
    expect(redirectUri).toBe('http://localhost:3000/api/connections/google_meet/callback')
    expect(start.cookies).toEqual([
      expect.objectContaining({
        name: 'foyer.connection.google_meet',
        httpOnly: true,
        sameSite: 'Lax',
        path: '/api/connections',
      }),
    ])
  })

  it('ends a callback that nobody began on the integrations page, without the platform’s words', async () => {
    const { cookie } = await test.signUp({ role: 'provider' })
    const url = '/api/connections/google_meet/callback?error=access_denied&error_description=<script>&state=forged'
    const answer = await get(url, { cookie })
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toBe(
      '/dashboard/integrations?connection_problem=connection_flow_invalid&connection_platform=google_meet',
    )
    expect(answer.headers['referrer-policy']).toBe('no-referrer')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect((await get('/api/connections/constructor/callback', { cookie })).statusCode).toBe(404)
  })
})
