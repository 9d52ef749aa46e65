import { archiveService } from '@foyer/core/services/archive-service'
import { createService } from '@foyer/core/services/create-service'
import { getService } from '@foyer/core/services/get-service'
import { listMyServices } from '@foyer/core/services/list-my-services'
import { previewPlatformOfAll } from '@foyer/core/services/preview-platform-of-all'
import { setPlatformOfAll } from '@foyer/core/services/set-platform-of-all'
import { updateService } from '@foyer/core/services/update-service'
import { byIdSchema } from '@foyer/shared/common-schema'
import { previewPlatformOfAllSchema, setPlatformOfAllSchema } from '@foyer/shared/platform-change-schema'
import { createServiceSchema, updateServiceSchema } from '@foyer/shared/service-schema'
import { providerProcedure, publicProcedure, router } from '../trpc.ts'

export const servicesRouter = router({
  mine: providerProcedure.query(({ ctx }) => listMyServices(ctx.acting)),
  create: providerProcedure.input(createServiceSchema).mutation(({ ctx, input }) => createService(ctx.acting, input)),
  update: providerProcedure.input(updateServiceSchema).mutation(({ ctx, input }) => updateService(ctx.acting, input)),
  archive: providerProcedure.input(byIdSchema).mutation(({ ctx, input }) => archiveService(ctx.acting, input)),
  previewPlatform: providerProcedure
    .input(previewPlatformOfAllSchema)
    .query(({ ctx, input }) => previewPlatformOfAll(ctx.acting, input)),
  setPlatform: providerProcedure
    .input(setPlatformOfAllSchema)
    .mutation(({ ctx, input }) => setPlatformOfAll(ctx.acting, input)),
  get: publicProcedure.input(byIdSchema).query(({ ctx, input }) => getService(ctx.acting, input)),
})
