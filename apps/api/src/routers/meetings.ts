import { retryMeeting } from '@foyer/core/meetings/retry-meeting'
import { retryMeetingSchema } from '@foyer/shared/meeting-schema'
import { providerProcedure, router } from '../trpc.ts'

export const meetingsRouter = router({
  retry: providerProcedure.input(retryMeetingSchema).mutation(({ ctx, input }) => retryMeeting(ctx.acting, input)),
})
