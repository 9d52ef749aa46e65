import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { emptyReply, jsonReply, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import { ensureAccount, type MicrosoftAccount } from './accounts.ts'
import { graphRefusal } from './errors.ts'
import { authorizeCall } from './tokens.ts'
import type { MicrosoftWorld } from './world.ts'

const MEETINGS_SCOPE = 'OnlineMeetings.ReadWrite'

/** An online meeting as the sandbox keeps it. Deleted ones stay for the judge. */
export interface OnlineMeeting {
  id: string
  account: string
  /** The caller's own key; with the user it finds the meeting again. */
  externalId: string | null
  subject: string
  startsAt: string
  endsAt: string
  settings: Record<string, unknown>
  createdAt: string
  isDeleted: boolean
}

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString())
/** How a room is that nobody has set up. */
const DEFAULTS = {
  lobbyBypassSettings: { scope: 'organization', isDialInBypassEnabled: false },
  recordAutomatically: false,
  allowedPresenters: 'everyone',
}
const settings = {
  lobbyBypassSettings: z.looseObject({ scope: z.string().optional() }).optional(),
  recordAutomatically: z.boolean().optional(),
  allowedPresenters: z.string().optional(),
}
const newMeeting = z
  .looseObject({
    externalId: z.string().min(1),
    startDateTime: instant,
    endDateTime: instant,
    subject: z.string().optional(),
  })
  .refine(({ startDateTime, endDateTime }) => startDateTime < endDateTime)
const changes = z
  .looseObject({
    startDateTime: instant.optional(),
    endDateTime: instant.optional(),
    subject: z.string().optional(),
    ...settings,
  })
  // Graph wants both or neither.
  .refine(({ startDateTime, endDateTime }) => (startDateTime === undefined) === (endDateTime === undefined))

/** `GET /v1.0/me` */
export function describeUser(world: MicrosoftWorld, { headers }: VendorRequest): VendorReply {
  const { account } = authorizeCall(world, headers.authorization, 'User.Read')
  const { id, email, name } = ensureAccount(world, account)
  return jsonReply(200, { id, displayName: name, mail: email, userPrincipalName: email })
}

/** `POST /v1.0/me/onlineMeetings/createOrGet`: 201 for a new one, 200 for the one that carries the key already. */
export function createOrGet(world: MicrosoftWorld, request: VendorRequest): VendorReply {
  const organizer = hostOf(world, request)
  // It takes no settings: a patch does.
  const { externalId, startDateTime, endDateTime, subject } = read(newMeeting, request.body)
  const known = [...world.state.meetings.values()].find(
    (meeting) => meeting.account === organizer.email && meeting.externalId === externalId && !meeting.isDeleted,
  )
  if (known) return jsonReply(200, renderMeeting(known, organizer))
  const meeting: OnlineMeeting = {
    id: `MSo1N2Y5ZGFj${randomUUID().replaceAll('-', '')}`,
    account: organizer.email,
    externalId,
    subject: subject ?? '',
    startsAt: startDateTime,
    endsAt: endDateTime,
    settings: DEFAULTS,
    createdAt: world.clock.now().toISOString(),
    isDeleted: false,
  }
  world.state.meetings.set(meeting.id, meeting)
  return jsonReply(201, renderMeeting(meeting, organizer))
}

/** `GET /v1.0/me/onlineMeetings/:meetingId` */
export function getMeeting(world: MicrosoftWorld, request: VendorRequest): VendorReply {
  const { meeting, organizer } = ownMeeting(world, request)
  return jsonReply(200, renderMeeting(meeting, organizer))
}

/** `PATCH /v1.0/me/onlineMeetings/:meetingId` */
export function patchMeeting(world: MicrosoftWorld, request: VendorRequest): VendorReply {
  const { meeting, organizer } = ownMeeting(world, request)
  const { startDateTime, endDateTime, subject, ...rest } = read(changes, request.body)
  Object.assign(meeting, {
    startsAt: startDateTime ?? meeting.startsAt,
    endsAt: endDateTime ?? meeting.endsAt,
    subject: subject ?? meeting.subject,
    settings: { ...meeting.settings, ...allowed(organizer, rest) },
  })
  return jsonReply(200, renderMeeting(meeting, organizer))
}

/** What licence or policy do not allow is left out without a word. */
function allowed({ cannotRecord }: MicrosoftAccount, wanted: Record<string, unknown>): Record<string, unknown> {
  return cannotRecord ? { ...wanted, recordAutomatically: false } : wanted
}

/** `DELETE /v1.0/me/onlineMeetings/:meetingId` */
export function deleteMeeting(world: MicrosoftWorld, request: VendorRequest): VendorReply {
  ownMeeting(world, request).meeting.isDeleted = true
  return emptyReply()
}

export function renderMeeting(meeting: OnlineMeeting, organizer: MicrosoftAccount) {
  const thread = encodeURIComponent(`19:meeting_${meeting.id}@thread.v2`)
  const context = encodeURIComponent(JSON.stringify({ Tid: 'sandbox', Oid: organizer.id }))
  return {
    id: meeting.id,
    externalId: meeting.externalId,
    creationDateTime: meeting.createdAt,
    startDateTime: meeting.startsAt,
    endDateTime: meeting.endsAt,
    subject: meeting.subject,
    joinWebUrl: `https://teams.microsoft.com/l/meetup-join/${thread}/0?context=${context}`,
    participants: { organizer: { upn: organizer.email, role: 'presenter' }, attendees: [] },
    ...meeting.settings,
  }
}

function hostOf(world: MicrosoftWorld, { headers }: VendorRequest): MicrosoftAccount {
  const { account } = authorizeCall(world, headers.authorization, MEETINGS_SCOPE)
  const organizer = ensureAccount(world, account)
  if (organizer.kind === 'work') return organizer
  throw graphRefusal(403, 'Forbidden', 'No application access policy or licence found for the user.')
}

function ownMeeting(world: MicrosoftWorld, request: VendorRequest) {
  const organizer = hostOf(world, request)
  const meeting = world.state.meetings.get(request.params.meetingId ?? '')
  if (!meeting || meeting.isDeleted || meeting.account !== organizer.email)
    throw graphRefusal(404, 'NotFound', 'The online meeting does not exist.')
  return { meeting, organizer }
}

function read<T>(schema: z.ZodType<T>, body: string): T {
  const parsed = schema.safeParse(parseJson(body))
  if (parsed.success) return parsed.data
  throw graphRefusal(400, 'BadRequest', parsed.error.issues[0]?.message ?? 'Invalid request.')
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw graphRefusal(400, 'BadRequest', 'Unable to read JSON request payload.')
  }
}
