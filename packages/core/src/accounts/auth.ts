import * as schema from '@foyer/db/schema'
import { ROLES, type Role } from '@foyer/shared/accounts'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError, createAuthMiddleware, isAPIError } from 'better-auth/api'
import { hashPassword as hash } from 'better-auth/crypto'
import { actAs, type Core } from '../context.ts'
import { describeError } from '../log.ts'
import type { Mailer } from '../mail.ts'
import { PASSWORD_LENGTH, signUpSchema } from './auth-input.ts'
import { becomeProvider } from './become-provider.ts'
import { passwordResetMail } from './password-reset-mail.ts'
import { countSignInAttempt } from './sign-in-throttle.ts'

export interface AuthSettings {
  core: Core
  /** At least 32 characters; signs the cookies. */
  secret: string
  /** Without one, nobody can reset a password. */
  mailer?: Mailer | undefined
  /** Off only in tests. */
  rateLimits?: boolean | undefined
}

/** Who is behind a request. */
export interface SignedIn {
  userId: string
  role: Role
  /** Cookies that keep an active person signed in; to be passed on to the browser. */
  setCookies: string[]
}

export interface Auth {
  /** Answers everything under `/api/auth`. */
  handle(request: Request): Promise<Response>
  /** Reads the account and its role from the database on every call; null for a visitor. */
  findSignedIn(headers: Headers): Promise<SignedIn | null>
}

/** The endpoints that are open; the library has more, which would go round our own rules. */
const OPEN_PATHS = new Set([
  '/sign-up/email',
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/change-password',
  '/request-password-reset',
  '/reset-password',
  '/list-sessions',
  '/revoke-session',
  '/revoke-sessions',
  '/revoke-other-sessions',
])

const DAY_SECONDS = 86_400

/** A password as it is stored, for making accounts without signing up. */
export const hashPassword = (password: string): Promise<string> => hash(password)

/** Origins our own pages are served from; people on one machine use `localhost` and `127.0.0.1` alike. */
export function ownOrigins(appUrl: string): string[] {
  const { origin, hostname } = new URL(appUrl)
  return hostname === 'localhost' ? [origin, origin.replace('//localhost', '//127.0.0.1')] : [origin]
}

const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value)

/** Refuses closed endpoints, slows down guessing, and checks what signing up takes, before anything is written. */
const checkRequest = (core: Core, isThrottled: boolean) =>
  createAuthMiddleware(async (ctx) => {
    if (!OPEN_PATHS.has(ctx.path)) throw new APIError('NOT_FOUND')
    // Whoever changes a password has a reason: every other browser has to sign in anew.
    if (ctx.path === '/change-password') return { context: { body: { ...ctx.body, revokeOtherSessions: true } } }
    if (ctx.path === '/sign-in/email' && isThrottled) {
      const address = ctx.headers?.get('x-forwarded-for') ?? ''
      const waitSeconds = await countSignInAttempt(core, { email: String(ctx.body?.email ?? ''), address })
      if (waitSeconds > 0) throw tooManyAttempts(waitSeconds)
    }
    if (ctx.path !== '/sign-up/email') return
    const parsed = signUpSchema.safeParse(ctx.body)
    if (parsed.success) return { context: { body: parsed.data } }
    const [issue] = parsed.error.issues
    throw new APIError('BAD_REQUEST', {
      code: 'INPUT_INVALID',
      message: issue?.message ?? 'Something in the request is not right.',
      field: issue?.path.join('.') ?? '',
    })
  })

const tooManyAttempts = (waitSeconds: number) =>
  new APIError(
    'TOO_MANY_REQUESTS',
    { code: 'RATE_EXCEEDED', message: `Too many attempts. Try again in ${Math.ceil(waitSeconds / 60)} min.` },
    { 'Retry-After': String(waitSeconds) },
  )

/** Sign-up, sign-in and the sessions of people, kept in our own tables. */
export function createAuth({ core, secret, mailer, rateLimits = true }: AuthSettings): Auth {
  const { appUrl } = core.config
  const auth = betterAuth({
    appName: 'Foyer',
    baseURL: appUrl,
    basePath: '/api/auth',
    secret,
    trustedOrigins: ownOrigins(appUrl),
    database: drizzleAdapter(core.db, { provider: 'pg', schema, transaction: true }),
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      log: (_level, _message, ...details) => core.log.error(describeError(details[0]), 'sign-in trouble'),
    },
    onAPIError: {
      onError(error) {
        // Refusals are answers, not trouble; without this the library writes them past our log.
        if (!isAPIError(error) || error.statusCode >= 500) core.log.error(describeError(error), 'sign-in failed')
      },
    },
    hooks: { before: checkRequest(core, rateLimits) },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 3600,
      ...(mailer && {
        sendResetPassword: async ({ user, token }) => {
          // Not awaited by the answer: how long a mail takes would tell whether the account exists.
          mailer.send(passwordResetMail(appUrl, user.email, token)).catch((error: unknown) => {
            core.log.error(describeError(error), 'a password reset mail could not be sent')
          })
        },
      }),
    },
    user: {
      modelName: 'users',
      additionalFields: {
        role: { type: 'string', required: true, defaultValue: 'customer' },
        timeZone: { type: 'string', required: true, defaultValue: 'UTC' },
      },
    },
    session: { modelName: 'authSessions', expiresIn: 7 * DAY_SECONDS, updateAge: DAY_SECONDS },
    account: { modelName: 'authAccounts' },
    verification: { modelName: 'authVerifications', storeIdentifier: 'hashed' },
    rateLimit: {
      enabled: rateLimits,
      storage: 'database',
      modelName: 'authRateLimits',
      window: 60,
      max: 300,
      customRules: {
        '/get-session': false,
        // By address alone, so wide: whole schools share one. Guessing at one account is slowed down by the throttle.
        '/sign-in/*': { window: 60, max: 120 },
        '/sign-up/*': { window: 60, max: 120 },
        '/request-password-reset': { window: 60, max: 5 },
      },
    },
    databaseHooks: {
      user: {
        create: {
          after: async ({ id: userId, role }) => {
            if (role === 'provider') await becomeProvider(actAs(core, { kind: 'provider', userId }), {})
          },
        },
      },
    },
    advanced: {
      cookiePrefix: 'foyer',
      useSecureCookies: appUrl.startsWith('https:'),
      // Said outright because the library switches both off when it believes that a test is running.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
    },
  })
  return {
    handle: (request) => auth.handler(request),
    async findSignedIn(headers) {
      const { response, headers: answer } = await auth.api.getSession({ headers, returnHeaders: true })
      if (!response || !isRole(response.user.role)) return null
      return { userId: response.user.id, role: response.user.role, setCookies: answer.getSetCookie() }
    },
  }
}
