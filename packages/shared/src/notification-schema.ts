import * as z from 'zod'
import { idSchema } from './common-schema.ts'

/** Without ids: all of them. */
export const markNotificationsReadSchema = z.strictObject({ ids: z.array(idSchema).max(200).optional() })
export type MarkNotificationsReadInput = z.infer<typeof markNotificationsReadSchema>
