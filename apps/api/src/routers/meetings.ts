import { removeManualLink } from '@foyer/core/meetings/remove-manual-link'
import { repairMyMeetings } from '@foyer/core/meetings/repair-my-meetings'
import { retryMeeting } from '@foyer/core/meetings/retry-meeting'
import { setManualLink } from '@foyer/core/meetings/set-manual-link'
import { removeManualLinkSchema, retryMeetingSchema, setManualLinkSchema } from '@foyer/shared/meeting-schema'
import { providerProcedure, router } from '../trpc.ts'

export const meetingsRouter = router({
  retry: providerProcedure.input(retryMeetingSchema).mutation(({ ctx, input }) => retryMeeting(ctx.acting, input)),
  repairMine: providerProcedure.mutation(({ ctx }) => repairMyMeetings(ctx.acting)),
  setManualLink: providerProcedure
    .input(setManualLinkSchema)
    .mutation(({ ctx, input }) => setManualLink(ctx.acting, input)),
  removeManualLink: providerProcedure
    .input(removeManualLinkSchema)
    .mutation(({ ctx, input }) => removeManualLink(ctx.acting, input)),
})
