import { cancelBooking } from '@foyer/core/bookings/cancel-booking'
import { confirmBooking } from '@foyer/core/bookings/confirm-booking'
import { createBooking } from '@foyer/core/bookings/create-booking'
import { declineBooking } from '@foyer/core/bookings/decline-booking'
import { getBooking } from '@foyer/core/bookings/get-booking'
import { listIncomingBookings } from '@foyer/core/bookings/list-incoming-bookings'
import { listMyBookings } from '@foyer/core/bookings/list-my-bookings'
import { rescheduleBooking } from '@foyer/core/bookings/reschedule-booking'
import {
  createBookingSchema,
  listIncomingBookingsSchema,
  listMyBookingsSchema,
  rescheduleBookingSchema,
  withReasonSchema,
} from '@foyer/shared/booking-schema'
import { byIdSchema } from '@foyer/shared/common-schema'
import { limited, providerProcedure, router, signedInProcedure } from '../trpc.ts'

export const bookingsRouter = router({
  create: signedInProcedure
    .use(limited)
    .input(createBookingSchema)
    .mutation(({ ctx, input }) => createBooking(ctx.acting, input)),
  mine: signedInProcedure.input(listMyBookingsSchema).query(({ ctx, input }) => listMyBookings(ctx.acting, input)),
  incoming: providerProcedure
    .input(listIncomingBookingsSchema)
    .query(({ ctx, input }) => listIncomingBookings(ctx.acting, input)),
  get: signedInProcedure.input(byIdSchema).query(({ ctx, input }) => getBooking(ctx.acting, input)),
  confirm: providerProcedure.input(byIdSchema).mutation(({ ctx, input }) => confirmBooking(ctx.acting, input)),
  decline: providerProcedure.input(withReasonSchema).mutation(({ ctx, input }) => declineBooking(ctx.acting, input)),
  cancel: signedInProcedure.input(withReasonSchema).mutation(({ ctx, input }) => cancelBooking(ctx.acting, input)),
  reschedule: signedInProcedure
    .input(rescheduleBookingSchema)
    .mutation(({ ctx, input }) => rescheduleBooking(ctx.acting, input)),
})
