import { type Auth, createAuth } from '@foyer/core/accounts/auth'
import { type Changes, openChanges } from '@foyer/core/changes'
import type { Core } from '@foyer/core/context'
import type { Mailer } from '@foyer/core/mail'
import { openTestCore, type TestCore } from '@foyer/core/testing/test-core'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { type AppDeps, buildApp } from '../app.ts'

export const TEST_PASSWORD = 'a long enough pass'

export interface TestApp extends AsyncDisposable {
  app: FastifyInstance
  core: Core
  testCore: TestCore
  auth: Auth
  changes: Changes
  /** Signs somebody new up; the cookie is that of the new sign-in. */
  signUp(fields?: Record<string, unknown>): Promise<{ userId: string; email: string; cookie: string }>
  /** One procedure as the browser would call it, unbatched. */
  call(procedure: string, options?: CallOptions): Promise<LightMyRequestResponse>
}

export interface CallOptions {
  input?: unknown
  cookie?: string | undefined
  headers?: Record<string, string> | undefined
  /** Mutations are sent by POST. */
  mutation?: boolean | undefined
}

/** The `Cookie` header a browser would send after this answer. */
export function cookieFrom(answer: LightMyRequestResponse): string {
  return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
}

export interface TestAppOptions {
  /** A world that was opened already; it is closed with the app. */
  testCore?: TestCore
  core?: Partial<Core>
  app?: Partial<AppDeps>
  mailer?: Mailer
  rateLimits?: boolean
}

/** The API on a database of its own, with sign-in, without a port. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const testCore = options.testCore ?? (await openTestCore(options.core))
  const { core } = testCore
  const { mailer, rateLimits = false } = options
  const auth = createAuth({ core, secret: 'test-secret-'.repeat(4), mailer, rateLimits })
  const changes = await openChanges(testCore.databaseUrl)
  const app = await buildApp({ core, auth, changes, webDist: null, ...options.app })
  return {
    app,
    core,
    testCore,
    auth,
    changes,
    async signUp(fields = {}) {
      const email = `${crypto.randomUUID()}@foyer.test`
      const payload = { name: 'Ana Ribeiro', email, password: TEST_PASSWORD, ...fields }
      const answer = await app.inject({ method: 'POST', url: '/api/auth/sign-up/email', payload })
      if (answer.statusCode !== 200) throw new Error(`sign-up answered ${answer.statusCode}: ${answer.body}`)
      return { userId: answer.json().user.id, email, cookie: cookieFrom(answer) }
    },
    call(procedure, { input, cookie, headers = {}, mutation = false } = {}) {
      const url = `/api/trpc/${procedure}`
      const withCookie = cookie ? { ...headers, cookie } : headers
      if (mutation)
        return app.inject({
          method: 'POST',
          url,
          headers: withCookie,
          payload: JSON.parse(JSON.stringify(input ?? {})),
        })
      const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
      return app.inject({ method: 'GET', url: url + query, headers: withCookie })
    },
    async [Symbol.asyncDispose]() {
      await app.close()
      await changes.close()
      await testCore[Symbol.asyncDispose]()
    },
  }
}
