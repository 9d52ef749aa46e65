import { expect, it } from 'vitest'
import { paths } from './paths.ts'

it.each([
  [paths.home(), '/'],
  [paths.home('piano & voice'), '/?search=piano+%26+voice'],
  [paths.signIn(), '/sign-in'],
  [paths.signUp('/bookings?when=past'), '/sign-up?returnTo=%2Fbookings%3Fwhen%3Dpast'],
  [paths.provider('ana/ribeiro'), '/p/ana%2Fribeiro'],
  [paths.bookings('past'), '/bookings?when=past'],
  [paths.booking('b1'), '/bookings/b1'],
  [paths.moveBooking('b1', { day: '2026-11-25' }), '/bookings/b1/move?day=2026-11-25'],
  [paths.session('s1'), '/sessions/s1'],
  [paths.sessionCalendar('s1'), '/sessions/s1.ics'],
  [paths.dashboardService('v1'), '/dashboard/services/v1'],
])('spells %s', (path, spelled) => {
  expect(path).toBe(spelled)
})

it('keeps a choice in the address and leaves out what is not chosen', () => {
  const choice = { day: '2026-11-25', slot: '2026-11-25T09:30:00.000Z', zone: undefined, step: 'confirm' } as const
  expect(paths.book('ana', 's1', choice)).toBe(
    '/p/ana/s1?day=2026-11-25&slot=2026-11-25T09%3A30%3A00.000Z&step=confirm',
  )
})
