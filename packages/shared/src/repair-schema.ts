import * as z from 'zod'
import { MEETING_PROBLEMS } from './admin.ts'
import { cursorSchema, idSchema } from './common-schema.ts'
import { PLATFORMS } from './platforms.ts'

const repairFilterSchema = z.strictObject({
  problem: z.enum(MEETING_PROBLEMS).optional(),
  platform: z.enum(PLATFORMS).optional(),
  providerId: idSchema.optional(),
})

const sessionIds = z.array(idSchema).min(1).max(1000)

const chosen = { filter: repairFilterSchema.optional(), sessionIds: sessionIds.optional() }

const notBoth = <Input extends { filter?: unknown; sessionIds?: unknown }>({ filter, sessionIds: ids }: Input) =>
  filter === undefined || ids === undefined
const NOT_BOTH = { error: 'Give a filter or the sessions, not both.', path: ['sessionIds'] }

export const previewRepairSchema = z.strictObject(chosen).refine(notBoth, NOT_BOTH)
export type PreviewRepairInput = z.infer<typeof previewRepairSchema>

export const startRepairSchema = z
  .strictObject({ name: z.string().trim().min(1).max(80).optional(), ...chosen })
  .refine(notBoth, NOT_BOTH)
export type StartRepairInput = z.infer<typeof startRepairSchema>

export const listRepairsSchema = z.strictObject({ cursor: cursorSchema.optional() })
export type ListRepairsInput = z.infer<typeof listRepairsSchema>
