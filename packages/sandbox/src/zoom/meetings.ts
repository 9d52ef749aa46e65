import { emptyReply, jsonReply, Refusal, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import { ensureAccount, type ZoomAccount } from './accounts.ts'
import { apiRefusal } from './errors.ts'
import { readChanges, readNewMeeting } from './meeting-input.ts'
import { addMeeting, changeMeeting, renderListed, renderMeeting, type StoredMeeting } from './meeting-store.ts'
import { authorizeCall } from './tokens.ts'
import { tellChanged } from './webhooks.ts'
import type { ZoomWorld } from './world.ts'

/** Creates and updates of one user on one day of UTC. */
export const MOST_WRITES_A_DAY = 100
const DAY_MS = 86_400_000
const LONGEST_PAGE = 300
const USUAL_PAGE = 30

/** `GET /v2/users/me` */
export function describeUser(world: ZoomWorld, { headers }: VendorRequest): VendorReply {
  const { account } = authorizeCall(world, headers.authorization, 'user:read:user')
  const { id, email, name, plan, accountId } = ensureAccount(world, account)
  const [firstName = name, ...rest] = name.split(' ')
  const names = { first_name: firstName, last_name: rest.join(' '), display_name: name }
  return jsonReply(200, { id, email, ...names, type: plan, account_id: accountId, status: 'active' })
}

/** `POST /v2/users/me/meetings` */
export function createMeeting(world: ZoomWorld, { headers, body }: VendorRequest): VendorReply {
  const { account } = authorizeCall(world, headers.authorization, 'meeting:write:meeting')
  const host = ensureAccount(world, account)
  if (host.plan === 4) throw apiRefusal('may_not_host')
  const input = readNewMeeting(body)
  countWrite(world, account)
  return jsonReply(201, renderMeeting(addMeeting(world, host, input), host))
}

/** `GET /v2/users/me/meetings` */
export function listMeetings(world: ZoomWorld, { headers, query }: VendorRequest): VendorReply {
  const { account } = authorizeCall(world, headers.authorization, 'meeting:read:list_meetings')
  const host = ensureAccount(world, account)
  const pageSize = Math.min(Number(query.get('page_size') ?? USUAL_PAGE), LONGEST_PAGE)
  const now = world.clock.now().getTime()
  const isListed =
    query.get('type') === 'upcoming' || query.get('type') === 'upcoming_meetings'
      ? ({ startsAt, durationMinutes }: StoredMeeting) => Date.parse(startsAt) + durationMinutes * 60_000 > now
      : () => true
  const own = [...world.state.meetings.values()].filter(
    (meeting) => meeting.account === account && !meeting.isDeleted && isListed(meeting),
  )
  const first = Number(query.get('next_page_token') ?? 0)
  const next = first + pageSize < own.length ? String(first + pageSize) : ''
  return jsonReply(200, {
    page_size: pageSize,
    total_records: own.length,
    next_page_token: next,
    meetings: own.slice(first, first + pageSize).map((meeting) => renderListed(meeting, host)),
  })
}

/** `GET /v2/meetings/:meetingId` */
export function getMeeting(world: ZoomWorld, request: VendorRequest): VendorReply {
  const { meeting, host } = ownMeeting(world, request, 'meeting:read:meeting')
  return jsonReply(200, renderMeeting(meeting, host))
}

/** `PATCH /v2/meetings/:meetingId`: answers without a body. */
export function patchMeeting(world: ZoomWorld, request: VendorRequest): VendorReply {
  const { meeting, host } = ownMeeting(world, request, 'meeting:update:meeting')
  const changes = readChanges(request.body)
  countWrite(world, host.email)
  changeMeeting(host, meeting, changes)
  tellChanged(world, meeting)
  return emptyReply()
}

/** `DELETE /v2/meetings/:meetingId` */
export function deleteMeeting(world: ZoomWorld, request: VendorRequest): VendorReply {
  const { meeting } = ownMeeting(world, request, 'meeting:delete:meeting')
  meeting.isDeleted = true
  tellChanged(world, meeting)
  return emptyReply()
}

function ownMeeting(
  world: ZoomWorld,
  { headers, params }: VendorRequest,
  scope: Parameters<typeof authorizeCall>[2],
): { meeting: StoredMeeting; host: ZoomAccount } {
  const { account } = authorizeCall(world, headers.authorization, scope)
  const { meetingId = '' } = params
  const meeting = world.state.meetings.get(meetingId)
  if (!meeting || meeting.isDeleted)
    throw apiRefusal('no_meeting', { message: `Meeting does not exist: ${meetingId}.` })
  if (meeting.account !== account) throw apiRefusal('not_host')
  return { meeting, host: ensureAccount(world, account) }
}

/** Counts against the day's limit, which ends at 00:00 UTC and says so in `Retry-After`. */
function countWrite(world: ZoomWorld, account: string): void {
  const now = world.clock.now()
  const day = dayKey(world, account)
  const writes = world.state.dailyWrites.get(day) ?? 0
  if (writes >= MOST_WRITES_A_DAY) {
    const { reply } = apiRefusal('per_day')
    const midnight = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS + DAY_MS).toISOString()
    throw new Refusal({ ...reply, headers: { ...reply.headers, 'retry-after': midnight.replace('.000Z', 'Z') } })
  }
  world.state.dailyWrites.set(day, writes + 1)
}

export const dayKey = (world: ZoomWorld, account: string): string =>
  `${account} ${world.clock.now().toISOString().slice(0, 10)}`
