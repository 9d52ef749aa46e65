import { z } from 'zod'
import type { MeetingPlatform, Tokens } from '../platform.ts'
import type { TeamsClient } from './client.ts'
import { readConsentProblem } from './errors.ts'
import { REQUESTED_SCOPES } from './scopes.ts'

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  /** Seconds. */
  expires_in: z.coerce.number().positive(),
  scope: z.string().nullish(),
})
const filled = z.string().min(1).nullish().catch(undefined)
const userAnswer = z.object({ id: z.string().min(1), mail: filled, userPrincipalName: filled, displayName: filled })

type OAuthMethods = Pick<
  MeetingPlatform,
  'authorizationUrl' | 'consentProblem' | 'exchangeCode' | 'refreshTokens' | 'revokeTokens' | 'getAccount'
>

/** Getting and keeping a provider's permission at Microsoft. */
export function createOAuth(teams: TeamsClient, now: () => Date): OAuthMethods {
  const scope = REQUESTED_SCOPES.join(' ')
  const toTokens = (answer: z.output<typeof tokenAnswer>): Tokens => ({
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    expiresAt: new Date(now().getTime() + answer.expires_in * 1000),
    // Ninety days from its last use, which every refresh begins anew: no end that anybody has to act on.
    permissionEndsAt: null,
    // Left out, they are those that were asked for (RFC 6749, 5.1).
    scopes: answer.scope?.split(/\s+/).filter((name) => name !== '') ?? [...REQUESTED_SCOPES],
  })

  return {
    authorizationUrl: ({ redirectUri, state, codeChallenge, loginHint }) =>
      teams.consentUrl({
        response_type: 'code',
        response_mode: 'query',
        redirect_uri: redirectUri,
        scope,
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        ...(loginHint ? { login_hint: loginHint } : { prompt: 'select_account' }),
      }),

    consentProblem: readConsentProblem,

    async exchangeCode({ code, codeVerifier, redirectUri }, options) {
      const form = {
        grant_type: 'authorization_code',
        code,
        code_verifier: codeVerifier,
        redirect_uri: redirectUri,
        scope,
      }
      return toTokens(await teams.token('token.exchange', tokenAnswer, form, options))
    },

    async refreshTokens(refreshToken, options) {
      const form = { grant_type: 'refresh_token', refresh_token: refreshToken, scope }
      return toTokens(await teams.token('token.refresh', tokenAnswer, form, options))
    },

    // Microsoft has no address that ends one permission; forgetting the tokens is all that can be done from here.
    revokeTokens: async () => {},

    async getAccount(accessToken, options) {
      const request = { accessToken, method: 'GET', path: '/me' } as const
      const user = await teams.graph('account', userAnswer, request, options)
      return { subject: user.id, email: user.mail ?? user.userPrincipalName ?? user.displayName ?? user.id }
    },
  }
}
