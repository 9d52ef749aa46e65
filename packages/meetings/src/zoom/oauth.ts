import { z } from 'zod'
import { type CallOptions, type MeetingPlatform, PlatformError, type Tokens } from '../platform.ts'
import type { ZoomClient } from './client.ts'
import { readConsentProblem } from './errors.ts'
import { REQUIRED_SCOPES } from './scopes.ts'

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  /** Seconds. */
  expires_in: z.coerce.number().positive(),
  scope: z.string().nullish(),
})
const filled = z.string().min(1).nullish().catch(undefined)
const userAnswer = z.object({
  id: z.union([z.string().min(1), z.number().transform(String)]),
  email: filled,
  display_name: filled,
  type: z.coerce.number().optional().catch(undefined),
  status: filled,
})

/** Users who have no licence for meetings: without Meetings Basic, and none at all. Source: Zoom's list of user types. */
const WITHOUT_MEETINGS = [4, 99]

type OAuthMethods = Pick<
  MeetingPlatform,
  | 'authorizationUrl'
  | 'consentProblem'
  | 'exchangeCode'
  | 'refreshTokens'
  | 'revokeTokens'
  | 'getAccount'
  | 'hostingProblem'
>

/** Getting, keeping and ending a provider's permission at Zoom. */
export function createOAuth(zoom: ZoomClient, now: () => Date): OAuthMethods {
  const toTokens = (answer: z.output<typeof tokenAnswer>): Tokens => ({
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    expiresAt: new Date(now().getTime() + answer.expires_in * 1000),
    // Ninety days from its last use, which every refresh begins anew: no end that anybody has to act on.
    permissionEndsAt: null,
    // Left out, they are what the app is registered with (RFC 6749, 5.1); one that is lacking is refused when it is needed.
    scopes: answer.scope?.split(/\s+/).filter((scope) => scope !== '') ?? [...REQUIRED_SCOPES],
  })
  const token = (operation: 'token.exchange' | 'token.refresh', form: Record<string, string>) =>
    [operation, tokenAnswer, { path: '/oauth/token', form }] as const

  const readUser = (accessToken: string, options?: CallOptions) =>
    zoom.call('account', userAnswer, { accessToken, method: 'GET', path: '/users/me' }, options)

  return {
    // Zoom gives what the app is registered with, whatever is asked for, and has no hint for the account.
    authorizationUrl: ({ redirectUri, state, codeChallenge }) =>
      zoom.consentUrl({
        response_type: 'code',
        redirect_uri: redirectUri,
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      }),

    consentProblem: readConsentProblem,

    async exchangeCode({ code, codeVerifier, redirectUri }, options) {
      const form = { grant_type: 'authorization_code', code, code_verifier: codeVerifier, redirect_uri: redirectUri }
      return toTokens(await zoom.post(...token('token.exchange', form), options))
    },

    async refreshTokens(refreshToken, options) {
      const form = { grant_type: 'refresh_token', refresh_token: refreshToken }
      return toTokens(await zoom.post(...token('token.refresh', form), options))
    },

    // Zoom takes back an access token only, and with it all that came of the same consent.
    async revokeTokens(refreshToken, options) {
      try {
        const form = { grant_type: 'refresh_token', refresh_token: refreshToken }
        const { access_token } = await zoom.post(...token('token.refresh', form), options)
        const request = { path: '/oauth/revoke', form: { token: access_token } } as const
        await zoom.post('token.revoke', z.unknown(), request, options)
      } catch (error) {
        if (!isDeadAlready(error)) throw error
      }
    },

    async getAccount(accessToken, options) {
      const { id, email, display_name } = await readUser(accessToken, options)
      return { subject: id, email: email ?? display_name ?? id }
    },

    // A meeting to try it would be one of the hundred that the account may make on a day.
    async hostingProblem(accessToken, options) {
      const { type, status } = await readUser(accessToken, options)
      if (type !== undefined && WITHOUT_MEETINGS.includes(type)) return { code: `user_type_${type}` }
      return status === 'inactive' ? { code: 'user_inactive' } : null
    },
  }
}

const isDeadAlready = (error: unknown): boolean =>
  error instanceof PlatformError && (error.failure.kind === 'connection_lost' || error.failure.code === 'invalid_token')
