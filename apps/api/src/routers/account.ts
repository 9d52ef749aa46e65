import { becomeProvider } from '@foyer/core/accounts/become-provider'
import { getAccount } from '@foyer/core/accounts/get-account'
import { updateAccount } from '@foyer/core/accounts/update-account'
import { calendarFeedPath } from '@foyer/core/calendar/calendar-feed'
import { becomeProviderSchema, updateAccountSchema } from '@foyer/shared/account-schema'
import { router, signedInProcedure } from '../trpc.ts'

export const accountRouter = router({
  me: signedInProcedure.query(({ ctx }) => getAccount(ctx.acting)),
  update: signedInProcedure.input(updateAccountSchema).mutation(({ ctx, input }) => updateAccount(ctx.acting, input)),
  becomeProvider: signedInProcedure
    .input(becomeProviderSchema)
    .mutation(({ ctx, input }) => becomeProvider(ctx.acting, input)),
  calendarFeed: signedInProcedure.query(({ ctx }) => ({ path: calendarFeedPath(ctx.acting) })),
})
