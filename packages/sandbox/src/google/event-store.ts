import { createHash } from 'node:crypto'
import { ringChannels } from './channels.ts'
import { afterRead, type Conference, renderConference } from './conferences.ts'
import type { EventFields } from './event-input.ts'
import type { GoogleWorld } from './world.ts'

/** An event as the sandbox keeps it. Cancelled ones stay: their id is taken for ever. */
export interface StoredEvent {
  id: string
  account: string
  createdBy: 'api' | 'hand'
  fields: EventFields
  status: 'confirmed' | 'tentative' | 'cancelled'
  sequence: number
  conference: Conference | null
  created: string
  updated: string
  etag: string
  /** `sendUpdates` of every write, null where it was left out. */
  mailings: { operation: string; sendUpdates: string | null }[]
}

/** An event as the Calendar API shows it. */
export type EventResource = ReturnType<typeof renderEvent>

export function calendarOf(world: GoogleWorld, account: string): Map<string, StoredEvent> {
  const known = world.state.calendars.get(account)
  if (known) return known
  const calendar = new Map<string, StoredEvent>()
  world.state.calendars.set(account, calendar)
  return calendar
}

/** Keeps a new event. The caller has made sure that the id is free. */
export function addEvent(
  world: GoogleWorld,
  event: Pick<StoredEvent, 'id' | 'account' | 'createdBy' | 'fields' | 'conference' | 'mailings'>,
): StoredEvent {
  const status = event.fields.status === 'tentative' ? 'tentative' : 'confirmed'
  const now = world.clock.now().toISOString()
  const stored: StoredEvent = { ...event, status, sequence: 0, created: now, updated: now, etag: nextEtag(world) }
  calendarOf(world, event.account).set(event.id, stored)
  ringChannels(world, event.account)
  return stored
}

/** Changes an event in place and gives it a new etag. */
export function changeEvent(world: GoogleWorld, event: StoredEvent, changes: Partial<StoredEvent>): StoredEvent {
  Object.assign(event, changes, { updated: world.clock.now().toISOString(), etag: nextEtag(world) })
  ringChannels(world, event.account)
  return event
}

/** Lets one read pass over an event: a pending conference comes nearer to its outcome. */
export function noteRead(world: GoogleWorld, event: StoredEvent): StoredEvent {
  const conference = afterRead(event.conference)
  if (conference?.status !== event.conference?.status) return changeEvent(world, event, { conference })
  return Object.assign(event, { conference })
}

export function renderEvent(event: StoredEvent) {
  const { fields, account } = event
  const person = { email: account, self: true }
  return {
    kind: 'calendar#event' as const,
    etag: event.etag,
    id: event.id,
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${event.id} ${account}`).toString('base64url')}`,
    created: event.created,
    updated: event.updated,
    creator: person,
    organizer: person,
    iCalUID: `${event.id}@google.com`,
    eventType: 'default' as const,
    reminders: { useDefault: true },
    ...fields,
    status: event.status,
    sequence: event.sequence,
    ...renderConference(event.conference),
  }
}

function nextEtag(world: GoogleWorld): string {
  world.state.revision += 1
  return `"${createHash('sha256').update(`revision ${world.state.revision}`).digest('base64url').slice(0, 16)}"`
}
