import * as z from 'zod'
import { idSchema } from './common-schema.ts'
import { COMING_SESSIONS, MOST_CHANGED } from './platform-changes.ts'
import { PLATFORMS } from './platforms.ts'

const fields = {
  platform: z.enum(PLATFORMS),
  sessionIds: z.array(idSchema).min(1).max(MOST_CHANGED).optional(),
  /** All coming sessions of one service. */
  serviceId: idSchema.optional(),
  /** All coming sessions. */
  all: z.literal(true).optional(),
  /** Also those that begin so soon that a new link may not reach everybody. */
  includeSoon: z.boolean().optional(),
}

const isOne = ({ sessionIds, serviceId, all }: { sessionIds?: unknown; serviceId?: unknown; all?: unknown }) =>
  [sessionIds, serviceId, all].filter((given) => given !== undefined).length === 1
const ONE = { error: 'Give sessionIds, serviceId, or all.', path: ['sessionIds'] }

export const changePlatformSchema = z.strictObject(fields).refine(isOne, ONE)
export type ChangePlatformInput = z.infer<typeof changePlatformSchema>

export const undoChangeSchema = z.strictObject({ sessionId: idSchema })
export type UndoChangeInput = z.infer<typeof undoChangeSchema>

const ofAll = { platform: z.enum(PLATFORMS), includeSoon: z.boolean().optional() }

export const previewPlatformOfAllSchema = z.strictObject(ofAll)
export type PreviewPlatformOfAllInput = z.infer<typeof previewPlatformOfAllSchema>

export const setPlatformOfAllSchema = z.strictObject({ ...ofAll, comingSessions: z.enum(COMING_SESSIONS) })
export type SetPlatformOfAllInput = z.infer<typeof setPlatformOfAllSchema>
