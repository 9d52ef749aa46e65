import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { CompactSign } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connect } from '../contract-harness.ts'
import type { PlatformNews } from '../news.ts'
import { startGoogleHarness } from './harness.ts'
import { createAdapter } from './index.ts'

const ACCOUNT = 'provider@foyer.test'
const NOW = new Date('2026-11-21T09:00:00Z')

let google: Awaited<ReturnType<typeof startGoogleHarness>>
let refreshToken: string
let read: (token: string) => Promise<{ status: number; news: PlatformNews[] }>

beforeAll(async () => {
  google = await startGoogleHarness()
})
beforeEach(async () => {
  google.reset()
  refreshToken = (await connect(google)).refreshToken ?? ''
  const { readAccountNews } = createAdapter(google.credentials)
  read = async (token) => {
    const reading = await readAccountNews?.({ headers: {}, rawBody: Buffer.from(token) })
    return { status: reading?.answer.status ?? 0, news: reading?.news ?? [] }
  }
})
afterAll(() => google.close())

type Event = Parameters<typeof google.sandbox.google.signSecurityEvent>[0]
const signed = (event: Event['event'], more: Partial<Event> = {}) =>
  google.sandbox.google.signSecurityEvent({ event, account: ACCOUNT, issuedAt: NOW.toISOString(), ...more })
const subject = () => google.sandbox.google.accounts().find(({ email }) => email === ACCOUNT)?.sub

/** The claims of a token of the sandbox, signed by somebody else, or not at all. */
async function forge(token: string, key: KeyObject, changes: { alg?: string; claims?: object } = {}): Promise<string> {
  const [header, claims] = token
    .split('.')
    .slice(0, 2)
    .map((part): object => JSON.parse(Buffer.from(part, 'base64url').toString()))
  const payload = Buffer.from(JSON.stringify({ ...claims, ...changes.claims }))
  const protectedHeader = { ...header, alg: changes.alg ?? 'RS256' }
  if (protectedHeader.alg !== 'none') return new CompactSign(payload).setProtectedHeader(protectedHeader).sign(key)
  return `${Buffer.from(JSON.stringify(protectedHeader)).toString('base64url')}.${payload.toString('base64url')}.`
}

test('the end of all permissions of an account is told with its account, dated a little before it was told', async () => {
  const endedAt = new Date(NOW.getTime() - 60_000)
  const ended = { kind: 'permission_ended', accountSubject: subject(), endedAt }
  expect(await read(signed('tokens-revoked'))).toEqual({ status: 202, news: [{ ...ended, cause: 'taken_back' }] })
  for (const event of ['account-disabled', 'account-purged'] as const)
    expect((await read(signed(event, { reason: 'hijacking' }))).news).toEqual([{ ...ended, cause: 'account_closed' }])
})

test('a single permission is told by its refresh token, in both ways that Google names one', async () => {
  for (const tokenBy of ['prefix', 'hash_base64_sha512_sha512'] as const) {
    const { news } = await read(signed('token-revoked', { tokenBy }))
    const [one] = news
    if (one?.kind !== 'token_ended') throw new Error('A token was told.')
    expect([one.isMeant(refreshToken), one.isMeant(`1//0${'x'.repeat(64)}`)]).toEqual([true, false])
  }
})

test('what may have changed the account is told as such, and a test or something new as nothing', async () => {
  for (const event of ['account-enabled', 'sessions-revoked', 'account-credential-change-required'] as const)
    expect((await read(signed(event))).news).toEqual([{ kind: 'account_changed', accountSubject: subject() }])
  expect(await read(signed('verification'))).toEqual({ status: 202, news: [] })
})

test('nothing is believed that Google did not sign for us', async () => {
  const token = signed('tokens-revoked')
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const keys = (await (await fetch(`${google.sandbox.origin}/oauth2/v3/certs`)).json()) as { keys: { n: string }[] }
  const hmac = createHash('sha256').update(keys.keys[0]?.n ?? '')
  const forgeries = [
    await forge(token, privateKey),
    await forge(token, privateKey, { alg: 'none' }),
    await new CompactSign(Buffer.from('{}')).setProtectedHeader({ alg: 'HS256' }).sign(hmac.digest()),
    `${token.slice(0, -8)}AAAAAAAA`,
    signed('tokens-revoked', { audience: 'somebody-else' }),
    'not a token',
    '',
    publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  ]
  for (const forgery of forgeries) expect(await read(forgery)).toEqual({ status: 400, news: [] })
})

test('the keys are asked for once, and again for a flood of unknown ones only after a while', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const token = signed('verification')
  for (let times = 0; times < 3; times += 1) expect((await read(token)).status).toBe(202)
  const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'unknown' })).toString('base64url')
  const [, claims] = token.split('.')
  for (let times = 0; times < 3; times += 1) expect((await read(`${header}.${claims}.AAAA`)).status).toBe(400)
  expect((await read(await forge(token, privateKey))).status).toBe(400)
  expect(google.sandbox.calls.list({ operation: 'google.certs' })).toHaveLength(1)
})

test('Google is asked to send it again while its keys cannot be had', async () => {
  google.sandbox.faults.add({ operation: 'google.certs', kind: 'status', status: 503, times: 'unlimited' })
  for (let times = 0; times < 3; times += 1)
    expect(await read(signed('tokens-revoked'))).toEqual({ status: 503, news: [] })
  expect(google.sandbox.calls.list({ operation: 'google.certs' })).toHaveLength(1)
})
