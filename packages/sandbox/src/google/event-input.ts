import { z } from 'zod'
import { isJsonObject, type JsonObject } from '../control/merge-patch.ts'
import { calendarRefusal } from './errors.ts'
import { instantOf, normaliseTime } from './event-times.ts'

const MOST_KEY_LENGTH = 44
const MOST_VALUE_LENGTH = 1024

/** Google drops properties with long names and cuts long values, both without a word. */
const properties = z.record(z.string(), z.string()).transform((all) =>
  Object.fromEntries(
    Object.entries(all)
      .filter(([key]) => key.length <= MOST_KEY_LENGTH)
      .map(([key, value]) => [key, value.slice(0, MOST_VALUE_LENGTH)]),
  ),
)

const eventTime = z.object({
  date: z.iso.date().optional(),
  dateTime: z.string().optional(),
  timeZone: z.string().optional(),
})

/** What a caller may write into an event; anything else is ignored, as Google does. */
const eventFields = z.object({
  summary: z.string().optional(),
  description: z.string().optional(),
  location: z.string().optional(),
  colorId: z.string().optional(),
  status: z.enum(['confirmed', 'tentative', 'cancelled']).optional(),
  start: eventTime.optional(),
  end: eventTime.optional(),
  attendees: z
    .array(
      z.object({
        email: z.string().min(1),
        displayName: z.string().optional(),
        optional: z.boolean().optional(),
        comment: z.string().optional(),
        responseStatus: z.enum(['needsAction', 'declined', 'tentative', 'accepted']).default('needsAction'),
      }),
    )
    .optional(),
  guestsCanInviteOthers: z.boolean().optional(),
  guestsCanModify: z.boolean().optional(),
  guestsCanSeeOtherGuests: z.boolean().optional(),
  visibility: z.enum(['default', 'public', 'private', 'confidential']).optional(),
  transparency: z.enum(['opaque', 'transparent']).optional(),
  extendedProperties: z.object({ private: properties.optional(), shared: properties.optional() }).optional(),
  source: z.object({ title: z.string().optional(), url: z.url() }).optional(),
  reminders: z
    .object({
      useDefault: z.boolean().optional(),
      overrides: z
        .array(z.object({ method: z.enum(['email', 'popup']), minutes: z.number().int().min(0).max(40320) }))
        .max(5)
        .optional(),
    })
    .optional(),
})

export type EventFields = z.output<typeof eventFields> & { start: EventTimeOutput; end: EventTimeOutput }
type EventTimeOutput = z.output<typeof eventTime>

/** The JSON object in a request body. Throws a 400 refusal. */
export function parseEventBody(body: string): JsonObject {
  let parsed: unknown
  try {
    parsed = JSON.parse(body === '' ? '{}' : body)
  } catch {
    throw calendarRefusal('parseError')
  }
  if (!isJsonObject(parsed)) throw calendarRefusal('parseError')
  if (parsed.recurrence) throw calendarRefusal('invalid', 'The sandbox does not offer recurring events.')
  return parsed
}

/** Checks all fields of an event, nulls already removed. Throws a 400 refusal. */
export function checkEventFields(raw: JsonObject): EventFields {
  const parsed = eventFields.safeParse(raw)
  if (!parsed.success) {
    throw calendarRefusal('invalid', `Invalid value for field: ${parsed.error.issues[0]?.path.join('.') ?? ''}`)
  }
  const start = normaliseTime(parsed.data.start, 'start')
  const end = normaliseTime(parsed.data.end, 'end')
  if (instantOf(end) <= instantOf(start)) throw calendarRefusal('timeRangeEmpty')
  return { ...parsed.data, start, end }
}

/** Checks an id chosen by the caller: base32hex in lower case. Throws a 400 refusal. */
export function checkEventId(id: unknown): string {
  if (typeof id === 'string' && /^[a-v0-9]{5,1024}$/.test(id)) return id
  throw calendarRefusal('invalid', 'Invalid resource id value.')
}
