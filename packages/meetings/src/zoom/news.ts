import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { NewsReading, NewsRequest, PlatformNews } from '../news.ts'

/** A notification that was signed longer ago than this, or is dated so far ahead, may be somebody's repetition. */
const SIGNED_WITHIN_MS = 5 * 60_000

const VALIDATION = 'endpoint.url_validation'

const word = z.union([z.string().min(1), z.number()]).transform(String)
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

const event = z.object({ event: z.string(), payload: z.unknown() })
/** Never a text that could pass for something Zoom signs. */
const validation = z.object({ plainToken: z.string().regex(/^[\w.~+/=-]{1,200}$/) })
const deauthorization = z.object({ user_id: word, deauthorization_time: instant.optional().catch(undefined) })
const changedMeeting = z.object({ object: z.object({ id: word }) })

const refused: NewsReading = { answer: { status: 401 }, news: [] }
const unreadable: NewsReading = { answer: { status: 400 }, news: [] }
const noted = (...news: PlatformNews[]): NewsReading => ({ answer: { status: 204 }, news })

/** Reads what Zoom sends to the address that is set with the app. Source: Zoom's pages on webhooks. */
export function createNewsReader(secret: string, now: () => Date): (request: NewsRequest) => NewsReading {
  const sign = (...parts: (string | Buffer)[]) => {
    const hmac = createHmac('sha256', secret)
    for (const part of parts) hmac.update(part)
    return hmac.digest('hex')
  }

  function proveAddress(payload: unknown): NewsReading {
    const asked = validation.safeParse(payload)
    if (!asked.success) return unreadable
    const { plainToken } = asked.data
    return { answer: { status: 200, body: { plainToken, encryptedToken: sign(plainToken) } }, news: [] }
  }

  return ({ headers, rawBody }) => {
    // Whether Zoom signs the question whose address this is, its pages do not say; the answer passes for nothing else.
    if (headers['x-zm-signature'] === undefined) {
      const { data } = event.safeParse(parseJson(rawBody))
      return data?.event === VALIDATION ? proveAddress(data.payload) : refused
    }
    const timestamp = headers['x-zm-request-timestamp'] ?? ''
    const signedAt = readTimestamp(timestamp)
    if (signedAt === null || Math.abs(now().getTime() - signedAt) > SIGNED_WITHIN_MS) return refused
    if (!isSame(headers['x-zm-signature'], `v0=${sign(`v0:${timestamp}:`, rawBody)}`)) return refused
    const read = event.safeParse(parseJson(rawBody))
    if (!read.success) return unreadable
    const { payload } = read.data
    switch (read.data.event) {
      case VALIDATION:
        return proveAddress(payload)
      case 'app_deauthorized': {
        const ended = deauthorization.safeParse(payload)
        if (!ended.success) return unreadable
        const { user_id: accountSubject, deauthorization_time: endedAt = new Date(signedAt) } = ended.data
        return noted({ kind: 'permission_ended', accountSubject, endedAt })
      }
      case 'meeting.updated':
      case 'meeting.deleted': {
        const changed = changedMeeting.safeParse(payload)
        return changed.success ? noted({ kind: 'meeting_changed', externalId: changed.data.object.id }) : unreadable
      }
      // More may be switched on at Zoom than we listen to.
      default:
        return noted()
    }
  }
}

/** Epoch milliseconds. Zoom sends seconds; its samples in other languages read milliseconds. */
function readTimestamp(text: string): number | null {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000
  return /^\d{13}$/.test(text) ? Number(text) : null
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
