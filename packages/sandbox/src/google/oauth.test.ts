import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { startSandbox } from '../server.ts'
import { createTestClient, FREE_BUSY, OWNED, redirectOf, SIGN_IN_SCOPES, tokensOf } from '../test-client.ts'

const sandbox = await startSandbox()
const client = createTestClient(sandbox)
const account = 'provider@foyer.test'

beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

const consent = (scopes: string[], more: [string, string][] = [['account', account]]): [string, string][] => [
  ...more,
  ...scopes.map((scope): [string, string] => ['scope', scope]),
  ['decision', 'continue'],
]

test('a person chooses an account on the page and the code buys tokens for what was ticked', async () => {
  const url = client.authorizeUrl({ login_hint: 'studio@foyer.test' })
  const shown = await (await fetch(url)).text()
  expect(shown).toContain('not Google')
  expect(shown).toContain('value="studio@foyer.test" checked')

  const back = await client.answerConsent(url, consent([...SIGN_IN_SCOPES, OWNED]))
  expect(back.origin + back.pathname).toBe('http://localhost:3000/callback')
  expect(back.searchParams.get('state')).toBe('state-1')

  const tokens = await tokensOf(await client.exchange(back.searchParams.get('code') ?? ''))
  expect(tokens.expires_in).toBe(3599)
  expect(tokens.refresh_token).toBeTypeOf('string')
  expect(new Set(tokens.scope.split(' '))).toEqual(new Set([...SIGN_IN_SCOPES, OWNED]))

  const user = await fetch(`${sandbox.origin}/v1/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  expect(await user.json()).toMatchObject({ email: account })
})

test('the id token is signed with the published key', async () => {
  const { id_token = '' } = await client.connect(account)
  const [header = '', claims = '', signature = ''] = id_token.split('.')
  const certificates = await fetch(`${sandbox.origin}/oauth2/v3/certs`)
  const [key] = ((await certificates.json()) as { keys: JsonWebKey[] }).keys
  const publicKey = createPublicKey({ key: key ?? {}, format: 'jwk' })
  const signed = Buffer.from(`${header}.${claims}`)
  expect(verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'))).toBe(true)
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ aud: 'app', email: account })
})

test('another e-mail address can be typed, and a wrong one is pointed out', async () => {
  const url = client.authorizeUrl()
  const wrong = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ account: 'other', decision: 'continue' }),
  })
  expect(wrong.status).toBe(400)
  expect(await wrong.text()).toContain('role="alert"')

  await client.answerConsent(
    url,
    consent(
      [OWNED],
      [
        ['account', 'other'],
        ['other_email', 'New@Person.test'],
      ],
    ),
  )
  expect(sandbox.google.accounts().map((each) => each.email)).toContain('new@person.test')
})

test('cancelling leads back with access_denied', async () => {
  const back = await client.answerConsent(client.authorizeUrl(), [['decision', 'cancel']])
  expect(Object.fromEntries(back.searchParams)).toEqual({ state: 'state-1', error: 'access_denied' })
})

test.each([
  ['no PKCE', { code_challenge: '' }, 'invalid_request'],
  ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
  ['an unknown scope', { scope: 'calendar.write' }, 'invalid_scope'],
  ['an address that is not registered', { redirect_uri: 'http://localhost:3000/other' }, 'redirect_uri_mismatch'],
])('a request with %s is refused on a page, not by a redirect', async (_what, extra, error) => {
  sandbox.google.setClient({ clientId: 'app', redirectUris: ['http://localhost:3000/callback'] })
  const answer = await fetch(client.authorizeUrl(extra), { redirect: 'manual' })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain(`Error 400: ${error}`)
})

test('a code works once, for ten minutes, and only with its verifier', async () => {
  sandbox.google.setConsent({ mode: 'grant', account })
  const newCode = async () =>
    redirectOf(await fetch(client.authorizeUrl(), { redirect: 'manual' })).searchParams.get('code') ?? ''

  const wrongVerifier = await client.exchange(await newCode(), { code_verifier: 'x'.repeat(43) })
  expect([wrongVerifier.status, await wrongVerifier.json()]).toEqual([
    400,
    { error: 'invalid_grant', error_description: 'Invalid code verifier.' },
  ])

  const code = await newCode()
  expect((await client.exchange(code)).status).toBe(200)
  expect(await (await client.exchange(code)).json()).toMatchObject({ error: 'invalid_grant' })

  const late = await newCode()
  sandbox.clock.setOffset(11 * 60_000)
  expect(await (await client.exchange(late)).json()).toMatchObject({ error: 'invalid_grant' })
})

test('a refresh token comes with the first consent or with prompt=consent only', async () => {
  expect((await client.connect(account, { prompt: '' })).refresh_token).toBeDefined()
  expect((await client.connect(account, { prompt: '' })).refresh_token).toBeUndefined()
  expect((await client.connect(account, { prompt: 'consent' })).refresh_token).toBeDefined()
  sandbox.google.revokeGrant(account)
  expect((await client.connect(account, { prompt: '' })).refresh_token).toBeDefined()
  expect((await client.connect('studio@foyer.test', { access_type: 'online' })).refresh_token).toBeUndefined()
})

test('refreshing gives a new access token and never rotates', async () => {
  const tokens = await client.connect(account)
  const list = (token: string) => client.events({ ...tokens, access_token: token })('GET', '')
  sandbox.google.expireAccessTokens(account)
  expect((await list(tokens.access_token)).status).toBe(401)

  const refreshed = await tokensOf(await client.refresh(tokens.refresh_token))
  expect(refreshed.refresh_token).toBeUndefined()
  expect((await list(refreshed.access_token)).status).toBe(200)

  sandbox.clock.setOffset(3600_000)
  expect((await list(refreshed.access_token)).status).toBe(401)
})

test('a grant taken back by hand kills the refresh token with the words Google uses', async () => {
  const tokens = await client.connect(account)
  sandbox.google.revokeGrant(account)
  const answer = await client.refresh(tokens.refresh_token)
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
  ])
})

test('revoking either token ends the whole grant, and doing it again is an error', async () => {
  const tokens = await client.connect(account)
  expect((await client.post('/revoke', { token: tokens.access_token })).status).toBe(200)
  expect((await client.refresh(tokens.refresh_token)).status).toBe(400)
  const again = await client.post('/revoke', { token: tokens.refresh_token ?? '' })
  expect([again.status, await again.json()]).toMatchObject([400, { error: 'invalid_token' }])
})

test('a wrong client secret is refused, and a client can be broken on purpose', async () => {
  const tokens = await client.connect(account)
  const wrong = await client.refresh(tokens.refresh_token, { client_secret: 'guess' })
  expect([wrong.status, await wrong.json()]).toMatchObject([401, { error: 'invalid_client' }])

  sandbox.google.setClient({ clientId: 'app', refusal: 'deleted_client' })
  expect(await (await client.refresh(tokens.refresh_token)).json()).toMatchObject({ error: 'deleted_client' })
})

test('include_granted_scopes adds what was granted before', async () => {
  await client.connect(account, { scope: `openid ${OWNED}` })
  const tokens = await client.connect(account, { scope: FREE_BUSY, include_granted_scopes: 'true' })
  expect(new Set(tokens.scope.split(' '))).toEqual(new Set(['openid', OWNED, FREE_BUSY]))
})
