import * as z from 'zod'
import { ROLES } from './accounts.ts'
import { AUDIT_SUBJECTS, MEETING_PROBLEMS } from './admin.ts'
import { cursorSchema, idSchema } from './common-schema.ts'
import { PLATFORMS } from './platforms.ts'

export const listProblemMeetingsSchema = z.strictObject({
  problem: z.enum(MEETING_PROBLEMS).optional(),
  platform: z.enum(PLATFORMS).optional(),
  providerId: idSchema.optional(),
  cursor: cursorSchema.optional(),
})
export type ListProblemMeetingsInput = z.infer<typeof listProblemMeetingsSchema>

export const listMeetingAttemptsSchema = z.strictObject({ sessionId: idSchema })
export type ListMeetingAttemptsInput = z.infer<typeof listMeetingAttemptsSchema>

export const listAdminConnectionsSchema = z.strictObject({
  /** Only those that cannot be used until somebody acts. */
  needsSomebody: z.boolean().optional(),
  cursor: cursorSchema.optional(),
})
export type ListAdminConnectionsInput = z.infer<typeof listAdminConnectionsSchema>

export const listAuditSchema = z.strictObject({
  subjectType: z.enum(AUDIT_SUBJECTS),
  subjectId: idSchema,
  cursor: cursorSchema.optional(),
})
export type ListAuditInput = z.infer<typeof listAuditSchema>

export const listUsersSchema = z.strictObject({
  search: z.string().trim().max(100).optional(),
  cursor: cursorSchema.optional(),
})
export type ListUsersInput = z.infer<typeof listUsersSchema>

export const setUserRoleSchema = z.strictObject({ userId: idSchema, role: z.enum(ROLES) })
export type SetUserRoleInput = z.infer<typeof setUserRoleSchema>
