import type { When } from '@foyer/shared/common-schema'
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { accountOptions } from '../../api/account.ts'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import { type BookingChoice, readChoice } from '../../features/booking/booking-choice.ts'
import { findFirstMonth } from '../../features/booking/month-slots.ts'
import { myBookingsOptions } from '../../features/booking/my-bookings-options.ts'
import { onlySessionOf } from '../../features/booking/only-session.ts'
import { browserZone } from '../../lib/zones.ts'
import { paths } from '../../paths.ts'
import { memberLayout } from '../../routes/layouts.tsx'
import { BookingPage } from './booking-page.tsx'
import { BookingsPage } from './bookings-page.tsx'

const AccountPage = lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage')
const NoticesPage = lazyRouteComponent(() => import('./notices-page.tsx'), 'NoticesPage')
const MovePage = lazyRouteComponent(() => import('./move-page.tsx'), 'MovePage')

const bookingsRoute = createRoute({
  getParentRoute: () => memberLayout,
  path: '/bookings',
  validateSearch: ({ when }): { when?: When } => (when === 'past' ? { when } : {}),
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => queryClient.ensureInfiniteQueryData(myBookingsOptions(deps.when ?? 'upcoming')),
  component: () => <BookingsPage when={bookingsRoute.useSearch().when ?? 'upcoming'} />,
})

const bookingRoute = createRoute({
  getParentRoute: () => memberLayout,
  path: '/bookings/$id',
  loader: async ({ params }) => {
    const booking = await queryClient.ensureQueryData(trpc.bookings.get.queryOptions({ id: params.id }))
    const session = onlySessionOf(booking)
    if (session) throw redirect({ href: paths.session(session.id), replace: true })
  },
  component: () => {
    const { id } = bookingRoute.useParams()
    return <BookingPage key={id} id={id} />
  },
})

const moveRoute = createRoute({
  getParentRoute: () => memberLayout,
  path: '/bookings/$id/move',
  validateSearch: (search): BookingChoice => readChoice(search),
  loader: async ({ params, location }) => {
    const code = MovePage.preload?.()
    const account = await queryClient.ensureQueryData(accountOptions)
    const booking = await queryClient.ensureQueryData(trpc.bookings.get.queryOptions({ id: params.id }))
    const serviceId = booking.service.id
    const service = await queryClient.ensureQueryData(trpc.services.get.queryOptions({ id: serviceId }))
    const choice = readChoice(location.search)
    const timeZone = choice.zone ?? account?.timeZone ?? browserZone()
    const firstMonth = await findFirstMonth(service, choice, timeZone)
    await code
    return { serviceId, firstMonth }
  },
  component: () => {
    const { serviceId, firstMonth } = moveRoute.useLoaderData()
    const { id } = moveRoute.useParams()
    return <MovePage id={id} serviceId={serviceId} firstMonth={firstMonth} choice={moveRoute.useSearch()} />
  },
})

const accountRoute = createRoute({
  getParentRoute: () => memberLayout,
  path: '/account',
  loader: () => AccountPage.preload?.(),
  component: AccountPage,
})

const noticesRoute = createRoute({
  getParentRoute: () => memberLayout,
  path: '/notices',
  loader: async () => {
    const code = NoticesPage.preload?.()
    await queryClient.ensureQueryData(trpc.notifications.list.queryOptions())
    await code
  },
  component: NoticesPage,
})

/** The pages of whoever books. */
export const customerRoutes = [bookingsRoute, bookingRoute, moveRoute, noticesRoute, accountRoute] as const
