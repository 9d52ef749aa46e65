import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { accountOptions } from '../../api/account.ts'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import { isOnlyAdmin } from '../../features/account/is-only-admin.ts'
import { type BookingChoice, readChoice } from '../../features/booking/booking-choice.ts'
import { findFirstMonth } from '../../features/booking/month-slots.ts'
import { providersOptions } from '../../features/booking/providers-options.ts'
import { safePath } from '../../lib/safe-path.ts'
import { browserZone } from '../../lib/zones.ts'
import { paths } from '../../paths.ts'
import { publicLayout } from '../../routes/layouts.tsx'
import { ForgotPasswordPage } from './forgot-password-page.tsx'
import { HomePage } from './home-page.tsx'
import { ProviderPage } from './provider-page.tsx'
import { ResetPasswordPage } from './reset-password-page.tsx'
import { SignInPage } from './sign-in-page.tsx'
import { SignUpPage } from './sign-up-page.tsx'

const BookingPage = lazyRouteComponent(() => import('./booking-page.tsx'), 'BookingPage')

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const account = () => queryClient.ensureQueryData(accountOptions)

const homeRoute = createRoute({
  getParentRoute: () => publicLayout,
  path: '/',
  validateSearch: ({ search }) => ({ search: text(search).slice(0, 100) || undefined }),
  loaderDeps: ({ search }) => search,
  beforeLoad: async () => {
    const reader = await account()
    if (reader?.role === 'provider') throw redirect({ href: paths.dashboard(), replace: true })
    if (reader && isOnlyAdmin(reader)) throw redirect({ href: paths.admin(), replace: true })
  },
  loader: async ({ deps }) => {
    await Promise.all([
      queryClient.ensureInfiniteQueryData(providersOptions(deps.search ?? '')),
      (await account()) && queryClient.ensureQueryData(trpc.sessions.list.queryOptions({ when: 'upcoming' })),
    ])
  },
  component: () => <HomePage search={homeRoute.useSearch().search ?? ''} />,
})

const signInSearch = ({ returnTo }: Record<string, unknown>): { returnTo?: string | undefined } => ({
  returnTo: safePath(returnTo, '') || undefined,
})

/** Whoever is signed in already goes where they were going. */
async function passSignedIn({ search }: { search: { returnTo?: string | undefined } }): Promise<void> {
  if (await account()) throw redirect({ href: search.returnTo ?? paths.home(), replace: true })
}

const signInRoute = createRoute({
  getParentRoute: () => publicLayout,
  path: '/sign-in',
  validateSearch: signInSearch,
  beforeLoad: passSignedIn,
  component: () => <SignInPage {...signInRoute.useSearch()} />,
})

const signUpRoute = createRoute({
  getParentRoute: () => publicLayout,
  path: '/sign-up',
  validateSearch: signInSearch,
  beforeLoad: passSignedIn,
  component: () => <SignUpPage {...signUpRoute.useSearch()} />,
})

const forgotPasswordRoute = createRoute({
  getParentRoute: () => publicLayout,
  path: '/forgot-password',
  component: ForgotPasswordPage,
})

const resetPasswordRoute = createRoute({
  getParentRoute: () => publicLayout,
  path: '/reset-password',
  validateSearch: ({ token }) => ({ token: text(token) }),
  component: () => <ResetPasswordPage token={resetPasswordRoute.useSearch().token} />,
})

const providerRoute = createRoute({
  getParentRoute: () => publicLayout,
  path: '/p/$slug',
  loader: ({ params }) => queryClient.ensureQueryData(trpc.providers.get.queryOptions({ slug: params.slug })),
  component: () => <ProviderPage slug={providerRoute.useParams().slug} />,
})

const bookingRoute = createRoute({
  getParentRoute: () => publicLayout,
  path: '/p/$slug/$serviceId',
  validateSearch: (search): BookingChoice => readChoice(search),
  loader: async ({ params, location }) => {
    const code = BookingPage.preload?.()
    const reader = await account()
    const service = await queryClient.ensureQueryData(trpc.services.get.queryOptions({ id: params.serviceId }))
    const choice = readChoice(location.search)
    const timeZone = choice.zone ?? reader?.timeZone ?? browserZone()
    const isPicked = service.kind === 'private' && !service.archived
    const firstMonth = isPicked ? await findFirstMonth(service, choice, timeZone) : ''
    await code
    return { firstMonth }
  },
  component: () => (
    <BookingPage
      serviceId={bookingRoute.useParams().serviceId}
      firstMonth={bookingRoute.useLoaderData().firstMonth}
      choice={bookingRoute.useSearch()}
    />
  ),
})

/** The pages for everybody. */
export const publicRoutes = [
  homeRoute,
  signInRoute,
  signUpRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  providerRoute,
  bookingRoute,
] as const
