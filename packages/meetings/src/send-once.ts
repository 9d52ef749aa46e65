import { Gaxios, GaxiosError } from 'gaxios'
import { z } from 'zod'
import { type CallOptions, PlatformError, type PlatformFailure } from './platform.ts'

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
class HttpFailure extends Error {
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
  z.string().regex(/^\d{1,7}$/),
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

type Send<Operation> = <T>(
  operation: Operation,
  answer: z.ZodType<T>,
  request: HttpRequest,
  options?: CallOptions,
) => Promise<T>

/**
 * Sends requests of an adapter, each once, with a deadline and without retries, and checks the answers. Throws
 * `PlatformError` and nothing else, by what `classify` says of a problem; the raw error, which holds tokens, is dropped.
 */
export function createSender<Operation>(
  { timeoutMs, origin }: { timeoutMs: number; origin?: string | undefined },
  classify: (operation: Operation, problem: HttpProblem) => PlatformFailure,
): Send<Operation> {
  return async (operation, answer, request, options = {}) => {
    try {
      return await sendOnce(answer, request, { ...options, timeoutMs, origin })
    } catch (error) {
      if (error instanceof HttpFailure) throw new PlatformError(classify(operation, error.problem))
      throw new PlatformError({ kind: 'bug', code: error instanceof Error ? error.name : undefined })
    }
  }
}

async function sendOnce<T>(
  answer: z.ZodType<T>,
  { data, ...request }: HttpRequest,
  { timeoutMs, origin, signal }: CallOptions & { timeoutMs: number; origin?: string | undefined },
): Promise<T> {
  try {
    const http = new Gaxios({
      timeout: timeoutMs,
      retry: false,
      // Read here, whatever kind of content the answer says it is; the library would round long numbers.
      responseType: 'text',
      // It would blot out words of a refusal. Nothing of the error is handed on.
      errorRedactor: false,
      ...(signal ? { signal } : {}),
      ...(origin ? { noProxy: [new URL(origin)] } : {}),
    })
    const { status, data: body } = await http.request<unknown>({ ...request, ...(data ? { data } : {}) })
    const parsed = answer.safeParse(readBody(body))
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
    return { type: 'refused', status, header: (name) => headers.get(name) ?? undefined, body: readBody(data) }
  }
  return describeSilence(raw)
}

/** A call without an answer, by the code of the network's error. */
export function describeSilence(raw: unknown): Extract<HttpProblem, { type: 'no_answer' }> {
  const code = networkCode.safeParse(raw).data
  return { type: 'no_answer', code, wasSent: !NEVER_SENT.has(code ?? '') }
}

/** What an answer says, if it is JSON; its text otherwise. */
function readBody(text: unknown): unknown {
  if (typeof text !== 'string') return text
  try {
    return JSON.parse(text, keepLongNumbers)
  } catch {
    return text
  }
}

/** A whole number beyond what a number holds exactly stays the text that it was: ids may be that long. */
const keepLongNumbers = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  Number.isInteger(value) && !Number.isSafeInteger(value) ? (context?.source ?? value) : value
