import { afterAll, beforeEach, expect, test } from 'vitest'
import { startSandbox } from '../server.ts'
import { createTestClient } from '../test-client.ts'
import { matchesOperation } from './operation-pattern.ts'

const sandbox = await startSandbox()
const client = createTestClient(sandbox)
const account = 'provider@foyer.test'
let call: ReturnType<typeof client.events>

beforeEach(async () => {
  sandbox.reset()
  call = client.events(await client.connect(account))
  sandbox.calls.clear()
})
afterAll(() => sandbox.close())

const event = (id: string) => ({
  id,
  start: { dateTime: '2026-12-01T10:00:00Z' },
  end: { dateTime: '2026-12-01T11:00:00Z' },
})
const control = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`${sandbox.origin}/_sandbox${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const ids = () => sandbox.google.events(account).map((each) => each.id)

test('an answer dropped after the commit leaves the event; one dropped before leaves nothing', async () => {
  await control('POST', '/faults', [
    { operation: 'google.events.insert', kind: 'drop_before' },
    { operation: 'google.events.insert', kind: 'drop_after' },
    { operation: 'google.events.insert', kind: 'partial_body' },
  ])
  await expect(call('POST', '', event('aaaaa'))).rejects.toThrow()
  expect(ids()).toEqual([])
  await expect(call('POST', '', event('aaaaa'))).rejects.toThrow()
  expect(ids()).toEqual(['aaaaa'])
  await expect(call('POST', '', event('bbbbb')).then((answer) => answer.text())).rejects.toThrow()
  expect(ids()).toEqual(['aaaaa', 'bbbbb'])
  expect((await call('POST', '', event('ccccc'))).status).toBe(200)
  expect(sandbox.calls.list({ operation: 'google.events.*' }).map((each) => [each.faultApplied, each.status])).toEqual([
    ['drop_before', null],
    ['drop_after', null],
    ['partial_body', 200],
    [null, 200],
  ])
})

test('an answer in other words keeps its work: a text in its place, or fields put in and taken out', async () => {
  const insert = { operation: 'google.events.insert', kind: 'changed_body' } as const
  sandbox.faults.add({ ...insert, body: '{"id": ' })
  sandbox.faults.add({ ...insert, body: { start: null, brandNew: 7 } })
  const cut = await call('POST', '', event('aaaaa'))
  expect([cut.status, await cut.text()]).toEqual([200, '{"id": '])
  const changed = await (await call('POST', '', event('bbbbb'))).json()
  expect(changed).toMatchObject({ id: 'bbbbb', brandNew: 7 })
  expect(changed).not.toHaveProperty('start')
  expect(ids()).toEqual(['aaaaa', 'bbbbb'])
})

test('a scripted status comes at the nth call of one account, with its headers and Google’s envelope', async () => {
  sandbox.faults.add({
    operation: 'google.events.insert',
    account,
    nth: 2,
    kind: 'status',
    status: 429,
    headers: { 'Retry-After': '30' },
  })
  const other = client.events(await client.connect('studio@foyer.test'))
  expect((await call('POST', '', event('aaaaa'))).status).toBe(200)
  expect((await other('POST', '', event('aaaaa'))).status).toBe(200)
  const limited = await call('POST', '', event('bbbbb'))
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '30'])
  expect(await limited.json()).toMatchObject({
    error: { errors: [{ domain: 'usageLimits', reason: 'rateLimitExceeded' }] },
  })
  expect((await call('POST', '', event('bbbbb'))).status).toBe(200)
})

test('a status can come although the work was done, and token faults speak OAuth', async () => {
  sandbox.faults.add({ operation: 'google.events.delete', kind: 'status', status: 503, committed: true })
  sandbox.faults.add({ operation: 'google.token.refresh', kind: 'status', status: 400, reason: 'invalid_grant' })
  await call('POST', '', event('aaaaa'))
  expect((await call('DELETE', '/aaaaa')).status).toBe(503)
  expect((await call('DELETE', '/aaaaa')).status).toBe(410)
  expect(await (await client.refresh('anything')).json()).toMatchObject({ error: 'invalid_grant' })
})

test('a delayed answer is committed while the caller still waits; a hanging one cuts off in the end', async () => {
  sandbox.faults.add({ operation: 'google.events.insert', kind: 'delay', ms: 60_000 })
  const gaveUp = new AbortController()
  const slow = fetch(`${sandbox.origin}/calendar/v3/calendars/primary/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${(await client.connect(account)).access_token}` },
    body: JSON.stringify(event('aaaaa')),
    signal: gaveUp.signal,
  })
  await expect.poll(ids, { interval: 5 }).toEqual(['aaaaa'])
  gaveUp.abort()
  await expect(slow).rejects.toThrow()

  sandbox.faults.add({ operation: 'google.events.insert', kind: 'hang', ms: 20 })
  await expect(call('POST', '', event('bbbbb'))).rejects.toThrow()
  expect(ids()).toEqual(['aaaaa'])
})

test('what a test does over HTTP is what the functions do, mistakes included', async () => {
  const times = { startsAt: '2026-12-01T10:00:00Z', endsAt: '2026-12-01T11:00:00+01:00' }
  const backwards = await control('POST', '/google/events', { account, id: 'aaaaa', ...times })
  expect([backwards.status, await backwards.json()]).toMatchObject([
    400,
    { error: { issues: [{ path: 'endsAt', message: 'must be after startsAt' }] } },
  ])
  await control('POST', '/google/events', { account, id: 'aaaaa', ...times, endsAt: '2026-12-01T11:00:00Z' })
  await control('POST', '/google/events/delete', { account, id: 'aaaaa' })
  const { events } = (await (await control('GET', `/google/events?account=${account}`)).json()) as { events: unknown[] }
  expect(events).toEqual(sandbox.google.events(account))
  expect(events).toMatchObject([{ id: 'aaaaa', status: 'cancelled', sandbox: { createdBy: 'hand' } }])
  await control('POST', '/reset')
  expect(sandbox.google.events()).toEqual([])
})

test('closing ends the calls that still hang', async () => {
  const another = await startSandbox()
  another.faults.add({ operation: 'google.userinfo', kind: 'hang', ms: 60_000 })
  const hanging = fetch(`${another.origin}/v1/userinfo`)
  hanging.catch(() => {})
  await expect.poll(() => another.faults.list()[0]?.applied, { interval: 5 }).toBe(1)
  await another.close()
  await expect(hanging).rejects.toThrow()
})

test('latency follows the pattern and repeats for the same seed', async () => {
  const draw = () => {
    sandbox.latency.set({ rules: [{ operation: 'google.*', medianMs: 250, p99Ms: 1500 }], seed: 7 })
    return Array.from({ length: 999 }, () => sandbox.latency.draw('google.events.get')).sort((a, b) => a - b)
  }
  const waits = draw()
  expect(draw()).toEqual(waits)
  expect(waits[499]).toBeGreaterThan(225)
  expect(waits[499]).toBeLessThan(275)
  expect(waits[989]).toBeGreaterThan(1100)
  expect(sandbox.latency.draw('smtp.receive')).toBe(0)

  await control('PUT', '/latency', { rules: [{ operation: 'google.events.list', fixedMs: 40 }] })
  await call('GET', '')
  expect(sandbox.calls.list({ operation: 'google.events.list' })[0]?.durationMs).toBeGreaterThanOrEqual(38)
})

test('the log names who called what, without secrets', async () => {
  const tokens = await client.connect(account)
  sandbox.calls.clear()
  await client.refresh(tokens.refresh_token)
  await client.refresh(tokens.refresh_token)
  const { calls } = (await (await control('GET', `/calls?account=${account}`)).json()) as {
    calls: ReturnType<typeof sandbox.calls.list>
  }
  const [first, second] = calls
  expect(first).toMatchObject({ vendor: 'google', operation: 'google.token.refresh', account, status: 200 })
  expect(JSON.stringify(calls)).not.toContain(tokens.refresh_token)
  expect(JSON.stringify(calls)).not.toContain('app-secret')
  expect(first?.requestBody).toEqual(second?.requestBody)
})

test('a wrong control body is answered with every problem, and other web pages are kept out', async () => {
  const wrong = await control('POST', '/faults', { operation: 'google.*', kind: 'status', status: 200, tiems: 2 })
  expect(wrong.status).toBe(400)
  const { error } = (await wrong.json()) as { error: { code: string; message: string } }
  expect(error.code).toBe('body_invalid')
  expect(error.message).toMatch(/status: .*tiems/s)
  expect((await control('POST', '/reset', undefined, { origin: 'https://elsewhere.test' })).status).toBe(403)
})

test.each([
  ['google.events.insert', 'google.events.insert', true],
  ['google.events.insert', 'google.events.inserts', false],
  ['google.*', 'google.token.refresh', true],
  ['*.insert', 'google.events.insert', true],
  ['google.*.refresh', 'google.token.refresh', true],
  ['google.*.refresh', 'google.refresh', false],
  ['*', 'smtp.receive', true],
])('the pattern %s meets %s: %s', (pattern, operation, expected) => {
  expect(matchesOperation(pattern, operation)).toBe(expected)
})
