import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import { ownCalendarQuery } from '../../features/own-calendar/own-calendar-query.ts'
import { sessionPages } from '../../features/provider-sessions/sessions-list.tsx'
import { safePath } from '../../lib/safe-path.ts'
import { dashboardLayout } from '../../routes/layouts.tsx'
import { BookingsPage, waitingPages } from './bookings-page.tsx'
import { LiveOutlet } from './live-outlet.tsx'
import { SessionsPage } from './sessions-page.tsx'
import { TodayPage } from './today-page.tsx'

const AvailabilityPage = lazyRouteComponent(() => import('./availability-page.tsx'), 'AvailabilityPage')
const IntegrationsPage = lazyRouteComponent(() => import('./integrations-page.tsx'), 'IntegrationsPage')
const NewServicePage = lazyRouteComponent(() => import('./new-service-page.tsx'), 'NewServicePage')
const NewSessionPage = lazyRouteComponent(() => import('./new-session-page.tsx'), 'NewSessionPage')
const RoomPage = lazyRouteComponent(() => import('./room-page.tsx'), 'RoomPage')
const ServicePage = lazyRouteComponent(() => import('./service-page.tsx'), 'ServicePage')
const ServicesPage = lazyRouteComponent(() => import('./services-page.tsx'), 'ServicesPage')

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const connections = () => queryClient.ensureQueryData(trpc.connections.list.queryOptions())
const room = () => queryClient.ensureQueryData(trpc.connections.room.queryOptions())
const services = () => queryClient.ensureQueryData(trpc.services.mine.queryOptions())
const availability = () => queryClient.ensureQueryData(trpc.availability.get.queryOptions())
const ownCalendar = () => queryClient.ensureQueryData(ownCalendarQuery)

const liveLayout = createRoute({ getParentRoute: () => dashboardLayout, id: 'live', component: LiveOutlet })

const todayRoute = createRoute({
  getParentRoute: () => liveLayout,
  path: '/',
  loader: () =>
    Promise.all([
      connections(),
      services(),
      availability(),
      ownCalendar(),
      queryClient.ensureQueryData(trpc.sessions.list.queryOptions({ when: 'upcoming' })),
      queryClient.ensureQueryData(trpc.bookings.incoming.queryOptions({ status: 'pending' })),
    ]),
  component: TodayPage,
})

const bookingsRoute = createRoute({
  getParentRoute: () => liveLayout,
  path: '/bookings',
  validateSearch: ({ show }): { show?: 'upcoming' | 'past' } =>
    show === 'upcoming' || show === 'past' ? { show } : {},
  loader: () =>
    Promise.all([
      queryClient.ensureInfiniteQueryData(waitingPages),
      queryClient.ensureInfiniteQueryData(sessionPages('upcoming')),
      queryClient.ensureInfiniteQueryData(sessionPages('past')),
    ]),
  component: () => <BookingsPage show={bookingsRoute.useSearch().show ?? 'waiting'} />,
})

const sessionsRoute = createRoute({
  getParentRoute: () => liveLayout,
  path: '/sessions',
  validateSearch: ({ when }): { when?: 'past' } => (when === 'past' ? { when } : {}),
  loader: () =>
    Promise.all([
      connections(),
      queryClient.ensureInfiniteQueryData(sessionPages('upcoming')),
      queryClient.ensureInfiniteQueryData(sessionPages('past')),
    ]),
  component: () => <SessionsPage when={sessionsRoute.useSearch().when ?? 'upcoming'} />,
})

interface SessionChoice {
  service?: string
  date?: string
  time?: string
}

const newSessionRoute = createRoute({
  getParentRoute: () => liveLayout,
  path: '/sessions/new',
  validateSearch: ({ service, date, time }): SessionChoice => ({
    ...(text(service) && { service: String(service) }),
    ...(/^\d{4}-\d\d-\d\d$/.test(String(date)) && { date: String(date) }),
    ...(/^\d\d:\d\d$/.test(String(time)) && { time: String(time) }),
  }),
  loader: () => Promise.all([connections(), services(), NewSessionPage.preload?.()]),
  component: () => <NewSessionPage choice={newSessionRoute.useSearch()} />,
})

const servicesRoute = createRoute({
  getParentRoute: () => liveLayout,
  path: '/services',
  loader: () => Promise.all([connections(), services()]),
  component: ServicesPage,
})

const draftSearch = ({ draft }: Record<string, unknown>): { draft?: string } => {
  const packed = text(draft)
  return packed ? { draft: packed } : {}
}

const newServiceRoute = createRoute({
  getParentRoute: () => liveLayout,
  path: '/services/new',
  validateSearch: draftSearch,
  loader: () => Promise.all([connections(), NewServicePage.preload?.()]),
  component: () => <NewServicePage packed={newServiceRoute.useSearch().draft} />,
})

const serviceRoute = createRoute({
  getParentRoute: () => liveLayout,
  path: '/services/$id',
  validateSearch: draftSearch,
  loader: ({ params }) =>
    Promise.all([
      connections(),
      queryClient.ensureQueryData(trpc.services.get.queryOptions({ id: params.id })),
      ServicePage.preload?.(),
    ]),
  component: function Service() {
    const { id } = serviceRoute.useParams()
    return <ServicePage key={id} id={id} packed={serviceRoute.useSearch().draft} />
  },
})

const availabilityRoute = createRoute({
  getParentRoute: () => liveLayout,
  path: '/availability',
  loader: () => Promise.all([availability(), connections(), ownCalendar()]),
  component: AvailabilityPage,
})

const returnSearch = ({ returnTo }: Record<string, unknown>): { returnTo?: string } => {
  const path = safePath(returnTo, '')
  return path ? { returnTo: path } : {}
}

const integrationsRoute = createRoute({
  getParentRoute: () => liveLayout,
  path: '/integrations',
  validateSearch: returnSearch,
  loader: () => Promise.all([connections(), room(), ownCalendar(), IntegrationsPage.preload?.()]),
  component: () => <IntegrationsPage returnTo={integrationsRoute.useSearch().returnTo} />,
})

const roomRoute = createRoute({
  getParentRoute: () => liveLayout,
  path: '/integrations/room',
  validateSearch: returnSearch,
  loader: () => Promise.all([connections(), services(), room(), RoomPage.preload?.()]),
  component: () => <RoomPage returnTo={roomRoute.useSearch().returnTo} />,
})

/** The pages of providers, hung under /dashboard by `routes/router.ts`. */
export const providerRoutes = [
  liveLayout.addChildren([
    todayRoute,
    bookingsRoute,
    sessionsRoute,
    newSessionRoute,
    servicesRoute,
    newServiceRoute,
    serviceRoute,
    availabilityRoute,
    integrationsRoute,
    roomRoute,
  ]),
] as const
