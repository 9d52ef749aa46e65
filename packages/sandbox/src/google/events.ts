import { randomBytes } from 'node:crypto'
import { mergePatch } from '../control/merge-patch.ts'
import { emptyReply, jsonReply, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import {
  authorizeCall,
  checkIfMatch,
  readConferenceVersion,
  readSendUpdates,
  requireCalendar,
  requireEvent,
} from './calendar-request.ts'
import { applyConferenceWrite } from './conferences.ts'
import { calendarRefusal } from './errors.ts'
import { checkEventFields, checkEventId, type EventFields, parseEventBody } from './event-input.ts'
import { addEvent, changeEvent, noteRead, renderEvent } from './event-store.ts'
import { instantOf } from './event-times.ts'
import type { GoogleWorld } from './world.ts'

export function insertEvent(world: GoogleWorld, request: VendorRequest): VendorReply {
  const account = authorizeCall(world, request, 'write')
  const calendar = requireCalendar(world, request, account)
  const version = readConferenceVersion(request)
  const sendUpdates = readSendUpdates(request)
  const body = parseEventBody(request.body)
  const id = body.id === undefined || body.id === null ? newEventId() : checkEventId(body.id)
  const fields = checkEventFields(mergePatch({}, body))
  if (calendar.has(id)) throw calendarRefusal('duplicate')
  const conference = applyConferenceWrite(world, { account, version, body, current: null })
  const mailings = [{ operation: 'google.events.insert', sendUpdates }]
  const event = addEvent(world, { id, account, createdBy: 'api', fields, conference, mailings })
  return jsonReply(200, renderEvent(event), { etag: event.etag })
}

/** A deleted event is still answered, with status `cancelled`. */
export function getEvent(world: GoogleWorld, request: VendorRequest): VendorReply {
  const account = authorizeCall(world, request, 'read')
  const event = noteRead(world, requireEvent(world, request, account))
  return jsonReply(200, renderEvent(event), { etag: event.etag })
}

export function patchEvent(world: GoogleWorld, request: VendorRequest): VendorReply {
  const account = authorizeCall(world, request, 'write')
  const event = requireEvent(world, request, account)
  const version = readConferenceVersion(request)
  const sendUpdates = readSendUpdates(request)
  const body = parseEventBody(request.body)
  // The reference says that organizers can restore a cancelled event; in the field it answers 403.
  if (event.status === 'cancelled') throw calendarRefusal('forbidden')
  checkIfMatch(request, event)
  const fields = checkEventFields(mergePatch({ ...event.fields }, body))
  const conference = applyConferenceWrite(world, { account, version, body, current: event.conference })
  changeEvent(world, event, {
    fields,
    conference,
    status: fields.status ?? event.status,
    sequence: event.sequence + (isSameTime(event.fields, fields) ? 0 : 1),
    mailings: [...event.mailings, { operation: 'google.events.patch', sendUpdates }],
  })
  return jsonReply(200, renderEvent(event), { etag: event.etag })
}

/** Leaves a tombstone, so that the id stays taken. */
export function deleteEvent(world: GoogleWorld, request: VendorRequest): VendorReply {
  const account = authorizeCall(world, request, 'write')
  const event = requireEvent(world, request, account)
  const sendUpdates = readSendUpdates(request)
  if (event.status === 'cancelled') throw calendarRefusal('deleted')
  checkIfMatch(request, event)
  changeEvent(world, event, {
    status: 'cancelled',
    mailings: [...event.mailings, { operation: 'google.events.delete', sendUpdates }],
  })
  return emptyReply()
}

/** An id like those that Google makes when the caller chooses none. */
export function newEventId(): string {
  return Array.from(randomBytes(26), (byte) => (byte % 32).toString(32)).join('')
}

function isSameTime(before: EventFields, after: EventFields): boolean {
  return (['start', 'end'] as const).every(
    (side) => instantOf(before[side]).getTime() === instantOf(after[side]).getTime(),
  )
}
