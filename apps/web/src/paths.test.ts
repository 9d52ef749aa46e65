import { expect, it } from 'vitest'
import { paths } from './paths.ts'

it('spells every address', () => {
  const spelled = Object.fromEntries(
    Object.entries(paths).map(([name, path]) => [name, (path as (...parts: string[]) => string)('a b')]),
  )
  expect(spelled).toMatchInlineSnapshot(`
    {
      "account": "/account",
      "book": "/p/a%20b/undefined",
      "booking": "/bookings/a%20b",
      "bookings": "/bookings?when=a+b",
      "dashboard": "/dashboard",
      "dashboardAvailability": "/dashboard/availability",
      "dashboardBookings": "/dashboard/bookings?show=a+b",
      "dashboardIntegrations": "/dashboard/integrations?returnTo=a+b",
      "dashboardNewService": "/dashboard/services/new?draft=a+b",
      "dashboardNewSession": "/dashboard/sessions/new?0=a&1=+&2=b",
      "dashboardService": "/dashboard/services/a%20b",
      "dashboardServices": "/dashboard/services",
      "dashboardSessions": "/dashboard/sessions?when=a+b",
      "forgotPassword": "/forgot-password",
      "home": "/?search=a+b",
      "moveBooking": "/bookings/a%20b/move",
      "provider": "/p/a%20b",
      "session": "/sessions/a%20b",
      "sessionCalendar": "/sessions/a%20b.ics",
      "signIn": "/sign-in?returnTo=a+b",
      "signUp": "/sign-up?returnTo=a+b",
    }
  `)
})

it('keeps a choice in the address and leaves out what is not chosen', () => {
  const choice = { day: '2026-11-25', slot: '2026-11-25T09:30:00.000Z', zone: undefined, step: 'confirm' } as const
  expect(paths.book('ana', 's1', choice)).toBe(
    '/p/ana/s1?day=2026-11-25&slot=2026-11-25T09%3A30%3A00.000Z&step=confirm',
  )
})
