import * as z from 'zod'
import type { DayInterval } from './availability.ts'
import { localDateSchema, timeZoneSchema } from './common-schema.ts'

const startTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time such as 09:00.')
const endTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Give a time such as 17:00, up to 24:00.')

const endsAfterStart = {
  check: (interval: DayInterval) => interval.end > interval.start,
  params: { path: ['end'], error: 'The end has to come after the start.' },
}

const dayIntervalSchema = z
  .strictObject({ start: startTime, end: endTime })
  .refine(endsAfterStart.check, endsAfterStart.params)

const ruleSchema = z
  .strictObject({
    weekday: z.literal([1, 2, 3, 4, 5, 6, 7], { error: 'Give a weekday from 1 (Monday) to 7 (Sunday).' }),
    start: startTime,
    end: endTime,
  })
  .refine(endsAfterStart.check, endsAfterStart.params)

const overridesSchema = z
  .array(z.strictObject({ date: localDateSchema, intervals: z.array(dayIntervalSchema).max(50) }))
  .max(1000)
  .refine((overrides) => new Set(overrides.map(({ date }) => date)).size === overrides.length, {
    error: 'Each date can have one override only.',
  })

export const availabilitySchema = z.strictObject({
  timeZone: timeZoneSchema,
  rules: z.array(ruleSchema).max(200),
  overrides: overridesSchema.default([]),
})
