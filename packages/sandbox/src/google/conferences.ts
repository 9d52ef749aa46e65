import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { JsonObject } from '../control/merge-patch.ts'
import { calendarRefusal } from './errors.ts'
import type { GoogleWorld } from './world.ts'

/** How Meet behaves for an account. `refused`: the account cannot make Meet rooms, so the whole request fails. */
export const conferenceMode = z.strictObject({
  /** How many reads still show `pending`; 0 settles within the request itself. */
  pendingReads: z.number().int().min(0).max(1000).default(0),
  outcome: z.enum(['success', 'failure', 'refused']).default('success'),
})
export type ConferenceMode = z.output<typeof conferenceMode>

/** The conference of one event. Only a change of `status` to success gives it a link. */
export interface Conference {
  requestId: string
  status: 'pending' | 'success' | 'failure'
  pendingReads: number
  outcome: 'success' | 'failure'
  /** The meeting code, as in https://meet.google.com/aaa-bbbb-ccc. */
  conferenceId: string
}

const createRequest = z.object({
  requestId: z.string().min(1),
  conferenceSolutionKey: z.object({ type: z.string() }).default({ type: 'hangoutsMeet' }),
})

/**
 * What a write does to the conference. With `conferenceDataVersion=0`, the default, the field is ignored; null
 * removes; a create request makes a new one unless its id is that of the request before.
 */
export function applyConferenceWrite(
  world: GoogleWorld,
  write: { account: string; version: number; body: JsonObject; current: Conference | null },
): Conference | null {
  const { account, version, body, current } = write
  if (version === 0 || !('conferenceData' in body)) return current
  if (body.conferenceData === null) return null
  const data = z.object({ createRequest: createRequest.optional() }).safeParse(body.conferenceData)
  if (!data.success) throw calendarRefusal('invalid', 'Invalid conference create request.')
  const request = data.data.createRequest
  if (!request || request.requestId === current?.requestId) return current

  const { conferenceModes } = world.state
  const mode = conferenceModes.get(account) ?? conferenceModes.get('*') ?? { pendingReads: 0, outcome: 'success' }
  if (request.conferenceSolutionKey.type !== 'hangoutsMeet' || mode.outcome === 'refused') {
    throw calendarRefusal('invalid', 'Invalid conference type value.')
  }
  return {
    requestId: request.requestId,
    status: mode.pendingReads > 0 ? 'pending' : mode.outcome,
    pendingReads: mode.pendingReads,
    outcome: mode.outcome,
    conferenceId: meetingCode(),
  }
}

/** The conference after one more read, when that changes it. */
export function afterRead(conference: Conference | null): Conference | null {
  if (conference?.status !== 'pending') return conference
  return conference.pendingReads > 0
    ? { ...conference, pendingReads: conference.pendingReads - 1 }
    : { ...conference, status: conference.outcome }
}

/** `conferenceData` and `hangoutLink` as the API shows them. */
export function renderConference(conference: Conference | null): object {
  if (!conference) return {}
  const key = { type: 'hangoutsMeet' }
  const request = {
    requestId: conference.requestId,
    conferenceSolutionKey: key,
    status: { statusCode: conference.status },
  }
  if (conference.status !== 'success') return { conferenceData: { createRequest: request } }
  const link = `https://meet.google.com/${conference.conferenceId}`
  return {
    hangoutLink: link,
    conferenceData: {
      createRequest: request,
      entryPoints: [
        { entryPointType: 'video', uri: link, label: link.replace('https://', '') },
        { entryPointType: 'more', uri: `https://tel.meet/${conference.conferenceId}`, pin: '1234567890123' },
      ],
      conferenceSolution: { key, name: 'Google Meet' },
      conferenceId: conference.conferenceId,
    },
  }
}

function meetingCode(): string {
  const letters = (count: number) =>
    Array.from({ length: count }, () => String.fromCharCode(97 + randomInt(26))).join('')
  return `${letters(3)}-${letters(4)}-${letters(3)}`
}
