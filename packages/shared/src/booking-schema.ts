import * as z from 'zod'
import { BOOKING_STATUSES } from './bookings.ts'
import { cursorSchema, idSchema, instantSchema, whenSchema } from './common-schema.ts'

const reasonSchema = z.string().trim().max(500, 'At most 500 characters.').optional()

/** A private service is booked by `startsAt`, a group session by `sessionId`, a course by its service alone. */
export const createBookingSchema = z
  .strictObject({
    serviceId: idSchema,
    startsAt: instantSchema.optional(),
    sessionId: idSchema.optional(),
    notes: z.string().trim().max(2000, 'At most 2000 characters.').optional(),
  })
  .refine(({ startsAt, sessionId }) => startsAt === undefined || sessionId === undefined, {
    path: ['sessionId'],
    error: 'Give startsAt or sessionId, not both.',
  })
export type CreateBookingInput = z.infer<typeof createBookingSchema>

export const listMyBookingsSchema = z.strictObject({ when: whenSchema, cursor: cursorSchema.optional() })
export type ListMyBookingsInput = z.infer<typeof listMyBookingsSchema>

export const listIncomingBookingsSchema = z.strictObject({
  status: z.enum(BOOKING_STATUSES).optional(),
  cursor: cursorSchema.optional(),
})
export type ListIncomingBookingsInput = z.infer<typeof listIncomingBookingsSchema>

export const withReasonSchema = z.strictObject({ id: idSchema, reason: reasonSchema })
export type WithReasonInput = z.infer<typeof withReasonSchema>

export const rescheduleBookingSchema = z.strictObject({ id: idSchema, startsAt: instantSchema })
export type RescheduleBookingInput = z.infer<typeof rescheduleBookingSchema>
