import { listNotifications } from '@foyer/core/notifications/list-notifications'
import { markNotificationsRead } from '@foyer/core/notifications/mark-notifications-read'
import { markNotificationsReadSchema } from '@foyer/shared/notification-schema'
import { router, signedInProcedure } from '../trpc.ts'

export const notificationsRouter = router({
  list: signedInProcedure.query(({ ctx }) => listNotifications(ctx.acting)),
  markRead: signedInProcedure
    .input(markNotificationsReadSchema.default({}))
    .mutation(({ ctx, input }) => markNotificationsRead(ctx.acting, input)),
})
