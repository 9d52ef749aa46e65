import * as z from 'zod'
import { UNKNOWN_CALENDAR_POLICIES } from './calendars.ts'

export const setOwnCalendarSchema = z.strictObject({
  isUsed: z.boolean().optional(),
  whenUnknown: z.enum(UNKNOWN_CALENDAR_POLICIES).optional(),
})
export type SetOwnCalendarInput = z.infer<typeof setOwnCalendarSchema>
