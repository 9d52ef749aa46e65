import { Gaxios, GaxiosError } from 'gaxios'
import { z } from 'zod'
import type { CallOptions } from './platform.ts'

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  url: URL
  headers: Record<string, string>
  /** A form, or what becomes JSON. */
  data?: URLSearchParams | object | undefined
}

/** How a call went wrong, without its request, which holds tokens. */
export type HttpProblem =
  | { type: 'refused'; status: number; header(name: string): string | undefined; body: unknown }
  | { type: 'unreadable'; status: number }
  | { type: 'no_answer'; code?: string | undefined; wasSent: boolean }

/** Carries the problem of a call to whoever knows what it means. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'
  readonly problem: HttpProblem

  constructor(problem: HttpProblem) {
    super(problem.type)
    this.problem = problem
  }
}

/** A word or a number of a vendor's list; anything longer may be a secret that somebody echoes, and is not let through. */
export const machineCode = z.union([
  z.string().regex(/^[A-Za-z][A-Za-z_]{0,63}$/),
  z.number().int().min(0).max(9_999_999).transform(String),
])

const networkCode = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/)

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

/** Sends a request once, with a deadline and without retries, and checks the answer. Throws `HttpFailure`. */
export async function sendOnce<T>(
  answer: z.ZodType<T>,
  { data, ...request }: HttpRequest,
  { timeoutMs, origin, signal }: CallOptions & { timeoutMs: number; origin?: string | undefined },
): Promise<T> {
  try {
    const http = new Gaxios({
      timeout: timeoutMs,
      retry: false,
      ...(signal ? { signal } : {}),
      ...(origin ? { noProxy: [new URL(origin)] } : {}),
    })
    const { status, data: body } = await http.request<unknown>({ ...request, ...(data ? { data } : {}) })
    const parsed = answer.safeParse(body)
    if (!parsed.success) throw new HttpFailure({ type: 'unreadable', status })
    return parsed.data
  } catch (error) {
    // The raw error is dropped on purpose: it carries the request with its tokens.
    if (!(error instanceof GaxiosError)) throw error
    throw new HttpFailure(describe(error))
  }
}

function describe({ response, code: raw }: GaxiosError): HttpProblem {
  if (response) {
    const { status, headers, data } = response
    return { type: 'refused', status, header: (name) => headers.get(name) ?? undefined, body: data }
  }
  const code = networkCode.safeParse(raw).data
  return { type: 'no_answer', code, wasSent: !NEVER_SENT.has(code ?? '') }
}
