import { z } from 'zod'
import { apiRefusal } from './errors.ts'

/** `2026-12-01T10:00:00Z`, or the local time of `timezone` without a zone. */
const startTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z?$/)

const settings = z.looseObject({
  waiting_room: z.boolean().optional(),
  join_before_host: z.boolean().optional(),
  jbh_time: z.union([z.literal(0), z.literal(5), z.literal(10), z.literal(15)]).optional(),
  auto_recording: z.enum(['none', 'local', 'cloud']).optional(),
  mute_upon_entry: z.boolean().optional(),
  meeting_authentication: z.boolean().optional(),
})

const fields = {
  topic: z.string().max(200).optional(),
  type: z.literal(2).optional(),
  start_time: startTime.optional(),
  duration: z.number().int().min(1).max(1440).optional(),
  timezone: z.string().optional(),
  agenda: z.string().max(2000).optional(),
  password: z.string().max(10).optional(),
  /** Whether a passcode is made up where none is given. */
  default_password: z.boolean().optional(),
  settings: settings.optional(),
}
const newMeeting = z.looseObject({ ...fields, start_time: startTime, duration: z.number().int().min(1).max(1440) })
const changes = z.looseObject(fields)

export type MeetingChanges = z.output<typeof changes>
export type NewMeeting = z.output<typeof newMeeting>

/** Throws Zoom's refusal, field by field. */
export const readNewMeeting = (body: string): NewMeeting => check(newMeeting, body)
export const readChanges = (body: string): MeetingChanges => check(changes, body)

function check<T>(schema: z.ZodType<T>, body: string): T {
  const parsed = schema.safeParse(parseJson(body))
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  throw apiRefusal('validation', { errors })
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw apiRefusal('validation', { message: 'Request Body should be a valid JSON object.' })
  }
}
