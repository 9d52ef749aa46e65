import { getProvider } from '@foyer/core/providers/get-provider'
import { listProviders } from '@foyer/core/providers/list-providers'
import { getProviderSchema, listProvidersSchema } from '@foyer/shared/account-schema'
import { limited, publicProcedure, router } from '../trpc.ts'

export const providersRouter = router({
  list: publicProcedure
    .use(limited)
    .input(listProvidersSchema)
    .query(({ ctx, input }) => listProviders(ctx.acting, input)),
  get: publicProcedure.input(getProviderSchema).query(({ ctx, input }) => getProvider(ctx.acting, input)),
})
