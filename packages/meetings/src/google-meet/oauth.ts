import { CodeChallengeMethod } from 'google-auth-library'
import { z } from 'zod'
import { type MeetingPlatform, PlatformError, type Tokens } from '../platform.ts'
import type { GoogleClient } from './client.ts'
import { readConsentProblem } from './errors.ts'
import { optionalScopes, REQUIRED_SCOPES } from './scopes.ts'

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  /** Seconds. */
  expires_in: z.number().positive(),
  /** Seconds; only of a permission with an end, such as any of an app whose consent screen is in testing. */
  refresh_token_expires_in: z.number().nonnegative().nullish(),
  /** RFC 6749: left out when it is what was asked for, or what it was before. */
  scope: z.string().optional(),
})
const userAnswer = z.object({ sub: z.string().min(1), email: z.string().min(1).optional() })

type OAuthMethods = Pick<
  MeetingPlatform,
  'authorizationUrl' | 'consentProblem' | 'exchangeCode' | 'refreshTokens' | 'revokeTokens' | 'getAccount'
>

/** Getting, keeping and ending a provider's permission at Google. */
export function createOAuth(google: GoogleClient, now: () => Date): OAuthMethods {
  const inSeconds = (seconds: number) => new Date(now().getTime() + seconds * 1000)
  const toTokens = (answer: z.output<typeof tokenAnswer>): Tokens => ({
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    expiresAt: inSeconds(answer.expires_in),
    permissionEndsAt:
      typeof answer.refresh_token_expires_in === 'number' ? inSeconds(answer.refresh_token_expires_in) : null,
    scopes: (answer.scope ?? '').split(' ').filter((scope) => scope !== ''),
  })

  return {
    // `include_granted_scopes` only with something optional, so that what was allowed before stays: without it tokens
    // reach no further than this consent. `prompt=consent` makes Google send a refresh token every time.
    authorizationUrl: ({ redirectUri, state, codeChallenge, loginHint, chooseAccount, permissions = [] }) =>
      google.consentUrl({
        redirect_uri: redirectUri,
        scope: [...REQUIRED_SCOPES, ...optionalScopes(permissions)].join(' '),
        ...(permissions.length > 0 ? { include_granted_scopes: true } : {}),
        state,
        access_type: 'offline',
        prompt: chooseAccount ? 'select_account consent' : 'consent',
        code_challenge: codeChallenge,
        code_challenge_method: CodeChallengeMethod.S256,
        ...(loginHint ? { login_hint: loginHint } : {}),
      }),

    consentProblem: readConsentProblem,

    async exchangeCode({ code, codeVerifier, redirectUri }, options) {
      const form = { grant_type: 'authorization_code', code, code_verifier: codeVerifier, redirect_uri: redirectUri }
      const answer = await google.call('token.exchange', tokenAnswer, () => google.post('/token', form, options))
      // Of an optional permission that is not named nobody knows that it was given.
      return toTokens({ ...answer, scope: answer.scope ?? REQUIRED_SCOPES.join(' ') })
    },

    async refreshTokens(refreshToken, options) {
      const form = { grant_type: 'refresh_token', refresh_token: refreshToken }
      return toTokens(await google.call('token.refresh', tokenAnswer, () => google.post('/token', form, options)))
    },

    async revokeTokens(refreshToken, options) {
      try {
        await google.call('token.revoke', z.unknown(), () => google.post('/revoke', { token: refreshToken }, options))
      } catch (error) {
        const isDeadAlready =
          error instanceof PlatformError && error.failure.status === 400 && error.failure.code === 'invalid_token'
        if (!isDeadAlready) throw error
      }
    },

    async getAccount(accessToken, options) {
      const user = await google.call('account', userAnswer, () => google.getUserInfo(accessToken, options))
      if (user.email === undefined) throw new PlatformError({ kind: 'connection_lost', scopeMissing: true })
      return { subject: user.sub, email: user.email }
    },
  }
}
