import { getAvailability } from '@foyer/core/availability/get-availability'
import { setAvailability } from '@foyer/core/availability/set-availability'
import { availabilitySchema } from '@foyer/shared/availability-schema'
import { providerProcedure, router } from '../trpc.ts'

export const availabilityRouter = router({
  get: providerProcedure.query(({ ctx }) => getAvailability(ctx.acting)),
  set: providerProcedure.input(availabilitySchema).mutation(({ ctx, input }) => setAvailability(ctx.acting, input)),
})
