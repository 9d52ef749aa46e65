import { createRoute, Outlet } from '@tanstack/react-router'
import { ErrorPage } from './error-page.tsx'
import { requireAccount, requireAdmin, requireProvider } from './require-account.ts'
import { rootRoute } from './root.tsx'
import { AdminShell, DashboardShell, MemberShell, VisitorShell } from './shells.tsx'

const inside = { errorComponent: ErrorPage } as const

/** Pages for everybody. */
export const publicLayout = createRoute({
  ...inside,
  getParentRoute: () => rootRoute,
  id: 'public',
  component: () => (
    <VisitorShell>
      <Outlet />
    </VisitorShell>
  ),
})

/** Pages of whoever is signed in, in the frame of their role. */
export const memberLayout = createRoute({
  ...inside,
  getParentRoute: () => rootRoute,
  id: 'member',
  beforeLoad: async ({ location }) => void (await requireAccount(location.href)),
  component: () => (
    <MemberShell>
      <Outlet />
    </MemberShell>
  ),
})

/** Pages of admins; `pages/admin/routes.tsx` hangs its routes here, with paths relative to /admin. */
export const adminLayout = createRoute({
  ...inside,
  getParentRoute: () => rootRoute,
  path: '/admin',
  beforeLoad: async ({ location }) => void (await requireAdmin(location.href)),
  component: () => (
    <AdminShell>
      <Outlet />
    </AdminShell>
  ),
})

/** Pages of providers; `pages/provider/routes.tsx` hangs its routes here, with paths relative to /dashboard. */
export const dashboardLayout = createRoute({
  ...inside,
  getParentRoute: () => rootRoute,
  path: '/dashboard',
  beforeLoad: async ({ location }) => void (await requireProvider(location.href)),
  component: () => (
    <DashboardShell>
      <Outlet />
    </DashboardShell>
  ),
})
