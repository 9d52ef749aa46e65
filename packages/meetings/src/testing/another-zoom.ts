import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { VendorCall } from '../contract-harness.ts'
import { createGrants } from './grants.ts'
import { type Ask, longNumber, Refused, type Reply, readForm, readObject, serveVendor } from './serve-vendor.ts'

interface Meeting {
  /** Longer than a number holds exactly. */
  id: string
  fields: Fields
  createdAt: string
}

/** In another order than anybody asks for them, among others. */
const SCOPES = [
  'meeting:read:list_meetings',
  'meeting:delete:meeting',
  'user:read:token',
  'meeting:update:meeting',
  'meeting:write:meeting',
  'meeting:read:meeting',
  'user:read:user',
]
/** What a new meeting and a change may hold; anything else is refused. */
const fieldsOf = z.strictObject({
  topic: z.string().max(200).optional(),
  type: z.literal(2).optional(),
  start_time: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    .optional(),
  duration: z.number().int().positive().optional(),
  timezone: z
    .string()
    .refine((zone) => zone === 'UTC' || Intl.supportedValuesOf('timeZone').includes(zone))
    .optional(),
  agenda: z.string().max(2000).optional(),
  password: z.string().max(10).optional(),
  default_password: z.boolean().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  template_id: z.string().optional(),
})
type Fields = z.output<typeof fieldsOf>
/** However many are asked for. */
const PAGE = 2

const refused = (status: number, code: number, message: string) => new Refused({ status, body: { code, message } })

