import { createRoute } from '@tanstack/react-router'
import { dashboardLayout } from '../../routes/layouts.tsx'

const todayRoute = createRoute({ getParentRoute: () => dashboardLayout, path: '/', component: () => null })

/** The pages of providers, hung under /dashboard by `routes/router.ts`. */
export const providerRoutes = [todayRoute] as const
