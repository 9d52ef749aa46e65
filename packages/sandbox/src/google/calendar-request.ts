import type { VendorRequest } from '../control/vendor-operation.ts'
import { calendarRefusal } from './errors.ts'
import { calendarOf, type StoredEvent } from './event-store.ts'
import { METHOD_SCOPES } from './scopes.ts'
import { bearerToken, findAccessToken } from './tokens.ts'
import type { GoogleWorld } from './world.ts'

/** The account that calls. Throws 401 for a missing or dead token, 403 for one without the scope. */
export function authorizeCall(world: GoogleWorld, request: VendorRequest, needs: keyof typeof METHOD_SCOPES): string {
  const value = bearerToken(request.headers.authorization)
  const token = findAccessToken(world, value)
  if (!token) throw calendarRefusal('authError')
  if (!METHOD_SCOPES[needs].some((scope) => token.scopes.includes(scope))) {
    throw calendarRefusal('insufficientPermissions')
  }
  return token.account
}

/** The events of the calendar in the path; everybody has one calendar, `primary`. Throws 404 for any other. */
export function requireCalendar(world: GoogleWorld, request: VendorRequest, account: string): Map<string, StoredEvent> {
  const calendarId = request.params.calendarId
  if (calendarId !== 'primary' && calendarId?.toLowerCase() !== account) throw calendarRefusal('notFound')
  return calendarOf(world, account)
}

/** The event in the path. Throws 404. */
export function requireEvent(world: GoogleWorld, request: VendorRequest, account: string): StoredEvent {
  const event = requireCalendar(world, request, account).get(request.params.eventId ?? '')
  if (!event) throw calendarRefusal('notFound')
  return event
}

/** Throws 412 when the caller's `If-Match` is not the event's etag. */
export function checkIfMatch(request: VendorRequest, event: StoredEvent): void {
  const wanted = request.headers['if-match']
  if (wanted && wanted !== '*' && !wanted.split(/\s*,\s*/).includes(event.etag))
    throw calendarRefusal('conditionNotMet')
}

/** 0 when left out: conference data in the body is then ignored. */
export function readConferenceVersion(request: VendorRequest): number {
  const version = request.query.get('conferenceDataVersion') ?? '0'
  if (version !== '0' && version !== '1') throw invalidParameter('conferenceDataVersion')
  return Number(version)
}

export function readSendUpdates(request: VendorRequest): string | null {
  const value = request.query.get('sendUpdates')
  if (value !== null && !['all', 'externalOnly', 'none'].includes(value)) throw invalidParameter('sendUpdates')
  return value
}

export function invalidParameter(name: string) {
  return calendarRefusal('invalidParameter', `Invalid value for: ${name}`, {
    locationType: 'parameter',
    location: name,
  })
}