/** Zoom as its documentation has it, and as strict as it may be. The account has a room that stands open, without a time. */
export async function startAnotherZoom(client: { clientId: string; clientSecret: string }) {
  const grants = createGrants()
  const meetings = new Map<string, Meeting>()
  let made = 0

  function token(ask: Ask): Reply {
    signed(ask)
    const form = readForm(ask)
    if (form.get('grant_type') === 'refresh_token') {
      const grant = grants.refresh.get(form.get('refresh_token') ?? '')
      if (!grant) throw new Refused({ status: 400, body: { reason: 'Invalid Token!', error: 'invalid_grant' } })
      grants.refresh.delete(form.get('refresh_token') ?? '')
      // The scopes are those from before, so they are not said again.
      return {
        status: 200,
        body: { ...pairOf(grants.issue(grant)), ...(grant.isWhole ? {} : { scope: 'user:read:user' }) },
      }
    }
    const grant = form.get('grant_type') === 'authorization_code' ? grants.redeem(form) : null
    if (!grant)
      throw new Refused({ status: 400, body: { reason: 'Invalid authorization code', error: 'invalid_grant' } })
    const scope = grant.isWhole ? SCOPES.join(' ') : 'user:read:user'
    return { status: 200, body: { ...pairOf(grants.issue(grant)), scope, api_url: 'https://api.zoom.us' } }
  }

  const pairOf = ({ accessToken, refreshToken }: ReturnType<typeof grants.issue>) => ({
    access_token: accessToken,
    token_type: 'bearer',
    refresh_token: refreshToken,
    expires_in: 3599,
  })

  function signed({ headers, query }: Ask): void {
    const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64')
    const isSigned = headers.authorization === `Basic ${basic}`
    if (!isSigned || query.size > 0)
      throw new Refused({
        status: 400,
        body: { reason: 'Invalid client_id or client_secret', error: 'invalid_client' },
      })
  }

  function revoke(ask: Ask): Reply {
    signed(ask)
    if (!grants.access.has(readForm(ask).get('token') ?? ''))
      throw new Refused({ status: 400, body: { reason: 'Invalid Token', error: 'invalid_token' } })
    grants.end()
    return { status: 200, body: { status: 'success' } }
  }

  function authorized(ask: Ask, scope: string): void {
    const grant = grants.bearer(ask)
    if (!grant) throw refused(401, 124, 'Invalid access token.')
    if (!grant.isWhole && scope !== 'user:read:user')
      throw refused(400, 4711, `Invalid access token, does not contain scopes:[${scope}].`)
  }

  function readFields(ask: Ask): Fields {
    const fields = fieldsOf.safeParse(readObject(ask)).data
    if (!fields) throw refused(400, 300, 'Validation Failed.')
    return fields
  }

  const own = (id: string): Meeting => {
    const meeting = meetings.get(id)
    if (!meeting) throw refused(404, 3001, `Meeting does not exist: ${id}.`)
    return meeting
  }
  const headOf = ({ id, fields, createdAt }: Meeting) => ({
    uuid: `${randomUUID()}==`,
    id: longNumber(id),
    host_id: 'KDcuGIm1QgePTO8WbOqwIQ',
    topic: fields.topic,
    type: 2,
    start_time: fields.start_time,
    duration: fields.duration,
    timezone: fields.timezone,
    created_at: createdAt,
    join_url: `https://us05web.zoom.us/j/${id}?pwd=abc`,
  })
  const whole = (meeting: Meeting) => ({
    ...headOf(meeting),
    agenda: meeting.fields.agenda,
    status: 'waiting',
    start_url: 'https://us05web.zoom.us/s/host?zak=canary-start-url',
    encrypted_password: 'abc',
    settings: { ...meeting.fields.settings, internal_meeting: false },
    show_join_info: { nobody: 'knows this yet' },
  })

  function create(ask: Ask): Reply {
    const fields = readFields(ask)
    if (fields.type !== 2 || !fields.start_time) throw refused(400, 300, 'Validation Failed.')
    made += 1
    const meeting = { id: `9007199254740993${made}`, fields, createdAt: new Date().toISOString() }
    meetings.set(meeting.id, meeting)
    return { status: 201, body: whole(meeting) }
  }

  /** Without the text of any, in pages, with a room without a time first. */
  function list({ query }: Ask): Reply {
    const from = Number(query.get('next_page_token') ?? 0)
    const page = [...meetings.values()].slice(from, from + Math.min(PAGE, Number(query.get('page_size') ?? 30)))
    const next = from + page.length
    const room = {
      uuid: 'abc==',
      id: 4_444_444_444,
      topic: 'My room',
      type: 3,
      join_url: 'https://zoom.us/j/4444444444',
    }
    const body = {
      page_size: PAGE,
      total_records: meetings.size,
      meetings: [...(from === 0 ? [room] : []), ...page.map(headOf)],
      ...(next < meetings.size ? { next_page_token: String(next) } : {}),
    }
    return { status: 200, body }
  }

  function meeting(ask: Ask, id: string): Reply {
    if (ask.method === 'GET') {
      authorized(ask, 'meeting:read:meeting')
      return { status: 200, body: whole(own(id)) }
    }
    authorized(ask, ask.method === 'PATCH' ? 'meeting:update:meeting' : 'meeting:delete:meeting')
    if (ask.method === 'PATCH') own(id).fields = { ...own(id).fields, ...readFields(ask) }
    else meetings.delete(own(id).id)
    return { status: 204 }
  }

  function answer(ask: Ask): Reply {
    const call = callOf(ask)
    switch (call) {
      case 'exchange':
      case 'refresh':
        return token(ask)
      case 'revoke':
        return revoke(ask)
      case 'account':
        authorized(ask, 'user:read:user')
        // Neither an address nor a plan is told.
        return { status: 200, body: { id: 'KDcuGIm1QgePTO8WbOqwIQ', account_id: 'abc', pmi: 4_444_444_444 } }
      case 'create':
        authorized(ask, 'meeting:write:meeting')
        return create(ask)
      case 'list':
        authorized(ask, 'meeting:read:list_meetings')
        return list(ask)
      case 'read':
      case 'update':
      case 'remove':
        return meeting(ask, decodeURIComponent(ask.path.split('/').at(-1) ?? ''))
      case null: {
        const back =
          ask.path === '/oauth/authorize' && ask.query.get('client_id') === client.clientId && grants.authorize(ask)
        return back ? { status: 302, headers: { location: back.href } } : { status: 404 }
      }
    }
  }

  const server = await serveVendor({ callOf, answer, failure: (status) => ({ code: status, message: 'As arranged.' }) })
  return {
    ...server,
    grants,
    /** Meetings that are there, the oldest first. */
    meetings: () =>
      [...meetings.values()].map((one) => ({ id: one.id, startsAt: new Date(one.fields.start_time ?? '') })),
    removeByHand: (id: string) => void meetings.delete(id),
    reset() {
      server.reset()
      grants.end()
      meetings.clear()
    },
  }
}

function callOf({ method, path, text }: Ask): VendorCall | null {
  if (path === '/oauth/token') return text.includes('grant_type=refresh_token') ? 'refresh' : 'exchange'
  if (path === '/oauth/revoke') return 'revoke'
  if (path === '/v2/users/me') return 'account'
  if (path === '/v2/users/me/meetings') return method === 'POST' ? 'create' : 'list'
  if (!/^\/v2\/meetings\/[^/]+$/.test(path)) return null
  return ({ GET: 'read', PATCH: 'update', DELETE: 'remove' } as const)[method] ?? null
}
