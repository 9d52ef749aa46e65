import type { Page } from 'playwright-core'
import type { Places } from './furnish.ts'

export type Reader = 'visitor' | 'customer' | 'provider' | 'admin'

/** One screen as one of its readers sees it. */
export interface Screen {
  name: string
  as: Reader
  path: string
  /** What its reader does on the page to get there. */
  enter?: ((page: Page) => Promise<void>) | undefined
}

/** Every screen but those of admins, and the states of it that look different. */
export function listScreens(places: Places): Screen[] {
  const { slug, serviceId, groupId, courseId, courseBookingId, requestId, movableId, safeId, sessions } = places
  const page = `/p/${slug}`
  const byReader: Record<Exclude<Reader, 'admin'>, Record<string, string>> = {
    visitor: {
      home: '/',
      'home-nothing-found': '/?search=nobody-has-this-name',
      'sign-in': '/sign-in',
      'sign-up': '/sign-up',
      'forgot-password': '/forgot-password',
      'reset-password': '/reset-password?token=none',
      provider: page,
      book: `${page}/${serviceId}`,
      'book-group': `${page}/${groupId}`,
      'book-course': `${page}/${courseId}`,
      'not-found': '/nothing-here',
      'provider-not-found': '/p/nobody-here',
    },
    customer: {
      home: '/',
      bookings: '/bookings',
      'bookings-past': '/bookings?when=past',
      request: `/bookings/${requestId}`,
      course: `/bookings/${courseBookingId}`,
      move: `/bookings/${movableId}/move`,
      notices: '/notices',
      account: '/account',
      ...doorsOf(sessions),
    },
    provider: {
      today: '/dashboard',
      requests: '/dashboard/bookings',
      'bookings-upcoming': '/dashboard/bookings?show=upcoming',
      'bookings-past': '/dashboard/bookings?show=past',
      sessions: '/dashboard/sessions',
      'sessions-past': '/dashboard/sessions?when=past',
      'session-new': '/dashboard/sessions/new',
      services: '/dashboard/services',
      'service-new': '/dashboard/services/new',
      service: `/dashboard/services/${serviceId}`,
      'service-with-backup': `/dashboard/services/${safeId}`,
      availability: '/dashboard/availability',
      integrations: '/dashboard/integrations',
      'integrations-room': '/dashboard/integrations/room',
      notices: '/notices',
      'integrations-denied':
        '/dashboard/integrations?connection_problem=connection_denied&connection_platform=google_meet',
      'integrations-unticked': '/dashboard/integrations?connected=google_meet&not_allowed=busy_times',
      ...doorsOf(sessions),
    },
  }
  return Object.entries(byReader).flatMap(([reader, paths]) =>
    Object.entries(paths).map(([name, path]) => ({ name, path, as: reader as Reader })),
  )
}

function doorsOf(sessions: Places['sessions']): Record<string, string> {
  return Object.fromEntries(Object.entries(sessions).map(([door, id]) => [`door-${door}`, `/sessions/${id}`]))
}
