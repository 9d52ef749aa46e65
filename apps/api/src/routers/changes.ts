import { onMyChange, onMyChangeSchema } from '../live/on-my-change.ts'
import { router, signedInProcedure } from '../trpc.ts'

export const changesRouter = router({
  onMine: signedInProcedure.input(onMyChangeSchema).subscription(onMyChange),
})
