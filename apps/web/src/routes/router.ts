import { createRouter } from '@tanstack/react-router'
import { adminRoutes } from '../pages/admin/routes.tsx'
import { customerRoutes } from '../pages/customer/routes.tsx'
import { providerRoutes } from '../pages/provider/routes.tsx'
import { publicRoutes } from '../pages/public/routes.tsx'
import { sessionRoutes } from '../pages/session/routes.tsx'
import { PageError } from './error-page.tsx'
import { adminLayout, dashboardLayout, memberLayout, publicLayout } from './layouts.tsx'
import { NotFound } from './not-found-page.tsx'
import { rootRoute } from './root.tsx'

const routeTree = rootRoute.addChildren([
  publicLayout.addChildren([...publicRoutes]),
  memberLayout.addChildren([...customerRoutes, ...sessionRoutes]),
  dashboardLayout.addChildren([...providerRoutes]),
  adminLayout.addChildren([...adminRoutes]),
])

/** The router of the app. Search values are plain strings in the address, so that links read as they are written. */
export const router = createRouter({
  routeTree,
  scrollRestoration: true,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: NotFound,
  defaultPreloadStaleTime: 0,
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const set = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
    return set.length > 0 ? `?${new URLSearchParams(set.map(([key, value]) => [key, String(value)]))}` : ''
  },
})
