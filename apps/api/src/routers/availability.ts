import { getAvailability } from '@foyer/core/availability/get-availability'
import { setAvailability } from '@foyer/core/availability/set-availability'
import { getOwnCalendar } from '@foyer/core/own-calendar/get-own-calendar'
import { setOwnCalendar } from '@foyer/core/own-calendar/set-own-calendar'
import { availabilitySchema } from '@foyer/shared/availability-schema'
import { setOwnCalendarSchema } from '@foyer/shared/calendar-schema'
import { providerProcedure, router } from '../trpc.ts'

export const availabilityRouter = router({
  get: providerProcedure.query(({ ctx }) => getAvailability(ctx.acting)),
  set: providerProcedure.input(availabilitySchema).mutation(({ ctx, input }) => setAvailability(ctx.acting, input)),
  ownCalendar: providerProcedure.query(({ ctx }) => getOwnCalendar(ctx.acting)),
  setOwnCalendar: providerProcedure
    .input(setOwnCalendarSchema)
    .mutation(({ ctx, input }) => setOwnCalendar(ctx.acting, input)),
})
