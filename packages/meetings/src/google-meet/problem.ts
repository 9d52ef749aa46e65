import { GaxiosError } from 'gaxios'
import { z } from 'zod'
import { describeSilence } from '../send-once.ts'
import type { CallProblem } from './errors.ts'

/** An answer with a good status whose body is not what was promised. */
export class UnreadableAnswer extends Error {
  readonly status: number

  constructor(status: number) {
    super(`unreadable answer ${status}`)
    this.status = status
  }
}

/** Codes are words; a value with digits may be a secret that somebody echoes, and is not let through. */
const name = z.string().regex(/^[A-Za-z][A-Za-z_.]{0,63}$/)
const maybeName = name.optional().catch(undefined)

const apiBody = z.object({
  error: z.object({
    status: maybeName,
    errors: z.array(z.object({ reason: maybeName, location: z.string().optional().catch(undefined) })).catch([]),
    details: z.array(z.object({ reason: maybeName })).catch([]),
  }),
})
const oauthBody = z.object({ error: maybeName, error_subtype: maybeName })

/**
 * What an error of the HTTP client says, without its request and answer, which hold tokens. Null: it is not an
 * error of a call at all.
 */
export function describeError(error: unknown): CallProblem | null {
  if (error instanceof UnreadableAnswer) return { type: 'unreadable', status: error.status }
  if (!(error instanceof GaxiosError)) return null
  if (!error.response) return describeSilence(error.code)
  const { status, headers, data } = error.response
  return {
    type: 'refused',
    status,
    ...readRefusal(data),
    retryAfter: headers.get('retry-after') ?? undefined,
    requestId: headers.get('x-goog-request-id') ?? undefined,
  }
}

function readRefusal(data: unknown): { names: string[]; hasLocation: boolean } {
  const api = apiBody.safeParse(data).data?.error
  if (api) {
    const reasons = [...api.errors, ...api.details].map((each) => each.reason)
    const hasLocation = api.errors.some((each) => each.location !== undefined)
    return { names: [...reasons, api.status].filter((each) => each !== undefined), hasLocation }
  }
  const oauth = oauthBody.safeParse(data).data
  return { names: [oauth?.error, oauth?.error_subtype].filter((each) => each !== undefined), hasLocation: false }
}
