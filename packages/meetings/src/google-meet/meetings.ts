import { z } from 'zod'
import {
  type CallOptions,
  type MeetingPlatform,
  type MeetingSpec,
  PlatformError,
  type PlatformMeeting,
  type PlatformWatching,
} from '../platform.ts'
import type { GoogleClient } from './client.ts'
import {
  changesTo,
  type EventAnswer,
  eventAnswer,
  eventIdFor,
  isOurs,
  LISTED_FIELDS,
  LISTED_ROOMS,
  type LiveEvent,
  newEvent,
  OUR_EVENTS,
  toListedMeeting,
  toMarkedMeeting,
  toPlatformMeeting,
} from './mapping.ts'
import { createRoomSettings } from './spaces.ts'

const CALENDAR = { calendarId: 'primary' } as const
const listAnswer = z.object({ items: z.array(z.unknown()).default([]), nextPageToken: z.string().optional() })
const USUAL_PAGE = 250
/** Together more than anybody holds in the time that is listed. */
const MOST_PAGES = 20

type MeetingMethods = Pick<
  MeetingPlatform,
  'probe' | 'createMeeting' | 'findMeeting' | 'updateMeeting' | 'readMeeting' | 'listMeetings' | 'removeMeeting'
>

/** Meetings as events with a Meet room on the provider's primary calendar. */
export function createMeetings(
  google: GoogleClient,
  pageSize = USUAL_PAGE,
): MeetingMethods & Pick<PlatformWatching, 'readMeetings'> {
  const setUp = createRoomSettings(google)

  /** Events of ours, the next ones first, as far as `fields` shows them. */
  async function listOurs(
    accessToken: string,
    { from, to }: { from: Date; to: Date },
    fields: string,
    options?: CallOptions,
  ): Promise<unknown[]> {
    const parameters = {
      ...CALENDAR,
      privateExtendedProperty: OUR_EVENTS,
      timeMin: from.toISOString(),
      timeMax: to.toISOString(),
      // The order by start is only there for single events.
      singleEvents: true,
      orderBy: 'startTime',
      maxResults: pageSize,
      fields,
    }
    const found: unknown[] = []
    let pageToken: string | undefined
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const place = pageToken === undefined ? {} : { pageToken }
      const send = () => google.events(accessToken, options).list({ ...parameters, ...place })
      const answer = await google.call('event.list', listAnswer, send)
      found.push(...answer.items)
      pageToken = answer.nextPageToken
      if (pageToken === undefined) break
    }
    return found
  }

  async function read(accessToken: string, eventId: string, options?: CallOptions): Promise<LiveEvent> {
    const send = () => google.events(accessToken, options).get({ ...CALENDAR, eventId })
    return requireLive(await google.call('event.read', eventAnswer, send))
  }

  async function bringInLine(accessToken: string, event: LiveEvent, spec: MeetingSpec, options?: CallOptions) {
    const requestBody = changesTo(event, spec)
    if (!requestBody) return setUp(accessToken, toPlatformMeeting(event), spec.settings, options)
    const operation = requestBody.conferenceData ? 'event.ask_room' : 'event.patch'
    const { start, attendees, conferenceData } = requestBody
    // Other words alone are worth no mail to anybody.
    const notifyAttendees = spec.notifyAttendees && Boolean(start ?? attendees ?? conferenceData)
    const parameters = { ...CALENDAR, ...writeParameters({ notifyAttendees }), eventId: event.id, requestBody }
    // Only over what was read: a request that was held up on its way must not bring an older time back.
    const headers = event.etag ? { 'If-Match': event.etag } : {}
    const send = () => google.events(accessToken, options).patch(parameters, { headers })
    const changed = toPlatformMeeting(requireLive(await google.call(operation, eventAnswer, send)))
    return setUp(accessToken, changed, spec.settings, options)
  }

  /** The live event under our id, null when that id was never used. Throws `gone` when the id is used up. */
  async function findOurs(accessToken: string, spec: MeetingSpec, options?: CallOptions): Promise<LiveEvent | null> {
    try {
      const event = await read(accessToken, eventIdFor(spec), options)
      if (!isOurs(event, spec)) throw new PlatformError({ kind: 'gone', code: 'key_used' })
      return event
    } catch (error) {
      if (!isGone(error)) throw error
      if (error.failure.status === 404) return null
      throw new PlatformError({ ...error.failure, code: 'key_used' })
    }
  }

  return {
    async probe(accessToken, options) {
      const send = () => google.events(accessToken, options).list({ ...CALENDAR, maxResults: 1, fields: 'kind' })
      await google.call('probe', listAnswer, send)
    },

    async createMeeting(accessToken, spec, options) {
      const parameters = { ...CALENDAR, ...writeParameters(spec), requestBody: newEvent(spec) }
      try {
        const send = () => google.events(accessToken, options).insert(parameters)
        const made = toPlatformMeeting(requireLive(await google.call('event.insert', eventAnswer, send)))
        return await setUp(accessToken, made, spec.settings, options)
      } catch (error) {
        if (!isDuplicate(error)) throw error
        const event = await findOurs(accessToken, spec, options)
        // The id is taken and yet not found: Google's copies disagree for a moment.
        if (!event) throw new PlatformError({ ...error.failure, kind: 'uncertain' })
        return bringInLine(accessToken, event, spec, options)
      }
    },

    async findMeeting(accessToken, spec, options) {
      const event = await findOurs(accessToken, spec, options)
      return event && withSetUpOpen(toPlatformMeeting(event), spec)
    },

    async updateMeeting(accessToken, externalId, spec, options) {
      return bringInLine(accessToken, await read(accessToken, externalId, options), spec, options)
    },

    async readMeeting(accessToken, externalId, options) {
      return toPlatformMeeting(await read(accessToken, externalId, options))
    },

    async listMeetings(accessToken, range, options) {
      const items = await listOurs(accessToken, range, LISTED_FIELDS, options)
      return items.flatMap((item) => toMarkedMeeting(item) ?? [])
    },

    async readMeetings(accessToken, range, options) {
      const items = await listOurs(accessToken, range, LISTED_ROOMS, options)
      return items.flatMap((item) => toListedMeeting(item) ?? [])
    },

    async removeMeeting(accessToken, externalId, { notifyAttendees }, options) {
      const parameters = { ...CALENDAR, eventId: externalId, sendUpdates: sendUpdates(notifyAttendees) }
      try {
        await google.call('event.delete', z.unknown(), () => google.events(accessToken, options).delete(parameters))
        return true
      } catch (error) {
        if (!isGone(error)) throw error
        return error.failure.status !== 404
      }
    },
  }
}

/** Looking finds out what became of a write; how its room is set up is asked for with the next one. */
function withSetUpOpen(meeting: PlatformMeeting, { settings }: MeetingSpec): PlatformMeeting {
  return Object.keys(settings).length > 0 ? { ...meeting, setUpOpen: { failure: null } } : meeting
}

/** Version 1 on every write: without it Google leaves conference data out of account. */
function writeParameters({ notifyAttendees }: Pick<MeetingSpec, 'notifyAttendees'>) {
  return { conferenceDataVersion: 1, sendUpdates: sendUpdates(notifyAttendees) }
}

function sendUpdates(notifyAttendees: boolean): 'all' | 'none' {
  return notifyAttendees ? 'all' : 'none'
}

function requireLive(event: EventAnswer): LiveEvent {
  if (event.status === 'cancelled') throw new PlatformError({ kind: 'gone', code: 'cancelled' })
  return event
}

function isGone(error: unknown): error is PlatformError {
  return error instanceof PlatformError && error.failure.kind === 'gone'
}

function isDuplicate(error: unknown): error is PlatformError {
  return error instanceof PlatformError && error.failure.status === 409 && error.failure.code === 'duplicate'
}
