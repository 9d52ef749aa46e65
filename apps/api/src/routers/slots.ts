import { listSlots } from '@foyer/core/slots/list-slots'
import { listSlotsSchema } from '@foyer/shared/slot-schema'
import { limited, publicProcedure, router } from '../trpc.ts'

export const slotsRouter = router({
  list: publicProcedure
    .use(limited)
    .input(listSlotsSchema)
    .query(({ ctx, input }) => listSlots(ctx.acting, input)),
})
