import { becomeProvider } from '@foyer/core/accounts/become-provider'
import { actAs } from '@foyer/core/context'
import type { Mail } from '@foyer/core/mail'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieFrom, openTestApp, TEST_PASSWORD, type TestApp } from './testing/test-app.ts'

describe('signing in', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp()
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const post = (path: string, payload: object, headers: Record<string, string> = {}) =>
    test.app.inject({ method: 'POST', url: `/api/auth${path}`, payload, headers })

  const me = (cookie: string) => test.call('account.me', { cookie })

  it('signs up, signs out and in again, with a cookie that no script can read', async () => {
    const { cookie, email } = await test.signUp({ timeZone: 'Europe/Lisbon' })
    expect((await me(cookie)).json().result.data).toMatchObject({ email, role: 'customer', timeZone: 'Europe/Lisbon' })

    expect((await post('/sign-out', {}, { cookie })).statusCode).toBe(200)
    expect((await me(cookie)).json().error.data).toMatchObject({ reason: 'sign_in_required', httpStatus: 401 })

    expect((await post('/sign-in/email', { email, password: 'something else' })).statusCode).toBe(401)
    const again = await post('/sign-in/email', { email: email.toUpperCase(), password: TEST_PASSWORD })
    expect(again.cookies).toEqual([
      expect.objectContaining({ name: 'foyer.session_token', httpOnly: true, sameSite: 'Lax', path: '/' }),
    ])
    expect((await me(cookieFrom(again))).statusCode).toBe(200)
  })

  it('gives whoever signs up as a provider a public page in the same go', async () => {
    const { cookie } = await test.signUp({ name: 'Zoë Müller', role: 'provider', timeZone: 'Europe/Berlin' })
    const account = (await me(cookie)).json().result.data
    expect(account).toMatchObject({ role: 'provider', slug: 'zoe-muller' })
    const page = await test.call('providers.get', { input: { slug: 'zoe-muller' } })
    expect(page.json().result.data).toMatchObject({ id: account.id, timeZone: 'Europe/Berlin' })
  })

  it.each([
    ['the role of an admin', { role: 'admin' }, 'role'],
    ['an unknown time zone', { timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['a short password', { password: 'short' }, 'password'],
    ['a field of the account that is not theirs to set', { emailVerified: true }, ''],
  ])('refuses %s at sign-up and makes no account', async (_what, fields, field) => {
    const email = `${crypto.randomUUID()}@foyer.test`
    const answer = await post('/sign-up/email', { name: 'Ana', email, password: TEST_PASSWORD, ...fields })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'INPUT_INVALID', field })
    expect((await post('/sign-in/email', { email, password: TEST_PASSWORD })).statusCode).toBe(401)
  })

  it('closes the endpoints of the library that would change an account past our own rules', async () => {
    const { cookie } = await test.signUp()
    expect((await post('/update-user', { role: 'provider' }, { cookie })).statusCode).toBe(404)
    expect((await me(cookie)).json().result.data.role).toBe('customer')
  })

  it('takes the role from the database at once when it changes', async () => {
    const { cookie, userId } = await test.signUp()
    expect((await test.call('services.mine', { cookie })).statusCode).toBe(403)
    await becomeProvider(actAs(test.core, { kind: 'customer', userId }), {})
    expect((await test.call('services.mine', { cookie })).statusCode).toBe(200)
  })

  it('refuses a sign-in that another site sends', async () => {
    const { email, cookie } = await test.signUp()
    const credentials = { email, password: TEST_PASSWORD }
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null', cookie },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await post('/sign-in/email', credentials, headers)
      expect(answer.statusCode).toBe(403)
      expect(answer.json().error.reason).toBe('origin_refused')
    }
    for (const origin of ['http://localhost:3000', 'http://127.0.0.1:3000'])
      expect((await post('/sign-in/email', credentials, { origin })).statusCode).toBe(200)
  })

  it('sends a link that sets a new password once and ends every sign-in, and never says who has an account', async () => {
    const mails: Mail[] = []
    await using withMail = await openTestApp({ mailer: { send: async (mail) => void mails.push(mail) } })
    const request = (path: string, payload: object) =>
      withMail.app.inject({ method: 'POST', url: `/api/auth${path}`, payload })
    const { email, cookie } = await withMail.signUp()

    const known = await request('/request-password-reset', { email })
    const unknown = await request('/request-password-reset', { email: 'nobody@foyer.test' })
    expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body])
    const link = /http:\S+/.exec(mails[0]?.text ?? '')?.[0] ?? ''
    expect(link).toMatch(/^http:\/\/localhost:3000\/reset-password\?token=/)

    const reset = { token: new URL(link).searchParams.get('token'), newPassword: 'another long pass' }
    expect((await request('/reset-password', reset)).statusCode).toBe(200)
    expect((await request('/reset-password', reset)).statusCode).toBe(400)
    expect((await withMail.call('account.me', { cookie })).statusCode).toBe(401)
    expect((await request('/sign-in/email', { email, password: reset.newPassword })).statusCode).toBe(200)
    expect(mails).toHaveLength(1)
  })

  it('slows down whoever guesses from one address', async () => {
    await using limited = await openTestApp({ rateLimits: true })
    const statuses = new Set<number>()
    for (let guess = 0; guess < 31; guess += 1) {
      const payload = { email: 'nobody@foyer.test' }
      const headers = { 'x-forwarded-for': `198.51.100.${guess}` }
      const answer = await limited.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload, headers })
      statuses.add(answer.statusCode)
    }
    expect([...statuses].at(-1)).toBe(429)
  })
})
