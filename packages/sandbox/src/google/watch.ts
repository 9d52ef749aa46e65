import { createHash } from 'node:crypto'
import { z } from 'zod'
import { emptyReply, jsonReply, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import { authorizeCall, requireCalendar } from './calendar-request.ts'
import { type Channel, ring } from './channels.ts'
import { calendarRefusal } from './errors.ts'
import { bearerToken, findAccessToken } from './tokens.ts'
import type { GoogleWorld } from './world.ts'

const USUAL_SECONDS = 7 * 24 * 60 * 60
/** Google names no longest life; asking for more than this gives this. */
const MOST_SECONDS = 30 * 24 * 60 * 60

const watchBody = z.object({
  id: z.string().regex(/^[A-Za-z0-9\-_+/=]{1,64}$/),
  type: z.enum(['web_hook', 'webhook']),
  address: z.url({ protocol: /^https?$/ }),
  token: z.string().max(256).optional(),
  params: z.object({ ttl: z.coerce.number().int().positive().optional() }).default({}),
  expiration: z.coerce.number().optional(),
})
const stopBody = z.object({ id: z.string(), resourceId: z.string() })

/** `POST .../events/watch`: opens a channel, which rings once at once to be tried out. */
export function watchEvents(world: GoogleWorld, request: VendorRequest): VendorReply {
  const account = authorizeCall(world, request, 'read')
  requireCalendar(world, request, account)
  const { id, address, token, params, expiration } = readBody(watchBody, request.body)
  if (world.state.channels.has(id)) throw calendarRefusal('channelIdNotUnique', `Channel id ${id} not unique`)
  const now = world.clock.now().getTime()
  const seconds = params.ttl ?? (expiration ? Math.floor((expiration - now) / 1000) : USUAL_SECONDS)
  if (seconds <= 0) throw calendarRefusal('invalid', 'Invalid expiration')
  const channel: Channel = {
    id,
    account,
    clientId: callerOf(world, request) ?? '',
    // The same for every channel of one calendar.
    resourceId: createHash('sha256').update(`events of ${account}`).digest('base64url').slice(0, 27),
    resourceUri: 'https://www.googleapis.com/calendar/v3/calendars/primary/events?alt=json',
    address,
    token: token ?? null,
    expiresAt: now + Math.min(seconds, MOST_SECONDS) * 1000,
    sent: 0,
  }
  world.state.channels.set(id, channel)
  ring(world, channel, 'sync')
  return jsonReply(200, {
    kind: 'api#channel',
    id,
    resourceId: channel.resourceId,
    resourceUri: channel.resourceUri,
    ...(token === undefined ? {} : { token }),
    expiration: String(channel.expiresAt),
  })
}

/** `POST /calendar/v3/channels/stop`. Throws 404 for a channel that is not there, or somebody else's. */
export function stopChannel(world: GoogleWorld, request: VendorRequest): VendorReply {
  const account = authorizeCall(world, request, 'read')
  const { id, resourceId } = readBody(stopBody, request.body)
  const channel = world.state.channels.get(id)
  const isOwn = channel?.account === account && channel.clientId === callerOf(world, request)
  if (!isOwn || channel.resourceId !== resourceId)
    throw calendarRefusal('notFound', `Channel '${id}' not found for project`)
  world.state.channels.delete(id)
  return emptyReply()
}

function callerOf(world: GoogleWorld, { headers }: VendorRequest): string | undefined {
  return findAccessToken(world, bearerToken(headers.authorization))?.clientId
}

function readBody<T>(schema: z.ZodType<T>, text: string): T {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw calendarRefusal('parseError')
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw calendarRefusal('invalid', `Invalid value for: ${parsed.error.issues[0]?.path.join('.')}`)
  return parsed.data
}
