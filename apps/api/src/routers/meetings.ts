import { endFallback } from '@foyer/core/fallback/end-fallback'
import { useFallback } from '@foyer/core/fallback/use-fallback'
import { removeManualLink } from '@foyer/core/meetings/remove-manual-link'
import { repairMyMeetings } from '@foyer/core/meetings/repair-my-meetings'
import { retryMeeting } from '@foyer/core/meetings/retry-meeting'
import { setManualLink } from '@foyer/core/meetings/set-manual-link'
import { changePlatform } from '@foyer/core/platform-changes/change-platform'
import { findLastChange } from '@foyer/core/platform-changes/load-changes'
import { previewChange } from '@foyer/core/platform-changes/preview-change'
import { undoChange } from '@foyer/core/platform-changes/undo-change'
import {
  endFallbackSchema,
  removeManualLinkSchema,
  retryMeetingSchema,
  setManualLinkSchema,
  useFallbackSchema,
} from '@foyer/shared/meeting-schema'
import { changePlatformSchema, undoChangeSchema } from '@foyer/shared/platform-change-schema'
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
  previewChange: providerProcedure
    .input(changePlatformSchema)
    .query(({ ctx, input }) => previewChange(ctx.acting, input)),
  changePlatform: providerProcedure
    .input(changePlatformSchema)
    .mutation(({ ctx, input }) => changePlatform(ctx.acting, input)),
  undoChange: providerProcedure.input(undoChangeSchema).mutation(({ ctx, input }) => undoChange(ctx.acting, input)),
  lastChange: providerProcedure.query(({ ctx }) => findLastChange(ctx.acting)),
})
