import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { NewsReading, NewsRequest, PlatformNews } from '../news.ts'
import { createKeySet, KeysMissing } from './signing-keys.ts'

/** With the slash in these tokens, without it in others of Google's; those hold no `events`. */
const ISSUERS = ['https://accounts.google.com/', 'https://accounts.google.com'] as const
const EVENT_TYPES = 'https://schemas.openid.net/secevent/'
/** A token is dated by when it was signed, which may be so much later than what it tells of. */
const TOLD_LATE_MS = 60_000

const seconds = z.number().transform((value) => new Date(value * 1000))
const claims = z.object({
  iss: z.enum(ISSUERS),
  aud: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
  iat: seconds,
  /** When it happened; Google leaves it out. */
  toe: seconds.optional(),
  events: z.record(z.string(), z.unknown()),
})
const ofAccount = z.object({ subject: z.object({ sub: z.string().min(1) }) })
const ofToken = z.object({
  subject: z.object({
    token_identifier_alg: z.enum(['prefix', 'hash_base64_sha512_sha512']),
    token: z.string().min(8),
  }),
})

type Claims = z.output<typeof claims>

const refused = (err: string): NewsReading => ({ answer: { status: 400, body: { err } }, news: [] })

/**
 * Reads the security event tokens of Google's Cross-Account Protection: signed by Google, for our client. Their `exp` is not
 * looked at, as Google asks. Refusals are worded as in RFC 8935. Without Google's keys nothing can be said yet: 503, and Google
 * sends it again.
 */
export function createSecurityEventReader(
  fetchKeys: (signal: AbortSignal) => Promise<unknown>,
  clientId: string,
): (request: NewsRequest) => Promise<NewsReading> {
  const verify = createKeySet(fetchKeys)
  return async ({ rawBody }) => {
    let payload: unknown
    try {
      payload = await verify(rawBody.toString('utf8').trim())
    } catch (error) {
      if (error instanceof KeysMissing) return { answer: { status: 503 }, news: [] }
      throw error
    }
    if (payload === null) return refused('authentication_failed')
    const read = claims.safeParse(payload)
    if (!read.success) return refused('invalid_request')
    if (!read.data.aud.includes(clientId)) return refused('invalid_audience')
    return {
      answer: { status: 202 },
      news: Object.entries(read.data.events).flatMap((event) => toNews(event, read.data)),
    }
  }
}

/** What an event means to us; nothing where it is new to us, or a mere test. */
function toNews([type, details]: [string, unknown], { iat, toe }: Claims): PlatformNews[] {
  if (!type.startsWith(EVENT_TYPES)) return []
  const endedAt = toe ?? new Date(iat.getTime() - TOLD_LATE_MS)
  const name = type.slice(type.lastIndexOf('/') + 1)
  if (name === 'token-revoked') {
    const token = ofToken.safeParse(details)
    return token.success ? [{ kind: 'token_ended', isMeant: matcherOf(token.data.subject), endedAt }] : []
  }
  const account = ofAccount.safeParse(details)
  if (!account.success) return []
  const accountSubject = account.data.subject.sub
  switch (name) {
    case 'tokens-revoked':
      return [{ kind: 'permission_ended', cause: 'taken_back', accountSubject, endedAt }]
    case 'account-disabled':
    case 'account-purged':
      return [{ kind: 'permission_ended', cause: 'account_closed', accountSubject, endedAt }]
    case 'account-enabled':
    case 'sessions-revoked':
    case 'account-credential-change-required':
      return [{ kind: 'account_changed', accountSubject }]
    default:
      return []
  }
}

/** Google names a refresh token by its first characters, or by the hash of its hash. */
function matcherOf({
  token_identifier_alg: by,
  token,
}: z.output<typeof ofToken>['subject']): (value: string) => boolean {
  if (by === 'prefix') return (value) => value.startsWith(token)
  const wanted = Buffer.from(token, 'base64')
  const sha512 = (bytes: string | Buffer) => createHash('sha512').update(bytes).digest()
  return (value) => sha512(sha512(value)).equals(wanted)
}
