import { createHash, randomBytes } from 'node:crypto'
import type { Ask } from './serve-vendor.ts'

/** What a code or a token was given for. */
export interface Grant {
  isWhole: boolean
}

interface Code extends Grant {
  redirectUri: string
  challenge: string
}

/** Codes and tokens of one account, and what the consent page does: it sends back at once. */
export function createGrants() {
  const codes = new Map<string, Code>()
  const access = new Map<string, Grant>()
  const refresh = new Map<string, Grant>()
  const secret = (kind: string) => `${kind}-${randomBytes(24).toString('base64url')}`
  const grants = {
    consent: { allow: 'everything' as 'everything' | 'sign_in_only' },
    access,
    refresh,
    /** A code for a request with everything that the protocol demands; null where something is missing. */
    authorize({ query }: Ask): URL | null {
      const [redirectUri, state, challenge] = ['redirect_uri', 'state', 'code_challenge'].map((name) => query.get(name))
      const isSound = query.get('response_type') === 'code' && query.get('code_challenge_method') === 'S256'
      if (!isSound || !redirectUri || !state || challenge?.length !== 43) return null
      const code = secret('code')
      codes.set(code, { redirectUri, challenge, isWhole: grants.consent.allow === 'everything' })
      const back = new URL(redirectUri)
      back.searchParams.set('code', code)
      back.searchParams.set('state', state)
      return back
    },
    /** What a code was given for; it is good once, with its own redirect address and verifier. */
    redeem(form: URLSearchParams): Grant | null {
      const code = codes.get(form.get('code') ?? '')
      codes.delete(form.get('code') ?? '')
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      if (code?.redirectUri !== form.get('redirect_uri') || code.challenge !== challenge) return null
      return { isWhole: code.isWhole }
    },
    issue({ isWhole }: Grant) {
      const [accessToken, refreshToken] = [secret('access'), secret('refresh')]
      access.set(accessToken, { isWhole })
      refresh.set(refreshToken, { isWhole })
      return { accessToken, refreshToken }
    },
    bearer: ({ headers }: Ask): Grant | undefined =>
      access.get(/^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? ''),
    expireAccess: () => access.clear(),
    end() {
      access.clear()
      refresh.clear()
    },
  }
  return grants
}
