import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { VendorCall } from '../contract-harness.ts'
import { createGrants } from './grants.ts'
import { type Ask, Refused, type Reply, readForm, readObject, serveVendor } from './serve-vendor.ts'

interface Meeting {
  id: string
  fields: Fields
}

const LOGIN = '/organizations/oauth2/v2.0'
const MEETINGS = '/v1.0/me/onlineMeetings'
const SIGN_IN = 'openid email https://graph.microsoft.com/User.Read'
const instant = z.iso.datetime({ offset: true })
/** What a change may hold; anything else is refused, and so is one of the two times alone. */
const members = {
  subject: z.string().optional(),
  participants: z.looseObject({}).optional(),
  lobbyBypassSettings: z.looseObject({}).optional(),
  joinMeetingIdSettings: z.looseObject({}).optional(),
  allowedPresenters: z.string().optional(),
  recordAutomatically: z.boolean().optional(),
  allowTranscription: z.boolean().optional(),
  allowRecording: z.boolean().optional(),
  allowAttendeeToEnableMic: z.boolean().optional(),
  allowAttendeeToEnableCamera: z.boolean().optional(),
}
const bothTimes = { startDateTime: instant, endDateTime: instant }
const noTime = { startDateTime: z.undefined(), endDateTime: z.undefined() }
const changesOf = z.union([z.strictObject({ ...members, ...bothTimes }), z.strictObject({ ...members, ...noTime })])
const newMeetingOf = z.strictObject({ ...members, ...bothTimes, externalId: z.string().min(1) })
type Fields = z.output<typeof newMeetingOf>

const login = (status: number, error: string, number: number) =>
  new Refused({
    status,
    body: {
      error,
      error_description: `AADSTS${number}: In some language or other. Trace ID: ${randomUUID()}`,
      error_codes: [number],
      timestamp: '2026-12-01 10:00:00Z',
      trace_id: randomUUID(),
      correlation_id: randomUUID(),
    },
  })

const graphError = (code: string) => ({
  error: {
    code,
    message: 'In some language or other.',
    innerError: { date: '2026-12-01T10:00:00', 'request-id': randomUUID() },
  },
})
const graph = (status: number, code: string) => new Refused({ status, body: graphError(code) })

