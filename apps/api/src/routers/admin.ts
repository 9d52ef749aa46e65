import { getAdminConnection } from '@foyer/core/admin/get-admin-connection'
import { getAdminOverview } from '@foyer/core/admin/get-admin-overview'
import { listAdminConnections } from '@foyer/core/admin/list-admin-connections'
import { listAudit } from '@foyer/core/admin/list-audit'
import { listMeetingAttempts } from '@foyer/core/admin/list-meeting-attempts'
import { listProblemMeetings } from '@foyer/core/admin/list-problem-meetings'
import { listUsers } from '@foyer/core/admin/list-users'
import { setUserRole } from '@foyer/core/admin/set-user-role'
import { retryMeeting } from '@foyer/core/meetings/retry-meeting'
import { askToReconnect } from '@foyer/core/notifications/ask-to-reconnect'
import { abortRepair } from '@foyer/core/repairs/abort-repair'
import { getRepair } from '@foyer/core/repairs/get-repair'
import { listRepairs } from '@foyer/core/repairs/list-repairs'
import { previewRepair } from '@foyer/core/repairs/preview-repair'
import { startRepair } from '@foyer/core/repairs/start-repair'
import {
  listAdminConnectionsSchema,
  listAuditSchema,
  listMeetingAttemptsSchema,
  listProblemMeetingsSchema,
  listUsersSchema,
  setUserRoleSchema,
} from '@foyer/shared/admin-schema'
import { byIdSchema } from '@foyer/shared/common-schema'
import { retryMeetingSchema } from '@foyer/shared/meeting-schema'
import { listRepairsSchema, previewRepairSchema, startRepairSchema } from '@foyer/shared/repair-schema'
import { adminProcedure, router } from '../trpc.ts'

export const adminRouter = router({
  overview: adminProcedure.query(({ ctx }) => getAdminOverview(ctx.acting)),
  connections: router({
    list: adminProcedure
      .input(listAdminConnectionsSchema.default({}))
      .query(({ ctx, input }) => listAdminConnections(ctx.acting, input)),
    get: adminProcedure.input(byIdSchema).query(({ ctx, input }) => getAdminConnection(ctx.acting, input)),
    askToReconnect: adminProcedure.input(byIdSchema).mutation(({ ctx, input }) => askToReconnect(ctx.acting, input)),
  }),
  meetings: router({
    list: adminProcedure
      .input(listProblemMeetingsSchema.default({}))
      .query(({ ctx, input }) => listProblemMeetings(ctx.acting, input)),
    attempts: adminProcedure
      .input(listMeetingAttemptsSchema)
      .query(({ ctx, input }) => listMeetingAttempts(ctx.acting, input)),
    retry: adminProcedure.input(retryMeetingSchema).mutation(({ ctx, input }) => retryMeeting(ctx.acting, input)),
  }),
  repairs: router({
    preview: adminProcedure
      .input(previewRepairSchema.default({}))
      .query(({ ctx, input }) => previewRepair(ctx.acting, input)),
    start: adminProcedure
      .input(startRepairSchema.default({}))
      .mutation(({ ctx, input }) => startRepair(ctx.acting, input)),
    get: adminProcedure.input(byIdSchema).query(({ ctx, input }) => getRepair(ctx.acting, input)),
    list: adminProcedure.input(listRepairsSchema.default({})).query(({ ctx, input }) => listRepairs(ctx.acting, input)),
    abort: adminProcedure.input(byIdSchema).mutation(({ ctx, input }) => abortRepair(ctx.acting, input)),
  }),
  audit: router({
    list: adminProcedure.input(listAuditSchema).query(({ ctx, input }) => listAudit(ctx.acting, input)),
  }),
  users: router({
    list: adminProcedure.input(listUsersSchema.default({})).query(({ ctx, input }) => listUsers(ctx.acting, input)),
    setRole: adminProcedure.input(setUserRoleSchema).mutation(({ ctx, input }) => setUserRole(ctx.acting, input)),
  }),
})
