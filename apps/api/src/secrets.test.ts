import { createLogger } from '@foyer/core/log'
import { deliverJobs } from '@foyer/core/testing/deliver-jobs'
import { findSecrets, readTokens } from '@foyer/core/testing/find-secrets'
import { type MeetingWorld, openMeetingWorld } from '@foyer/core/testing/meeting-world'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallOptions, cookieFrom, openTestApp, type TestApp } from './testing/test-app.ts'

const platform = 'google_meet'
const lines: string[] = []
let world: MeetingWorld
let test: TestApp

beforeAll(async () => {
  const log = createLogger({ app: 'api', level: 'trace' }, { write: (line) => lines.push(line) })
  world = await openMeetingWorld({ log })
  test = await openTestApp({ testCore: world })
})
afterAll(() => test[Symbol.asyncDispose]())

describe('the HTTP side', () => {
  it('answers and logs nothing from which a token, code, verifier, client secret or key could be read', async () => {
    const answers: { what: string; text: string }[] = []
    const keep = (what: string, answer: LightMyRequestResponse) => {
      answers.push({ what, text: `${answer.statusCode} ${JSON.stringify(answer.headers)} ${answer.body}` })
      return answer
    }
    const call = async (procedure: string, options: CallOptions) => keep(procedure, await test.call(procedure, options))
    const get = async (url: string, cookie = '') =>
      keep(url.replace(/\?.*/, ''), await test.app.inject({ url, headers: { cookie } }))

    const provider = await test.signUp({ role: 'provider' })
    const customer = await test.signUp()
    const admin = await test.signUp()
    await world.core.db.execute(`update users set role = 'admin' where id = '${admin.userId}'`)
    world.sandbox.google.addAccount({ email: provider.email })
    world.sandbox.google.setConsent({ mode: 'grant', account: provider.email })

    const start = await call('connections.start', { input: { platform }, cookie: provider.cookie, mutation: true })
    const flow: unknown = JSON.parse(world.core.keyring.open(start.cookies[0]?.value ?? '', 'connection-flow'))
    const back = await fetch(start.json().result.data.authorizationUrl, { redirect: 'manual' })
    const { pathname, search, searchParams } = new URL(back.headers.get('location') ?? '')
    const cookies = `${provider.cookie}; ${cookieFrom(start)}`
    await get(`${pathname}${search.replace(/state=[^&]+/, 'state=forged')}`, cookies)
    await get(pathname + search, provider.cookie)
    await get(pathname + search, cookies)
    await get(pathname + search, cookies)

    const service = await call('services.create', {
      input: {
        title: 'Violin lesson',
        kind: 'private',
        mode: 'online',
        platform,
        durationMinutes: 60,
        confirmation: 'automatic',
      },
      cookie: provider.cookie,
      mutation: true,
    })
    const rules = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: '00:00', end: '24:00' }))
    await call('availability.set', {
      input: { timeZone: 'Europe/Lisbon', rules, overrides: [] },
      cookie: provider.cookie,
      mutation: true,
    })
    const serviceId: string = service.json().result.data.id
    for (const hour of ['10', '12']) {
      const input = { serviceId, startsAt: `2026-11-24T${hour}:00:00.000Z` }
      await call('bookings.create', { input, cookie: customer.cookie, mutation: true })
    }
    world.sandbox.faults.add({
      operation: 'google.events.insert',
      kind: 'status',
      status: 400,
      body: { error: 'ya29.echo' },
    })
    await deliverJobs(world.core)

    const { items } = (await call('sessions.list', { input: { when: 'upcoming' }, cookie: customer.cookie })).json()
      .result.data
    expect(items).toHaveLength(2)
    for (const { id } of items) {
      for (const { cookie } of [provider, customer, admin]) await call('sessions.get', { input: { id }, cookie })
      await get(`/sessions/${id}.ics`, customer.cookie)
      await call('meetings.retry', { input: { sessionId: id }, cookie: provider.cookie, mutation: true })
    }
    for (const procedure of ['connections.list', 'notifications.list', 'account.me', 'services.mine'])
      await call(procedure, { cookie: provider.cookie })
    for (const procedure of ['admin.overview', 'admin.connections.list', 'admin.meetings.list', 'admin.audit.list'])
      await call(procedure, { input: procedure === 'admin.overview' ? undefined : {}, cookie: admin.cookie })
    await call('connections.test', { input: { platform }, cookie: provider.cookie, mutation: true })
    for (const url of ['/healthz', '/readyz', '/metrics']) await get(url)

    const { state, codeVerifier } = flow as { state: string; codeVerifier: string }
    const secrets = [
      ...(await readTokens(world.core)),
      codeVerifier,
      searchParams.get('code') ?? '',
      'canary-client-secret',
      Buffer.alloc(32, 7).toString('hex'),
      Buffer.alloc(32, 7).toString('base64'),
    ]
    expect(secrets.every((secret) => secret.length > 15)).toBe(true)
    expect(answers.length).toBeGreaterThan(25)
    for (const { what, text } of answers) expect(findSecrets(text, secrets), what).toEqual([])
    for (const line of lines) expect(findSecrets(line, [...secrets, state]), line).toEqual([])
    // The state goes to the browser that begins, inside the address of the consent page, and nowhere else.
    expect(answers.filter(({ text }) => text.includes(state)).map(({ what }) => what)).toEqual(['connections.start'])
    expect(lines.length).toBeGreaterThan(0)
  })
})
