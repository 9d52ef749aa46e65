import type { BookingChoice } from './features/booking/booking-choice.ts'

const part = encodeURIComponent

/** An address with those search values that are set. */
function withSearch(path: string, search: Record<string, string | undefined>): string {
  const set = Object.entries(search).flatMap(([key, value]) => (value ? [[key, value]] : []))
  return set.length > 0 ? `${path}?${new URLSearchParams(set)}` : path
}

/** Every address of the screens; nothing else spells one out. `returnTo` is a path of ours to go to afterwards. */
export const paths = {
  home: (search?: string) => withSearch('/', { search }),
  signIn: (returnTo?: string) => withSearch('/sign-in', { returnTo }),
  signUp: (returnTo?: string) => withSearch('/sign-up', { returnTo }),
  forgotPassword: () => '/forgot-password',
  provider: (slug: string) => `/p/${part(slug)}`,
  book: (slug: string, serviceId: string, choice: BookingChoice = {}) =>
    withSearch(`/p/${part(slug)}/${part(serviceId)}`, choice),
  bookings: (when?: 'past') => withSearch('/bookings', { when }),
  booking: (id: string) => `/bookings/${part(id)}`,
  moveBooking: (id: string, choice: BookingChoice = {}) => withSearch(`/bookings/${part(id)}/move`, choice),
  session: (id: string) => `/sessions/${part(id)}`,
  sessionCalendar: (id: string) => `/sessions/${part(id)}.ics`,
  notices: () => '/notices',
  account: () => '/account',
  dashboard: () => '/dashboard',
  dashboardBookings: (show?: 'upcoming' | 'past') => withSearch('/dashboard/bookings', { show }),
  dashboardSessions: (when?: 'past') => withSearch('/dashboard/sessions', { when }),
  dashboardNewSession: (choice: { service?: string; date?: string; time?: string } = {}) =>
    withSearch('/dashboard/sessions/new', choice),
  dashboardServices: () => '/dashboard/services',
  dashboardNewService: (draft?: string) => withSearch('/dashboard/services/new', { draft }),
  dashboardService: (id: string, draft?: string) => withSearch(`/dashboard/services/${part(id)}`, { draft }),
  dashboardAvailability: () => '/dashboard/availability',
  admin: (
    filter: { problem?: string | undefined; platform?: string | undefined; providerId?: string | undefined } = {},
  ) => withSearch('/admin', filter),
  adminSessionHistory: (id: string) => `/admin/history/session/${part(id)}`,
  adminConnectionHistory: (id: string) => `/admin/history/connection/${part(id)}`,
  adminRepairs: () => '/admin/repairs',
  adminRepair: (id: string) => `/admin/repairs/${part(id)}`,
  adminConnections: (show?: 'all') => withSearch('/admin/connections', { show }),
  adminPeople: (search?: string) => withSearch('/admin/people', { search }),
  dashboardIntegrations: (returnTo?: string) => withSearch('/dashboard/integrations', { returnTo }),
  dashboardRoom: (returnTo?: string) => withSearch('/dashboard/integrations/room', { returnTo }),
} as const
