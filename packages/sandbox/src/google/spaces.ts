import { z } from 'zod'
import { jsonReply, Refusal, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import type { StoredEvent } from './event-store.ts'
import { MEET_SCOPES } from './scopes.ts'
import { bearerToken, findAccessToken } from './tokens.ts'
import type { GoogleWorld } from './world.ts'

/**
 * What the plan of an account has of recording and transcription: `business` all of it, `free` none, so that they stay
 * off without a word, `refused` none, and asking for them is refused.
 */
export const MEET_LICENCES = ['business', 'free', 'refused'] as const
export type MeetLicence = (typeof MEET_LICENCES)[number]

const onOrOff = z.enum(['ON', 'OFF'])
const spaceConfig = z.object({
  accessType: z.enum(['OPEN', 'TRUSTED', 'RESTRICTED']).optional(),
  entryPointAccess: z.enum(['ALL', 'CREATOR_APP_ONLY']).optional(),
  artifactConfig: z
    .object({
      recordingConfig: z.object({ autoRecordingGeneration: onOrOff.optional() }).optional(),
      transcriptionConfig: z.object({ autoTranscriptionGeneration: onOrOff.optional() }).optional(),
    })
    .optional(),
})

/** How a room is set up, as the sandbox keeps it. */
export interface SpaceSetUp {
  accessType: 'OPEN' | 'TRUSTED' | 'RESTRICTED'
  recording: 'ON' | 'OFF'
  transcription: 'ON' | 'OFF'
}

const AS_USUAL: SpaceSetUp = { accessType: 'TRUSTED', recording: 'OFF', transcription: 'OFF' }

/** What an update mask may name, and where in the body it is. */
const MASKS: Record<string, keyof SpaceSetUp> = {
  'config.accessType': 'accessType',
  'config.artifactConfig.recordingConfig.autoRecordingGeneration': 'recording',
  'config.artifactConfig.transcriptionConfig.autoTranscriptionGeneration': 'transcription',
}

/** `GET /v2/spaces/{space}` of the Meet API; a meeting code resolves to its space. */
export function getSpace(world: GoogleWorld, request: VendorRequest): VendorReply {
  const account = authorizeSpaceCall(world, request, 'read')
  const code = requireSpace(world, request, account)
  return jsonReply(200, renderSpace(code, setUpOf(world, code)))
}

/** `PATCH /v2/spaces/{space}?updateMask=`: what the plan of the account lacks stays as it is. */
export function patchSpace(world: GoogleWorld, request: VendorRequest): VendorReply {
  const account = authorizeSpaceCall(world, request, 'write')
  const code = requireSpace(world, request, account)
  const body = z.object({ config: spaceConfig.default({}) }).safeParse(parseBody(request.body))
  if (!body.success) throw meetRefusal('INVALID_ARGUMENT')
  const masks = (request.query.get('updateMask') ?? Object.keys(MASKS).join(',')).split(',')
  const names = masks.map((mask) => MASKS[mask])
  if (names.includes(undefined)) throw meetRefusal('INVALID_ARGUMENT')
  const { accessType, artifactConfig } = body.data.config
  const asked: Partial<SpaceSetUp> = {
    accessType: accessType ?? AS_USUAL.accessType,
    recording: artifactConfig?.recordingConfig?.autoRecordingGeneration ?? 'OFF',
    transcription: artifactConfig?.transcriptionConfig?.autoTranscriptionGeneration ?? 'OFF',
  }
  const licence = world.state.meetLicences?.get(account) ?? 'business'
  const takes = (name: keyof SpaceSetUp) => name === 'accessType' || asked[name] === 'OFF' || licence === 'business'
  const named = names.filter((name) => name !== undefined)
  if (licence === 'refused' && !named.every(takes)) throw meetRefusal('PERMISSION_DENIED')
  const changes = Object.fromEntries(named.filter(takes).map((name) => [name, asked[name]]))
  const next: SpaceSetUp = { ...setUpOf(world, code), ...changes }
  world.state.spaces ??= new Map()
  world.state.spaces.set(code, next)
  return jsonReply(200, renderSpace(code, next))
}

/** How the room with this code is set up. */
export const setUpOf = (world: GoogleWorld, code: string): SpaceSetUp => world.state.spaces?.get(code) ?? AS_USUAL

function renderSpace(code: string, { accessType, recording, transcription }: SpaceSetUp) {
  return {
    name: `spaces/${code.replaceAll('-', '')}`,
    meetingUri: `https://meet.google.com/${code}`,
    meetingCode: code,
    config: {
      accessType,
      entryPointAccess: 'ALL',
      artifactConfig: {
        recordingConfig: { autoRecordingGeneration: recording },
        transcriptionConfig: { autoTranscriptionGeneration: transcription },
      },
    },
  }
}

function authorizeSpaceCall(world: GoogleWorld, request: VendorRequest, needs: keyof typeof MEET_SCOPES): string {
  const token = findAccessToken(world, bearerToken(request.headers.authorization))
  if (!token) throw meetRefusal('UNAUTHENTICATED')
  if (!MEET_SCOPES[needs].some((scope) => token.scopes.includes(scope)))
    throw meetRefusal('PERMISSION_DENIED', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT')
  return token.account
}

/** Rooms belong to whoever's calendar they were made in. */
function requireSpace(world: GoogleWorld, request: VendorRequest, account: string): string {
  const asked = (request.params.space ?? '').replaceAll('-', '')
  const isIt = ({ conference, status }: StoredEvent) =>
    status !== 'cancelled' && conference?.status === 'success' && conference.conferenceId.replaceAll('-', '') === asked
  const event = [...(world.state.calendars.get(account)?.values() ?? [])].find(isIt)
  if (!event?.conference) throw meetRefusal('NOT_FOUND')
  return event.conference.conferenceId
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

const STATUSES = { INVALID_ARGUMENT: 400, UNAUTHENTICATED: 401, PERMISSION_DENIED: 403, NOT_FOUND: 404 } as const

const meetRefusal = (status: keyof typeof STATUSES, reason?: string): Refusal =>
  new Refusal(meetReply(STATUSES[status], status, reason))

/** The envelope of the Meet API for any status, for scripted failures. */
export function meetFailure(code: number, reason: string | undefined): VendorReply {
  const known = Object.entries(STATUSES).find(([, status]) => status === code)?.[0]
  return meetReply(code, known ?? (code === 429 ? 'RESOURCE_EXHAUSTED' : 'UNAVAILABLE'), reason)
}

function meetReply(code: number, status: string, reason?: string): VendorReply {
  const detail = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' }
  return jsonReply(code, { error: { code, message: status, status, ...(reason ? { details: [detail] } : {}) } })
}
