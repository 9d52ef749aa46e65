import { cancelSession } from '@foyer/core/sessions/cancel-session'
import { createSession } from '@foyer/core/sessions/create-session'
import { getSession } from '@foyer/core/sessions/get-session'
import { listSessions } from '@foyer/core/sessions/list-sessions'
import { withReasonSchema } from '@foyer/shared/booking-schema'
import { byIdSchema } from '@foyer/shared/common-schema'
import { createSessionSchema, listSessionsSchema } from '@foyer/shared/session-schema'
import { onSessionChange, onSessionChangeSchema } from '../live/on-session-change.ts'
import { providerProcedure, router, signedInProcedure } from '../trpc.ts'

export const sessionsRouter = router({
  create: providerProcedure.input(createSessionSchema).mutation(({ ctx, input }) => createSession(ctx.acting, input)),
  get: signedInProcedure.input(byIdSchema).query(({ ctx, input }) => getSession(ctx.acting, input)),
  list: signedInProcedure.input(listSessionsSchema).query(({ ctx, input }) => listSessions(ctx.acting, input)),
  cancel: providerProcedure.input(withReasonSchema).mutation(({ ctx, input }) => cancelSession(ctx.acting, input)),
  onChange: signedInProcedure.input(onSessionChangeSchema).subscription(onSessionChange),
})
