import { z } from 'zod'
import type { CallOptions, PlatformCredentials } from '../platform.ts'
import { createSender, type HttpProblem, type HttpRequest, machineCode } from '../send-once.ts'
import { type CallProblem, classifyProblem, type ZoomOperation } from './errors.ts'

interface ApiRequest {
  accessToken: string
  method: HttpRequest['method']
  path: string
  query?: Record<string, string>
  body?: object
}

/** Zoom's endpoints. Methods that call throw PlatformError and nothing else. */
export interface ZoomClient {
  /** The address of the consent page for these OAuth parameters. */
  consentUrl(parameters: Record<string, string>): string
  /** Posts a form to an OAuth endpoint, signed as our app. */
  post<T>(
    operation: ZoomOperation,
    answer: z.ZodType<T>,
    request: { path: '/oauth/token' | '/oauth/revoke'; form: Record<string, string> },
    options?: CallOptions,
  ): Promise<T>
  /** Calls the REST API as the account. */
  call<T>(operation: ZoomOperation, answer: z.ZodType<T>, request: ApiRequest, options?: CallOptions): Promise<T>
}

export function createZoomClient(
  credentials: PlatformCredentials,
  { now, timeoutMs }: { now: () => Date; timeoutMs: number },
): ZoomClient {
  const { clientId, clientSecret, origin } = credentials
  const host = (usual: string) => origin ?? usual
  // As they are: Zoom does not undo the escaping that RFC 6749 asks for.
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')

  const send = createSender<ZoomOperation>({ timeoutMs, origin }, (operation, problem) =>
    classifyProblem(operation, toCallProblem(problem), now()),
  )

  return {
    consentUrl(parameters) {
      const url = new URL(`${host('https://zoom.us')}/oauth/authorize`)
      for (const [name, value] of Object.entries({ ...parameters, client_id: clientId }))
        url.searchParams.set(name, value)
      return url.href
    },
    post(operation, answer, { path, form }, options) {
      const url = new URL(host('https://zoom.us') + path)
      const headers = { authorization: `Basic ${basic}` }
      return send(operation, answer, { method: 'POST', url, headers, data: new URLSearchParams(form) }, options)
    },
    call(operation, answer, { accessToken, method, path, query = {}, body }, options) {
      const url = new URL(`${host('https://api.zoom.us')}/v2${path}`)
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
      const headers = { authorization: `Bearer ${accessToken}` }
      return send(operation, answer, { method, url, headers, data: body }, options)
    },
  }
}

const refusal = z.object({
  code: machineCode.optional().catch(undefined),
  error: machineCode.optional().catch(undefined),
  message: z.string().optional().catch(undefined),
})

function toCallProblem(problem: HttpProblem): CallProblem {
  if (problem.type !== 'refused') return problem
  const { status, header, body } = problem
  const read = refusal.safeParse(body).data
  return {
    type: 'refused',
    status,
    code: read?.code ?? read?.error,
    retryAfter: header('retry-after'),
    limit: header('x-ratelimit-type'),
    // The hundred and first of a day was only ever seen in words. They lengthen a wait; what a failure is they never decide.
    saysDaily: status === 429 && /daily rate limit/i.test(read?.message ?? ''),
    requestId: header('x-zm-trackingid'),
  }
}
