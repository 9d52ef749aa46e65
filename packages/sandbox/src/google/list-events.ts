import { jsonReply, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import { authorizeCall, invalidParameter, requireCalendar } from './calendar-request.ts'
import { calendarRefusal } from './errors.ts'
import { noteRead, renderEvent, type StoredEvent } from './event-store.ts'
import { instantOf, parseInstant } from './event-times.ts'
import type { GoogleWorld } from './world.ts'

type EventFilter = (event: StoredEvent) => boolean

/** `GET .../events`. Sync tokens are never given out, and one that is sent has always expired. */
export function listEvents(world: GoogleWorld, request: VendorRequest): VendorReply {
  const account = authorizeCall(world, request, 'read')
  const calendar = requireCalendar(world, request, account)
  const { query } = request
  if (query.has('syncToken')) throw calendarRefusal('fullSyncRequired')
  const filters = readFilters(query)
  const size = readCount(query, 'maxResults', 250, 2500)
  const offset = readPageToken(query)

  const found = [...calendar.values()].filter((event) => filters.every((isWanted) => isWanted(event)))
  if (query.get('orderBy') === 'startTime') {
    if (query.get('singleEvents') !== 'true')
      throw calendarRefusal('badRequest', 'The requested ordering is not available for the particular query.')
    found.sort((a, b) => instantOf(a.fields.start).getTime() - instantOf(b.fields.start).getTime())
  }
  const items = found.slice(offset, offset + size).map((event) => renderEvent(noteRead(world, event)))
  return jsonReply(200, {
    kind: 'calendar#events',
    summary: account,
    timeZone: 'UTC',
    accessRole: 'owner',
    updated: world.clock.now().toISOString(),
    items,
    ...(found.length > offset + size ? { nextPageToken: pageToken(offset + size) } : {}),
  })
}

function readFilters(query: URLSearchParams): EventFilter[] {
  const filters: EventFilter[] = []
  const timeMin = query.get('timeMin')
  const timeMax = query.get('timeMax')
  const from = timeMin === null ? null : parseInstant(timeMin, 'timeMin')
  const to = timeMax === null ? null : parseInstant(timeMax, 'timeMax')
  if (from && to && to <= from) throw calendarRefusal('timeRangeEmpty')
  if (from) filters.push((event) => instantOf(event.fields.end) > from)
  if (to) filters.push((event) => instantOf(event.fields.start) < to)
  if (query.get('showDeleted') !== 'true') filters.push((event) => event.status !== 'cancelled')
  for (const kind of ['private', 'shared'] as const) {
    for (const pair of query.getAll(`${kind}ExtendedProperty`)) filters.push(hasProperty(kind, pair))
  }
  return filters
}

function hasProperty(kind: 'private' | 'shared', pair: string): EventFilter {
  const separator = pair.indexOf('=')
  if (separator < 1) throw invalidParameter(`${kind}ExtendedProperty`)
  const key = pair.slice(0, separator)
  const value = pair.slice(separator + 1)
  return (event) => event.fields.extendedProperties?.[kind]?.[key] === value
}

function readCount(query: URLSearchParams, name: string, usual: number, most: number): number {
  const text = query.get(name)
  if (text === null) return usual
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1) throw invalidParameter(name)
  return Math.min(count, most)
}

function pageToken(offset: number): string {
  return Buffer.from(`offset ${offset}`).toString('base64url')
}

function readPageToken(query: URLSearchParams): number {
  const token = query.get('pageToken')
  if (token === null) return 0
  const offset = /^offset (\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1]
  if (offset === undefined) throw invalidParameter('pageToken')
  return Number(offset)
}
