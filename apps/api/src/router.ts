import { accountRouter } from './routers/account.ts'
import { adminRouter } from './routers/admin.ts'
import { availabilityRouter } from './routers/availability.ts'
import { bookingsRouter } from './routers/bookings.ts'
import { changesRouter } from './routers/changes.ts'
import { connectionsRouter } from './routers/connections.ts'
import { meetingsRouter } from './routers/meetings.ts'
import { notificationsRouter } from './routers/notifications.ts'
import { providersRouter } from './routers/providers.ts'
import { servicesRouter } from './routers/services.ts'
import { sessionsRouter } from './routers/sessions.ts'
import { slotsRouter } from './routers/slots.ts'
import { router } from './trpc.ts'

/** The whole API, one router for each noun. */
export const appRouter = router({
  account: accountRouter,
  admin: adminRouter,
  availability: availabilityRouter,
  bookings: bookingsRouter,
  changes: changesRouter,
  connections: connectionsRouter,
  meetings: meetingsRouter,
  notifications: notificationsRouter,
  providers: providersRouter,
  services: servicesRouter,
  sessions: sessionsRouter,
  slots: slotsRouter,
})

export type AppRouter = typeof appRouter
