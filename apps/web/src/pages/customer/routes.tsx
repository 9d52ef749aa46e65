import { createRoute } from '@tanstack/react-router'
import { memberLayout } from '../../routes/layouts.tsx'

const bookingsRoute = createRoute({ getParentRoute: () => memberLayout, path: '/bookings', component: () => null })

/** The pages of whoever books. */
export const customerRoutes = [bookingsRoute] as const
