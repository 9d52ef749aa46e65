import type { calendar_v3 } from '@googleapis/calendar'
import { z } from 'zod'
import type { MarkedMeeting, MeetingSpec, PlatformMeeting, Room } from '../platform.ts'

const instant = z.iso.datetime({ offset: true })
/** A whole day, as a hand edit can leave it, counts as midnight UTC: it differs from any session's time. */
const eventTime = z
  .union([z.object({ dateTime: instant }), z.object({ date: z.iso.date() })])
  .transform((time) => new Date('dateTime' in time ? time.dateTime : time.date))

const conferenceData = z.object({
  createRequest: z
    .object({ requestId: z.string().optional(), status: z.object({ statusCode: z.string().optional() }).optional() })
    .optional(),
  entryPoints: z.array(z.object({ entryPointType: z.string().optional(), uri: z.string().optional() })).default([]),
})

/** All that a guest has to be sent back with, and what tells guests from the rest. */
const attendee = z.object({
  email: z.string().default(''),
  displayName: z.string().exactOptional(),
  responseStatus: z.string().exactOptional(),
  comment: z.string().exactOptional(),
  optional: z.boolean().exactOptional(),
  additionalGuests: z.number().exactOptional(),
  self: z.boolean().exactOptional(),
  organizer: z.boolean().exactOptional(),
  resource: z.boolean().exactOptional(),
})

const liveEvent = z.object({
  id: z.string().min(1),
  etag: z.string().exactOptional(),
  status: z.enum(['confirmed', 'tentative']).default('confirmed'),
  summary: z.string().default(''),
  description: z.string().default(''),
  start: eventTime,
  end: eventTime,
  attendees: z.array(attendee).default([]),
  hangoutLink: z.string().optional(),
  conferenceData: conferenceData.optional(),
  extendedProperties: z.object({ private: z.record(z.string(), z.string()).default({}) }).optional(),
})

/** An event as Google answers it; of a cancelled one only the id is promised. */
export const eventAnswer = z.union([z.object({ id: z.string(), status: z.literal('cancelled') }), liveEvent])
export type EventAnswer = z.output<typeof eventAnswer>
export type LiveEvent = z.output<typeof liveEvent>

/** Our id for the event: lower-case base32hex, as Google demands. A removed event's id stays taken for ever. */
export function eventIdFor({ meetingId, generation }: Pick<MeetingSpec, 'meetingId' | 'generation'>): string {
  return `${meetingId.replaceAll('-', '').toLowerCase()}g${generation}`
}

/** Google ignores a request for a room that carries the id of the one before. */
export function roomRequestId(spec: MeetingSpec): string {
  return `${eventIdFor(spec)}r${spec.roomAttempt}`
}

/** The event to insert. */
export function newEvent(spec: MeetingSpec): calendar_v3.Schema$Event {
  return {
    id: eventIdFor(spec),
    summary: spec.title,
    description: descriptionOf(spec),
    start: eventTimeOf(spec.startsAt, spec.timeZone),
    end: eventTimeOf(spec.endsAt, spec.timeZone),
    attendees: spec.attendees.map(newAttendee),
    // Customers of one group need not know each other, and the product is where times and guests change.
    guestsCanSeeOtherGuests: false,
    guestsCanInviteOthers: false,
    guestsCanModify: false,
    extendedProperties: { private: { ...OUR_MARK, ...ownerMarks(spec) } },
    ...(hasSecureUrl(spec) ? { source: { title: spec.title, url: spec.sessionUrl } } : {}),
    ...roomRequest(spec),
  }
}

/** Whether the event was made by us for this meeting and generation. */
export function isOurs(event: LiveEvent, spec: MeetingSpec): boolean {
  const marks = event.extendedProperties?.private
  return Object.entries(ownerMarks(spec)).every(([key, value]) => marks?.[key] === value)
}

/** An event holds no settings of its room. */
export function toPlatformMeeting(event: LiveEvent): PlatformMeeting {
  return { externalId: event.id, room: roomOf(event), droppedSettings: [], startsAt: event.start, endsAt: event.end }
}

/**
 * A link that is there counts, whatever the last request says. No conference at all means that it was removed or
 * refused without a word: only asking again can help, as after a failure.
 */
export function roomOf({ hangoutLink, conferenceData: conference }: LiveEvent): Room {
  const video = conference?.entryPoints.find((entry) => entry.entryPointType === 'video')
  const joinUrl = [hangoutLink, video?.uri].find((link) => link?.startsWith('https://'))
  if (joinUrl) return { status: 'ready', joinUrl }
  const request = conference?.createRequest
  return request && request.status?.statusCode !== 'failure' ? { status: 'pending' } : { status: 'failed' }
}

