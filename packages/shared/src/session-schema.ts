import * as z from 'zod'
import { cursorSchema, idSchema, instantSchema, whenSchema } from './common-schema.ts'

export const createSessionSchema = z.strictObject({
  serviceId: idSchema,
  startsAt: instantSchema,
  customerEmail: z.email({ error: 'Give an e-mail address.' }).max(254).toLowerCase().optional(),
})
export type CreateSessionInput = z.infer<typeof createSessionSchema>

export const listSessionsSchema = z.strictObject({ when: whenSchema, cursor: cursorSchema.optional() })
export type ListSessionsInput = z.infer<typeof listSessionsSchema>
