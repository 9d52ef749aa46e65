import { MEETING_PROBLEMS } from '@foyer/shared/admin'
import { PLATFORMS } from '@foyer/shared/platforms'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import {
  auditPages,
  connectionPages,
  filledIn,
  overviewOptions,
  type ProblemFilter,
  problemPages,
  repairOptions,
  repairPages,
  userPages,
} from '../../features/admin/admin-options.ts'
import { adminLayout } from '../../routes/layouts.tsx'

const ConnectionHistoryPage = lazyRouteComponent(() => import('./connection-history-page.tsx'), 'ConnectionHistoryPage')
const SessionHistoryPage = lazyRouteComponent(() => import('./session-history-page.tsx'), 'SessionHistoryPage')
const ConnectionsPage = lazyRouteComponent(() => import('./connections-page.tsx'), 'ConnectionsPage')
const HealthPage = lazyRouteComponent(() => import('./health-page.tsx'), 'HealthPage')
const RepairPage = lazyRouteComponent(() => import('./repair-page.tsx'), 'RepairPage')
const RepairsPage = lazyRouteComponent(() => import('./repairs-page.tsx'), 'RepairsPage')
const PeoplePage = lazyRouteComponent(() => import('./people-page.tsx'), 'PeoplePage')

const overview = () => queryClient.ensureQueryData(overviewOptions)

const ID = /^[0-9a-f-]{36}$/

function readFilter(search: Record<string, unknown>): ProblemFilter {
  const problem = MEETING_PROBLEMS.find((known) => known === search.problem)
  const platform = PLATFORMS.find((known) => known === search.platform)
  const providerId = typeof search.providerId === 'string' && ID.test(search.providerId) ? search.providerId : undefined
  return filledIn({ problem, platform, providerId })
}

const healthRoute = createRoute({
  getParentRoute: () => adminLayout,
  path: '/',
  validateSearch: readFilter,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) =>
    Promise.all([overview(), queryClient.ensureInfiniteQueryData(problemPages(deps)), HealthPage.preload?.()]),
  component: () => <HealthPage filter={healthRoute.useSearch()} />,
})

const repairsRoute = createRoute({
  getParentRoute: () => adminLayout,
  path: '/repairs',
  loader: () => Promise.all([queryClient.ensureInfiniteQueryData(repairPages), RepairsPage.preload?.()]),
  component: () => <RepairsPage />,
})

const repairRoute = createRoute({
  getParentRoute: () => adminLayout,
  path: '/repairs/$id',
  loader: ({ params }) => Promise.all([queryClient.ensureQueryData(repairOptions(params.id)), RepairPage.preload?.()]),
  component: () => <RepairPage id={repairRoute.useParams().id} />,
})

const sessionHistoryRoute = createRoute({
  getParentRoute: () => adminLayout,
  path: '/history/session/$id',
  loader: ({ params: { id } }) =>
    Promise.all([
      queryClient.ensureQueryData(trpc.sessions.get.queryOptions({ id })),
      queryClient.ensureInfiniteQueryData(auditPages('session', id)),
      SessionHistoryPage.preload?.(),
    ]),
  component: () => <SessionHistoryPage id={sessionHistoryRoute.useParams().id} />,
})

const connectionHistoryRoute = createRoute({
  getParentRoute: () => adminLayout,
  path: '/history/connection/$id',
  loader: ({ params: { id } }) =>
    Promise.all([
      queryClient.ensureQueryData(trpc.admin.connections.get.queryOptions({ id })),
      queryClient.ensureInfiniteQueryData(auditPages('connection', id)),
      ConnectionHistoryPage.preload?.(),
    ]),
  component: () => <ConnectionHistoryPage id={connectionHistoryRoute.useParams().id} />,
})

const connectionsRoute = createRoute({
  getParentRoute: () => adminLayout,
  path: '/connections',
  validateSearch: ({ show }): { show?: 'all' } => (show === 'all' ? { show } : {}),
  loader: () =>
    Promise.all([
      overview(),
      queryClient.ensureInfiniteQueryData(connectionPages('needs')),
      queryClient.ensureInfiniteQueryData(connectionPages('all')),
      ConnectionsPage.preload?.(),
    ]),
  component: () => <ConnectionsPage show={connectionsRoute.useSearch().show ?? 'needs'} />,
})

const peopleRoute = createRoute({
  getParentRoute: () => adminLayout,
  path: '/people',
  validateSearch: ({ search }): { search?: string } =>
    typeof search === 'string' && search !== '' ? { search: search.slice(0, 100) } : {},
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) =>
    Promise.all([queryClient.ensureInfiniteQueryData(userPages(deps.search ?? '')), PeoplePage.preload?.()]),
  component: () => <PeoplePage search={peopleRoute.useSearch().search ?? ''} />,
})

/** The pages of admins, hung under /admin by `routes/router.ts`. */
export const adminRoutes = [
  healthRoute,
  repairsRoute,
  repairRoute,
  sessionHistoryRoute,
  connectionHistoryRoute,
  connectionsRoute,
  peopleRoute,
] as const