/** The patch that brings an event in line; null when it is. Nothing that has not changed is sent: guests get mail. */
export function changesTo(event: LiveEvent, spec: MeetingSpec): calendar_v3.Schema$Event | null {
  const hasTimes = isSameInstant(event.start, spec.startsAt) && isSameInstant(event.end, spec.endsAt)
  const changes: calendar_v3.Schema$Event = {
    ...(hasTimes
      ? {}
      : // A patch merges: without the null a whole-day date would stay beside the time.
        {
          start: { ...eventTimeOf(spec.startsAt, spec.timeZone), date: null },
          end: { ...eventTimeOf(spec.endsAt, spec.timeZone), date: null },
        }),
    ...(event.summary.trim() === spec.title.trim() ? {} : { summary: spec.title }),
    ...(event.description.trim() === descriptionOf(spec).trim() ? {} : { description: descriptionOf(spec) }),
    ...attendeeChange(event, spec),
    ...(needsRoom(event, spec) ? roomRequest(spec) : {}),
  }
  return Object.keys(changes).length > 0 ? changes : null
}

function needsRoom(event: LiveEvent, spec: MeetingSpec): boolean {
  const asked = event.conferenceData?.createRequest?.requestId
  return spec.roomAttempt > 0 && roomOf(event).status !== 'ready' && asked !== roomRequestId(spec)
}

/** The list is replaced whole, so guests who stay are sent back as they are, with their answers. */
function attendeeChange(event: LiveEvent, spec: MeetingSpec): Pick<calendar_v3.Schema$Event, 'attendees'> {
  const notGuests = event.attendees.filter((each) => each.self || each.organizer || each.resource)
  const guests = new Map(
    event.attendees.filter((each) => !notGuests.includes(each)).map((each) => [each.email.toLowerCase(), each]),
  )
  const wanted = new Map(spec.attendees.map((each) => [each.email.toLowerCase(), newAttendee(each)]))
  if (wanted.size === guests.size && [...wanted.keys()].every((email) => guests.has(email))) return {}
  return { attendees: [...notGuests, ...[...wanted].map(([email, fresh]) => guests.get(email) ?? fresh)] }
}

function newAttendee({ email, name }: MeetingSpec['attendees'][number]): calendar_v3.Schema$EventAttendee {
  return { email, displayName: name }
}

function roomRequest(spec: MeetingSpec): Pick<calendar_v3.Schema$Event, 'conferenceData'> {
  const conferenceSolutionKey = { type: 'hangoutsMeet' }
  return { conferenceData: { createRequest: { requestId: roomRequestId(spec), conferenceSolutionKey } } }
}

/** The same on every event of ours: Google lists by the whole of a property, not by its name. */
const OUR_MARK = { foyer: '1' } as const

/** What a listing asks for, so that it shows nothing of the provider's own events. */
export const OUR_EVENTS = Object.entries(OUR_MARK).map(([key, value]) => `${key}=${value}`)

/** The parts of a listing that are read. */
export const LISTED_FIELDS = 'nextPageToken,items(id,status,start,extendedProperties/private)'

/** The parts of a listing that say how the rooms are. */
export const LISTED_ROOMS = 'nextPageToken,items(id,status,start,end,hangoutLink,conferenceData)'

/** A listed event as a meeting; null for what is not alive. */
export function toListedMeeting(item: unknown): PlatformMeeting | null {
  const event = eventAnswer.safeParse(item).data
  return event && event.status !== 'cancelled' ? toPlatformMeeting(event) : null
}

const markedEvent = z.object({
  id: z.string().min(1),
  start: eventTime,
  extendedProperties: z.object({
    private: z.object({ foyerMeeting: z.uuid(), foyerGeneration: z.coerce.number().int() }),
  }),
})

/** The event as one of ours; null for one that carries our mark and is none, whoever made it. */
export function toMarkedMeeting(item: unknown): MarkedMeeting | null {
  const parsed = markedEvent.safeParse(item)
  if (!parsed.success) return null
  const { id, start, extendedProperties } = parsed.data
  const { foyerMeeting, foyerGeneration } = extendedProperties.private
  return { externalId: id, meetingId: foyerMeeting, generation: foyerGeneration, startsAt: start }
}

function ownerMarks({ meetingId, generation }: MeetingSpec): Record<string, string> {
  return { foyerMeeting: meetingId, foyerGeneration: String(generation) }
}

/** Google takes only https addresses as the source of an event; another one stays readable in the text. */
function descriptionOf(spec: MeetingSpec): string {
  return hasSecureUrl(spec) ? spec.description : `${spec.description}\n\n${spec.sessionUrl}`.trim()
}

function hasSecureUrl({ sessionUrl }: MeetingSpec): boolean {
  return sessionUrl.startsWith('https://')
}

function eventTimeOf(at: Date, timeZone: string): calendar_v3.Schema$EventDateTime {
  return { dateTime: at.toISOString(), timeZone }
}

function isSameInstant(one: Date, other: Date): boolean {
  return one.getTime() === other.getTime()
}
