import * as z from 'zod'
import { idSchema } from './common-schema.ts'
import { manualLinkSchema } from './meeting-schema.ts'
import { type MeetingSettings, settingsProblem } from './meeting-settings.ts'
import { meetingSettingsSchema, meetingTemplateSchema } from './meeting-settings-schema.ts'
import { COMING_SESSIONS } from './platform-changes.ts'
import { PLATFORMS, type Platform } from './platforms.ts'
import {
  CONFIRMATIONS,
  FALLBACK_LIMITS,
  type FallbackStep,
  fallbackProblem,
  LONGEST_BUFFER_MINUTES,
  SERVICE_KINDS,
  SERVICE_MODES,
} from './services.ts'

const minutes = (min: number, max: number) => z.int().min(min).max(max)

const fields = {
  title: z.string().trim().min(1, 'Give a title.').max(120, 'At most 120 characters.'),
  description: z.string().trim().max(4000, 'At most 4000 characters.').optional(),
  kind: z.enum(SERVICE_KINDS),
  mode: z.enum(SERVICE_MODES),
  platform: z.enum(PLATFORMS).optional(),
  durationMinutes: minutes(5, 24 * 60),
  bufferBeforeMinutes: minutes(0, LONGEST_BUFFER_MINUTES).optional(),
  bufferAfterMinutes: minutes(0, LONGEST_BUFFER_MINUTES).optional(),
  capacity: z.int().min(1).max(500).optional(),
  confirmation: z.enum(CONFIRMATIONS),
  minimumNoticeMinutes: minutes(0, 60 * 24 * 60).optional(),
  slotStepMinutes: minutes(5, 24 * 60).optional(),
  bookableDays: z.int().min(1).max(730).optional(),
  meetingSettings: meetingSettingsSchema.optional(),
  meetingTemplate: meetingTemplateSchema.optional(),
  fallback: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('platform'), platform: z.enum(PLATFORMS) }),
        z.strictObject({ kind: z.literal('room'), joinUrl: manualLinkSchema }),
        z.strictObject({
          kind: z.literal('person'),
          contact: z
            .string()
            .trim()
            .max(FALLBACK_LIMITS.contactLength, `At most ${FALLBACK_LIMITS.contactLength} characters.`)
            .optional(),
        }),
      ]),
    )
    .optional(),
  fallbackMinutesBefore: minutes(FALLBACK_LIMITS.leastMinutes, FALLBACK_LIMITS.mostMinutes).optional(),
}

interface Online {
  fallback?: FallbackStep[] | undefined
  meetingSettings?: MeetingSettings | undefined
  platform?: Platform | undefined
}

/** What one request says must be sound in itself; whether it fits the stored service is for the use-case. */
function refuseUnsound({ value, issues }: z.core.ParsePayload<Online>): void {
  const { fallback = [], meetingSettings = {}, platform = null } = value
  const message = fallbackProblem(fallback, platform)
  if (message) issues.push({ code: 'custom', path: ['fallback'], message, input: fallback })
  const problem = platform && settingsProblem(meetingSettings, platform)
  if (problem) issues.push({ code: 'custom', path: ['meetingSettings'], message: problem, input: meetingSettings })
}

/** An online service that names no platform meets on its provider's default. */
export const createServiceSchema = z
  .strictObject(fields)
  .refine((service) => service.mode !== 'in_person' || service.platform === undefined, {
    path: ['platform'],
    error: 'A service in person has no platform.',
  })
  .refine((service) => service.kind !== 'private' || (service.capacity ?? 1) === 1, {
    path: ['capacity'],
    error: 'A private service has one place.',
  })
  .refine((service) => service.mode !== 'in_person' || (service.fallback ?? []).length === 0, {
    path: ['fallback'],
    error: 'A service in person has no link, so it needs no backup.',
  })
  .check(refuseUnsound)
export type CreateServiceInput = z.infer<typeof createServiceSchema>

/** Kind and mode are fixed once a service exists, because sessions already rest on them. */
export const updateServiceSchema = z
  .strictObject(fields)
  .omit({ kind: true, mode: true })
  .partial()
  .extend({
    id: idSchema,
    /** What becomes of sessions that are booked when the platform is another one; `keep` where nothing is said. */
    comingSessions: z.enum(COMING_SESSIONS).optional(),
  })
  .check(refuseUnsound)
export type UpdateServiceInput = z.infer<typeof updateServiceSchema>
