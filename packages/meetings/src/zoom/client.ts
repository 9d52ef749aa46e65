import { Gaxios, GaxiosError } from 'gaxios'
import { z } from 'zod'
import { type CallOptions, type PlatformCredentials, PlatformError } from '../platform.ts'
import { type CallProblem, classifyProblem, type ZoomOperation } from './errors.ts'

interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  query?: Record<string, string>
  body?: object
}

/** Zoom's endpoints: no retries, a deadline, errors without secrets. All methods throw PlatformError and nothing else. */
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
  call<T>(
    operation: ZoomOperation,
    answer: z.ZodType<T>,
    request: Request & { accessToken: string },
    options?: CallOptions,
  ): Promise<T>
}

const LONGEST_DETOUR = 0
/** Network errors that come before a request is sent, so that nothing can have been done. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

export function createZoomClient(
  credentials: PlatformCredentials,
  { now, timeoutMs }: { now: () => Date; timeoutMs: number },
): ZoomClient {
  const { clientId, clientSecret, origin } = credentials
  const host = (usual: string) => origin ?? usual
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')

  async function send<T>(
    operation: ZoomOperation,
    answer: z.ZodType<T>,
    request: { method: Request['method']; url: URL; headers: Record<string, string>; data?: URLSearchParams | object },
    options: CallOptions = {},
  ): Promise<T> {
    try {
      const http = new Gaxios({
        timeout: timeoutMs,
        retry: false,
        maxRedirects: LONGEST_DETOUR,
        ...(options.signal ? { signal: options.signal } : {}),
        ...(origin ? { noProxy: [new URL(origin)] } : {}),
      })
      const { status, data } = await http.request<unknown>(request)
      const parsed = answer.safeParse(data)
      if (!parsed.success) throw new UnreadableAnswer(status)
      return parsed.data
    } catch (error) {
      // The raw error is dropped on purpose: it carries the request with its tokens.
      const problem = describeError(error)
      if (problem) throw new PlatformError(classifyProblem(operation, problem, now()))
      throw new PlatformError({ kind: 'bug', code: error instanceof Error ? error.name : undefined })
    }
  }

  return {
    consentUrl(parameters) {
      const url = new URL(`${host('https://zoom.us')}/oauth/authorize`)
      for (const [name, value] of Object.entries({ ...parameters, client_id: clientId }))
        url.searchParams.set(name, value)
      return url.href
    },
    post: (operation, answer, { path, form }, options) =>
      send(
        operation,
        answer,
        {
          method: 'POST',
          url: new URL(host('https://zoom.us') + path),
          headers: { authorization: `Basic ${basic}` },
          data: new URLSearchParams(form),
        },
        options,
      ),
    call(operation, answer, { accessToken, method, path, query, body }, options) {
      const url = new URL(`${host('https://api.zoom.us')}/v2${path}`)
      for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
      const headers = { authorization: `Bearer ${accessToken}` }
      return send(operation, answer, { method, url, headers, ...(body ? { data: body } : {}) }, options)
    },
  }
}

/** An answer with a good status whose body is not what was promised. */
class UnreadableAnswer extends Error {
  readonly status: number

  constructor(status: number) {
    super(`unreadable answer ${status}`)
    this.status = status
  }
}

/** Words and numbers of Zoom's lists; a longer value may be a secret that somebody echoes, and is not let through. */
const machineCode = z.union([
  z.string().regex(/^[A-Za-z][A-Za-z_]{0,63}$/),
  z.number().int().min(0).max(99_999).transform(String),
])
const refusal = z.object({
  code: machineCode.optional().catch(undefined),
  error: machineCode.optional().catch(undefined),
})
const networkCode = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/)

function describeError(error: unknown): CallProblem | null {
  if (error instanceof UnreadableAnswer) return { type: 'unreadable', status: error.status }
  if (!(error instanceof GaxiosError)) return null
  if (!error.response) {
    const code = networkCode.safeParse(error.code).data
    return { type: 'no_answer', code, wasSent: !NEVER_SENT.has(code ?? '') }
  }
  const { status, headers, data } = error.response
  const body = refusal.safeParse(data).data
  return {
    type: 'refused',
    status,
    code: body?.code ?? body?.error,
    retryAfter: headers.get('retry-after') ?? undefined,
    limit: headers.get('x-ratelimit-type') ?? undefined,
    requestId: headers.get('x-zm-trackingid') ?? undefined,
  }
}