/** Microsoft's identity platform and Graph as their documentation has them, and as strict as they may be. */
export async function startAnotherMicrosoft(client: { clientId: string; clientSecret: string }) {
  const grants = createGrants()
  const meetings = new Map<string, Meeting>()

  function token(ask: Ask): Reply {
    const form = readForm(ask)
    if (form.get('client_id') !== client.clientId || form.get('client_secret') !== client.clientSecret)
      throw login(401, 'invalid_client', 7_000_215)
    const isRefresh = form.get('grant_type') === 'refresh_token'
    const grant = isRefresh ? grants.refresh.get(form.get('refresh_token') ?? '') : grants.redeem(form)
    if (!grant) throw login(400, 'invalid_grant', isRefresh ? 50_173 : 70_008)
    const { accessToken, refreshToken } = grants.issue(grant)
    const scope = grant.isWhole ? `https://graph.microsoft.com/OnlineMeetings.ReadWrite ${SIGN_IN}` : SIGN_IN
    const body = {
      token_type: 'Bearer',
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: accessToken,
      refresh_token: refreshToken,
      // Told once, when they are new.
      ...(isRefresh && grant.isWhole ? {} : { scope, id_token: 'eyJ0eXAiOiJKV1QifQ.e30.' }),
    }
    return { status: 200, body }
  }

  function authorized(ask: Ask, needsMeetings: boolean): void {
    const grant = grants.bearer(ask)
    if (!grant) throw graph(401, 'InvalidAuthenticationToken')
    if (needsMeetings && !grant.isWhole) throw graph(403, 'Authorization_RequestDenied')
  }

  function read<T>(schema: z.ZodType<T>, ask: Ask): T {
    const read = schema.safeParse(readObject(ask))
    if (!read.success) throw graph(400, 'BadRequest')
    return read.data
  }

  const render = ({ id, fields }: Meeting) => ({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/onlineMeetings/$entity',
    '@odata.type': '#microsoft.graph.onlineMeeting',
    id,
    creationDateTime: '2026-11-21T10:00:00.1234567Z',
    ...fields,
    subject: fields.subject ?? null,
    startDateTime: withoutZone(fields.startDateTime),
    endDateTime: withoutZone(fields.endDateTime),
    joinWebUrl: `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${encodeURIComponent(id)}%40thread.v2/0`,
    audioConferencing: null,
    chatInfo: { threadId: '19:meeting@thread.v2', messageId: '0', replyChainMessageId: null },
    joinInformation: { content: 'data:text/html,In some language or other', contentType: 'html' },
  })
  const own = (id: string): Meeting => {
    const meeting = meetings.get(id)
    if (!meeting) throw graph(404, 'ResourceNotFound')
    return meeting
  }

  function createOrGet(ask: Ask): Reply {
    const fields = read(newMeetingOf, ask)
    const known = [...meetings.values()].find((one) => one.fields.externalId === fields.externalId)
    if (known) return { status: 200, body: render(known) }
    const meeting = { id: `MSo1N2Y5*0**${randomUUID()}=`, fields }
    meetings.set(meeting.id, meeting)
    return { status: 201, body: render(meeting) }
  }

  function answer(ask: Ask): Reply {
    const call = callOf(ask)
    const id = decodeURIComponent(ask.path.split('/').at(-1) ?? '')
    if (call === 'exchange' || call === 'refresh') return token(ask)
    if (call === null) return consent(ask)
    authorized(ask, call !== 'account')
    switch (call) {
      case 'account':
        return {
          status: 200,
          body: { id: '48d31887-5fad-4d73-a9f5-3c356e68a038', userPrincipalName: 'robin@school.test' },
        }
      case 'create':
        return createOrGet(ask)
      case 'update':
        Object.assign(own(id).fields, read(changesOf, ask))
        return { status: 200, body: render(own(id)) }
      case 'remove':
        meetings.delete(own(id).id)
        return { status: 204 }
      default:
        return { status: 200, body: render(own(id)) }
    }
  }

  function consent(ask: Ask): Reply {
    const { query, path } = ask
    const lasts = query.get('scope')?.split(' ').includes('offline_access')
    const isOurs = path === `${LOGIN}/authorize` && query.get('client_id') === client.clientId
    const back = isOurs && lasts ? grants.authorize(ask) : null
    back?.searchParams.set('session_state', randomUUID())
    return back ? { status: 302, headers: { location: back.href } } : { status: 404 }
  }

  const server = await serveVendor({ callOf, answer, failure: (status) => failureOf(status) })
  return {
    ...server,
    grants,
    meetings: () => [...meetings.values()].map(({ id, fields }) => ({ id, startsAt: new Date(fields.startDateTime) })),
    removeByHand: (id: string) => void meetings.delete(id),
    reset() {
      server.reset()
      grants.end()
      meetings.clear()
    },
  }
}

/** As Graph writes instants: in UTC, to ten millionths of a second, and without saying so. */
const withoutZone = (instantText: string): string => `${new Date(instantText).toISOString().slice(0, 23)}0000`

function failureOf(status: number): object {
  const codes: Record<number, string> = {
    400: 'BadRequest',
    401: 'InvalidAuthenticationToken',
    403: 'Forbidden',
    404: 'ResourceNotFound',
  }
  return graphError(codes[status] ?? 'generalException')
}

function callOf({ method, path, text }: Ask): VendorCall | null {
  if (path === `${LOGIN}/token`) return text.includes('grant_type=refresh_token') ? 'refresh' : 'exchange'
  if (path === '/v1.0/me') return 'account'
  if (path === `${MEETINGS}/createOrGet`) return method === 'POST' ? 'create' : null
  if (!new RegExp(`^${MEETINGS}/[^/]+$`).test(path)) return null
  return ({ GET: 'read', PATCH: 'update', DELETE: 'remove' } as const)[method] ?? null
}
