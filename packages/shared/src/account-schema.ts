import * as z from 'zod'
import { HAND_EDIT_POLICIES } from './accounts.ts'
import { timeZoneSchema } from './common-schema.ts'

export const personNameSchema = z.string().trim().min(1, 'Give a name.').max(100, 'At most 100 characters.')

export const updateAccountSchema = z.strictObject({
  name: personNameSchema.optional(),
  timeZone: timeZoneSchema.optional(),
  headline: z.string().trim().max(120, 'At most 120 characters.').optional(),
  handEdits: z.enum(HAND_EDIT_POLICIES).optional(),
})
export type UpdateAccountInput = z.infer<typeof updateAccountSchema>

export const becomeProviderSchema = z.strictObject({ headline: z.string().trim().max(120).optional() })
export type BecomeProviderInput = z.infer<typeof becomeProviderSchema>

export const listProvidersSchema = z.strictObject({
  search: z.string().trim().max(100).optional(),
  cursor: z.string().max(200).optional(),
})
export type ListProvidersInput = z.infer<typeof listProvidersSchema>

export const getProviderSchema = z.strictObject({ slug: z.string().min(1).max(120) })
export type GetProviderInput = z.infer<typeof getProviderSchema>
