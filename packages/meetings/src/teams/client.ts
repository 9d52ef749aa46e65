import { z } from 'zod'
import type { CallOptions, PlatformCredentials } from '../platform.ts'
import { createSender, type HttpProblem, type HttpRequest, machineCode } from '../send-once.ts'
import { type CallProblem, classifyProblem, type TeamsOperation } from './errors.ts'

/** Teams meetings are made with work and school accounts only; this door lets no others in. */
const TENANT = '/organizations/oauth2/v2.0'

interface GraphRequest {
  accessToken: string
  method: HttpRequest['method']
  path: string
  body?: object
}

/** Microsoft's endpoints. Methods that call throw PlatformError and nothing else. */
export interface TeamsClient {
  /** The address of the consent page for these OAuth parameters. */
  consentUrl(parameters: Record<string, string>): string
  /** Asks the token endpoint, signed as our app. */
  token<T>(
    operation: TeamsOperation,
    answer: z.ZodType<T>,
    form: Record<string, string>,
    options?: CallOptions,
  ): Promise<T>
  /** Calls Graph as the account. */
  graph<T>(operation: TeamsOperation, answer: z.ZodType<T>, request: GraphRequest, options?: CallOptions): Promise<T>
}

export function createTeamsClient(
  credentials: PlatformCredentials,
  { now, timeoutMs }: { now: () => Date; timeoutMs: number },
): TeamsClient {
  const { clientId, clientSecret, origin } = credentials
  const login = (path: string) => new URL((origin ?? 'https://login.microsoftonline.com') + TENANT + path)

  const send = createSender<TeamsOperation>({ timeoutMs, origin }, (operation, problem) =>
    classifyProblem(operation, toCallProblem(problem), now()),
  )

  return {
    consentUrl(parameters) {
      const url = login('/authorize')
      for (const [name, value] of Object.entries({ ...parameters, client_id: clientId }))
        url.searchParams.set(name, value)
      return url.href
    },
    token(operation, answer, form, options) {
      const data = new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret })
      return send(operation, answer, { method: 'POST', url: login('/token'), headers: {}, data }, options)
    },
    graph(operation, answer, { accessToken, method, path, body }, options) {
      const url = new URL(`${origin ?? 'https://graph.microsoft.com'}/v1.0${path}`)
      const headers = { authorization: `Bearer ${accessToken}` }
      return send(operation, answer, { method, url, headers, data: body }, options)
    },
  }
}

const code = machineCode.optional().catch(undefined)
const numbers = z.array(z.number().int()).optional().catch(undefined)
const refusal = z.union([z.object({ error: z.object({ code }) }), z.object({ error: code, error_codes: numbers })])
/** Conditional access says what it wants in a header, whatever the body is called. */
const CLAIMS = 'insufficient_claims'

function toCallProblem(problem: HttpProblem): CallProblem {
  if (problem.type !== 'refused') return problem
  const { status, header, body } = problem
  const { error, ...more } = refusal.safeParse(body).data ?? {}
  const wantsClaims = header('www-authenticate')?.includes(CLAIMS) === true
  const named = typeof error === 'object' ? error.code : error
  return {
    type: 'refused',
    status,
    code: wantsClaims ? CLAIMS : named,
    number: 'error_codes' in more ? more.error_codes?.[0] : undefined,
    retryAfter: header('retry-after'),
    requestId: header('request-id'),
  }
}
