import { openMeetingWorld } from '@foyer/core/testing/meeting-world'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from './testing/test-app.ts'

describe('a room of one’s own', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp({ testCore: await openMeetingWorld() })
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const setRoom = (cookie: string, input: object) => test.call('connections.setRoom', { input, cookie, mutation: true })

  it('is begun on our own page, without a cookie that a callback could use', async () => {
    const { cookie } = await test.signUp({ role: 'provider' })
    const input = { platform: 'custom_room', returnTo: '/dashboard/services/new' }
    const answer = await test.call('connections.start', { input, cookie, mutation: true })
    const { pathname, search } = new URL(answer.json().result.data.authorizationUrl)
    expect(pathname + search).toBe('/dashboard/integrations/room?returnTo=%2Fdashboard%2Fservices%2Fnew')
    expect(answer.headers['set-cookie']).toBeUndefined()
    const code = encodeURIComponent('{"kind":"fixed","address":"https://whereby.example/ana"}')
    const url = `/api/connections/custom_room/callback?code=${code}&state=made-up`
    const back = await test.app.inject({ url, headers: { cookie } })
    expect(back.headers.location).toContain('connection_problem=connection_flow_invalid')
    expect((await test.call('connections.room', { cookie })).json().result.data).toBeNull()
  })

  it('is read back by whoever set it, and its secret by nobody', async () => {
    const { cookie } = await test.signUp({ role: 'provider' })
    const set = await setRoom(cookie, { kind: 'generated' })
    expect(set.json().result.data).toMatchObject({
      platform: 'custom_room',
      status: 'connected',
      accountEmail: null,
      accountLabel: 'meet.jit.si',
    })
    const room = await test.call('connections.room', { cookie })
    expect(room.json().result.data).toEqual({ kind: 'generated', address: 'https://meet.jit.si' })
    const stranger = await test.signUp({ role: 'provider' })
    expect((await test.call('connections.room', { cookie: stranger.cookie })).json().result.data).toBeNull()
    for (const { body } of [set, room]) expect(body).not.toMatch(/[0-9a-f]{64}/)
  })

  it.each([
    [{ kind: 'fixed', address: 'http://whereby.example/ana' }, 'Only https:// is safe to send people to.'],
    [{ kind: 'fixed', address: 'javascript:alert(1)' }, 'An address begins with https://'],
    [{ kind: 'fixed' }, 'Give the address of your room'],
    [{ kind: 'template', address: 'https://rooms.example/' }, 'Write {session} where'],
    [{ kind: 'generated', address: 'https://127.0.0.1' }, 'People outside your network cannot open 127.0.0.1.'],
    [{ kind: 'fixed', address: `https://a.example/${'x'.repeat(5000)}` }, 'A link has at most 2000 characters.'],
  ])('says beside the address what would be right in place of %j', async (input, words) => {
    const { cookie } = await test.signUp({ role: 'provider' })
    const answer = await setRoom(cookie, input)
    expect(answer.statusCode).toBe(400)
    const { data } = answer.json().error
    expect(data.reason).toBe('input_invalid')
    expect(data.issues).toMatchObject([{ field: 'address', message: expect.stringContaining(words) }])
  })
})
