import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { ensureAccount } from './accounts.ts'
import { signJwt } from './signing-key.ts'
import type { GoogleWorld } from './world.ts'

const ISSUER = 'https://accounts.google.com/'
const OAUTH = 'https://schemas.openid.net/secevent/oauth/event-type/'
const RISC = 'https://schemas.openid.net/secevent/risc/event-type/'

/** The events of Google's Cross-Account Protection. */
const EVENT_TYPES = {
  'tokens-revoked': `${OAUTH}tokens-revoked`,
  'token-revoked': `${OAUTH}token-revoked`,
  'account-disabled': `${RISC}account-disabled`,
  'account-enabled': `${RISC}account-enabled`,
  'account-purged': `${RISC}account-purged`,
  'sessions-revoked': `${RISC}sessions-revoked`,
  'account-credential-change-required': `${RISC}account-credential-change-required`,
  verification: `${RISC}verification`,
} as const
const NAMES = Object.keys(EVENT_TYPES) as (keyof typeof EVENT_TYPES)[]

export const securityEventInput = z.strictObject({
  event: z.enum(NAMES),
  account: z.email().toLowerCase(),
  /** Of `account-disabled`. */
  reason: z.enum(['hijacking', 'bulk-account']).optional(),
  /** How `token-revoked` names the newest refresh token of the account. */
  tokenBy: z.enum(['prefix', 'hash_base64_sha512_sha512']).default('hash_base64_sha512_sha512'),
  /** The client it is for; left out: the one that the account gave a permission to last. */
  audience: z.string().optional(),
  /** Said again, it is the same event. */
  jti: z.string().min(1).optional(),
  /** When the token was issued; left out: now. */
  issuedAt: z.iso.datetime({ offset: true }).optional(),
})
export type SecurityEvent = z.output<typeof securityEventInput>

/** The signed token that tells of an event. */
export function signSecurityEvent(world: GoogleWorld, input: SecurityEvent): string {
  const { event, audience, jti = randomUUID(), issuedAt } = input
  const at = issuedAt === undefined ? world.clock.now() : new Date(issuedAt)
  return signJwt(
    {
      iss: ISSUER,
      aud: audience ?? newestToken(world, input.account)?.clientId ?? 'nobody',
      iat: Math.floor(at.getTime() / 1000),
      jti,
      events: { [EVENT_TYPES[event]]: detailsOf(world, input) },
    },
    { typ: 'secevent+jwt' },
  )
}

/** Sends it to the registered receiver; nothing happens while there is none. */
export function sendSecurityEvent(world: GoogleWorld, input: SecurityEvent): void {
  const { receiver } = world.state
  if (!receiver) return
  world.deliver({
    vendor: 'google',
    operation: 'google.notifications.accounts',
    account: input.account,
    url: receiver,
    headers: { 'content-type': 'application/secevent+jwt', accept: 'application/json' },
    body: signSecurityEvent(world, input),
  })
}

/** Tells every client that holds a permission of the account that it has been taken back. */
export function tellOfRemovedAccess(world: GoogleWorld, account: string): void {
  const clients = new Set(liveTokens(world, account).map(({ clientId }) => clientId))
  for (const audience of clients)
    sendSecurityEvent(world, securityEventInput.parse({ event: 'tokens-revoked', account, audience }))
}

function detailsOf(world: GoogleWorld, input: SecurityEvent): object {
  if (input.event === 'verification') return { state: 'a test from the sandbox' }
  if (input.event === 'token-revoked') return { subject: tokenSubject(world, input) }
  const { sub } = ensureAccount(world, input.account)
  const subject = { subject_type: 'iss-sub', iss: ISSUER, sub }
  return { subject, ...(input.reason ? { reason: input.reason } : {}) }
}

function tokenSubject(world: GoogleWorld, { account, tokenBy }: SecurityEvent): object {
  const value = newestToken(world, account)?.value ?? ''
  const twice = createHash('sha512').update(createHash('sha512').update(value).digest()).digest('base64')
  return {
    subject_type: 'oauth_token',
    token_type: 'refresh_token',
    token_identifier_alg: tokenBy,
    token: tokenBy === 'prefix' ? value.slice(0, 16) : twice,
  }
}

const tokensOf = (world: GoogleWorld, account: string) =>
  [...world.state.refreshTokens].map(([value, token]) => ({ value, ...token })).filter((one) => one.account === account)

const liveTokens = (world: GoogleWorld, account: string) => tokensOf(world, account).filter(({ alive }) => alive)

const newestToken = (world: GoogleWorld, account: string) => tokensOf(world, account).at(-1)
