import { archiveService } from '@foyer/core/services/archive-service'
import { createService } from '@foyer/core/services/create-service'
import { getService } from '@foyer/core/services/get-service'
import { listMyServices } from '@foyer/core/services/list-my-services'
import { updateService } from '@foyer/core/services/update-service'
import { byIdSchema } from '@foyer/shared/common-schema'
import { createServiceSchema, updateServiceSchema } from '@foyer/shared/service-schema'
import { providerProcedure, publicProcedure, router } from '../trpc.ts'

export const servicesRouter = router({
  mine: providerProcedure.query(({ ctx }) => listMyServices(ctx.acting)),
  create: providerProcedure.input(createServiceSchema).mutation(({ ctx, input }) => createService(ctx.acting, input)),
  update: providerProcedure.input(updateServiceSchema).mutation(({ ctx, input }) => updateService(ctx.acting, input)),
  archive: providerProcedure.input(byIdSchema).mutation(({ ctx, input }) => archiveService(ctx.acting, input)),
  get: publicProcedure.input(byIdSchema).query(({ ctx, input }) => getService(ctx.acting, input)),
})
