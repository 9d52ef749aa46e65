import { type MeetingWorld, openMeetingWorld } from '@foyer/core/testing/meeting-world'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieFrom, openTestApp, type TestApp } from './testing/test-app.ts'

/** The platform's tokens; each would be recognised in anything that leaves the house. */
const SECRETS = /ya29\.|1\/\/|canary-client-secret/

describe('connecting an account', () => {
  let sandbox: MeetingWorld['sandbox']
  let test: TestApp
  beforeAll(async () => {
    const world = await openMeetingWorld()
    sandbox = world.sandbox
    test = await openTestApp({ testCore: world })
  })
  afterAll(() => test[Symbol.asyncDispose]())

  /** Signs a provider up, starts connecting and gives consent; what remains is to open the address Google leads back to. */
  const consent = async (returnTo?: string) => {
    const { cookie, email } = await test.signUp({ role: 'provider' })
    sandbox.google.addAccount({ email })
    sandbox.google.setConsent({ mode: 'grant', account: email })
    const input = { platform: 'google_meet', ...(returnTo && { returnTo }) }
    const start = await test.call('connections.start', { input, cookie, mutation: true })
    const answer = await fetch(start.json().result.data.authorizationUrl, { redirect: 'manual' })
    const back = new URL(answer.headers.get('location') ?? '')
    return { cookie, email, flowCookie: cookieFrom(start), callback: back.pathname + back.search }
  }

  const open = (url: string, ...cookies: string[]) => test.app.inject({ url, headers: { cookie: cookies.join('; ') } })
  const statusOf = async (cookie: string) => {
    const answer = await test.call('connections.list', { cookie })
    expect(answer.body).not.toMatch(SECRETS)
    return answer.json().result.data.find(({ platform }: { platform: string }) => platform === 'google_meet')
  }

  it('leads back to where it began, connected, and drops the cookie', async () => {
    const { cookie, email, flowCookie, callback } = await consent('/dashboard/services?tab=new')
    const answer = await open(callback, cookie, flowCookie)
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toBe('/dashboard/services?tab=new&connected=google_meet')
    expect(answer.cookies).toContainEqual(
      expect.objectContaining({ name: 'foyer.connection.google_meet', value: '', path: '/api/connections', maxAge: 0 }),
    )
    expect(await statusOf(cookie)).toMatchObject({ status: 'connected', accountEmail: email })
  })

  it('exchanges the code once when the callback is opened twice at the same moment', async () => {
    const { cookie, flowCookie, callback } = await consent()
    const answers = await Promise.all([open(callback, cookie, flowCookie), open(callback, cookie, flowCookie)])
    expect(answers.map(({ headers }) => String(headers.location)).toSorted()).toEqual([
      '/dashboard/integrations?connected=google_meet',
      '/dashboard/integrations?connection_problem=connection_flow_invalid&connection_platform=google_meet',
    ])
    expect(await statusOf(cookie)).toMatchObject({ status: 'connected' })
  })

  it.each(['without its cookie', 'signed in as somebody else', 'signed out', 'with another state'])(
    'refuses a callback %s before asking the platform anything',
    async (how) => {
      const { cookie, flowCookie, callback } = await consent()
      const other = await test.signUp({ role: 'provider' })
      const before = sandbox.calls.list({ operation: 'google.token.exchange' }).length
      const [url, cookies] = {
        'without its cookie': [callback, [cookie]] as const,
        'signed in as somebody else': [callback, [other.cookie, flowCookie]] as const,
        'signed out': [callback, [flowCookie]] as const,
        'with another state': [callback.replace(/state=[^&]+/, 'state=forged'), [cookie, flowCookie]] as const,
      }[how] ?? [callback, []]
      const answer = await open(url, ...cookies)
      const problem = how === 'signed out' ? 'sign_in_required' : 'connection_flow_invalid'
      expect(answer.headers.location).toBe(
        `/dashboard/integrations?connection_problem=${problem}&connection_platform=google_meet`,
      )
      expect(sandbox.calls.list({ operation: 'google.token.exchange' })).toHaveLength(before)
      // The right answer may still come.
      expect(await statusOf(cookie)).toMatchObject({ status: 'connecting' })
    },
  )

  it.each([
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/%2f%2fevil.example\u0000',
    'https://evil.example',
  ])('does not lead to %s', async (returnTo) => {
    const { cookie } = await test.signUp({ role: 'provider' })
    const input = { platform: 'google_meet', returnTo }
    const start = await test.call('connections.start', { input, cookie, mutation: true })
    expect(start.json().error.data).toMatchObject({ reason: 'input_invalid', field: 'returnTo' })
  })
})
