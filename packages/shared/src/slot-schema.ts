import * as z from 'zod'
import { availabilitySchema } from './availability-schema.ts'
import { idSchema, instantSchema, timeZoneSchema } from './common-schema.ts'

/** The longest span one request may ask for. */
const MAX_DAYS = 92

const spanIsPossible = {
  check: ({ from, to }: { from: string; to: string }) =>
    to > from && Date.parse(to) - Date.parse(from) <= MAX_DAYS * 86_400_000,
  params: { path: ['to'], error: `Give an end after the start, at most ${MAX_DAYS} days later.` },
}

export const listSlotsSchema = z
  .strictObject({ serviceId: idSchema, from: instantSchema, to: instantSchema, timeZone: timeZoneSchema })
  .refine(spanIsPossible.check, spanIsPossible.params)
export type ListSlotsInput = z.infer<typeof listSlotsSchema>

const spanSchema = z
  .strictObject({ start: instantSchema, end: instantSchema })
  .refine(({ start, end }) => end > start, { path: ['end'], error: 'The end has to come after the start.' })

const minutes = z.int().min(0).max(100_000)

/** The document `npm run -s slots` reads. */
export const slotsDocumentSchema = z
  .strictObject({
    now: instantSchema,
    timeZone: timeZoneSchema,
    availability: z.strictObject({
      rules: availabilitySchema.shape.rules,
      overrides: availabilitySchema.shape.overrides,
    }),
    service: z.strictObject({
      durationMinutes: z
        .int()
        .min(1)
        .max(24 * 60),
      slotStepMinutes: z
        .int()
        .min(1)
        .max(24 * 60)
        .optional(),
      bufferBeforeMinutes: minutes.optional(),
      bufferAfterMinutes: minutes.optional(),
      minimumNoticeMinutes: minutes.optional(),
      bookableDays: z.int().min(0).max(3650).optional(),
    }),
    busy: z.array(spanSchema).default([]),
    calendar: z.strictObject({ busy: z.array(spanSchema), knownUntil: instantSchema.optional() }).optional(),
    from: instantSchema,
    to: instantSchema,
  })
  .refine(({ from, to }) => to > from, { path: ['to'], error: 'The end has to come after the start.' })
export type SlotsDocument = z.infer<typeof slotsDocumentSchema>
