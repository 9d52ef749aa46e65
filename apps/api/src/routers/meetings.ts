import { endFallback } from '@foyer/core/fallback/end-fallback'
import { useFallback } from '@foyer/core/fallback/use-fallback'
import { removeManualLink } from '@foyer/core/meetings/remove-manual-link'
import { repairMyMeetings } from '@foyer/core/meetings/repair-my-meetings'
import { retryMeeting } from '@foyer/core/meetings/retry-meeting'
import { setManualLink } from '@foyer/core/meetings/set-manual-link'
import {
  endFallbackSchema,
  removeManualLinkSchema,
  retryMeetingSchema,
  setManualLinkSchema,
  useFallbackSchema,
} from '@foyer/shared/meeting-schema'
import { providerProcedure, router } from '../trpc.ts'

export const meetingsRouter = router({
  retry: providerProcedure.input(retryMeetingSchema).mutation(({ ctx, input }) => retryMeeting(ctx.acting, input)),
  repairMine: providerProcedure.mutation(({ ctx }) => repairMyMeetings(ctx.acting)),
  useFallback: providerProcedure.input(useFallbackSchema).mutation(({ ctx, input }) => useFallback(ctx.acting, input)),
  endFallback: providerProcedure.input(endFallbackSchema).mutation(({ ctx, input }) => endFallback(ctx.acting, input)),
  setManualLink: providerProcedure
    .input(setManualLinkSchema)
    .mutation(({ ctx, input }) => setManualLink(ctx.acting, input)),
  removeManualLink: providerProcedure
    .input(removeManualLinkSchema)
    .mutation(({ ctx, input }) => removeManualLink(ctx.acting, input)),
})
