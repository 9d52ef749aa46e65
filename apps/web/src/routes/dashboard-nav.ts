import type { ConnectionDto } from '@foyer/shared/connections'
import { integrationsDot } from '../features/connections/impact.ts'
import { paths } from '../paths.ts'
import type { NavItem } from '../ui/shell/nav.ts'

/** A provider's places, with what waits in them. */
export function dashboardNav(
  connections: readonly ConnectionDto[],
  { requests, unread }: { requests: number; unread: number },
  now: Date,
): NavItem[] {
  const affected = connections.reduce((sum, { sessionsAffected }) => sum + sessionsAffected, 0)
  const waiting = affected === 1 ? '1 session waits for it' : `${affected} sessions wait for it`
  const dot = integrationsDot(connections, now)
  return [
    { href: paths.dashboard(), label: 'Today', icon: 'today', isPrimary: true },
    {
      href: paths.dashboardBookings(),
      label: 'Bookings',
      icon: 'bookings',
      badge: requests > 0 ? `${requests} new` : undefined,
      isPrimary: true,
    },
    { href: paths.dashboardSessions(), label: 'Sessions', icon: 'calendar', isPrimary: true },
    { href: paths.dashboardServices(), label: 'Services', icon: 'services' },
    { href: paths.dashboardAvailability(), label: 'Availability', icon: 'availability' },
    {
      href: paths.dashboardIntegrations(),
      label: 'Integrations',
      icon: 'integrations',
      isPrimary: true,
      ...(dot && { dot, dotMeaning: affected > 0 ? waiting : 'needs you' }),
    },
    { href: paths.notices(), label: 'Notices', icon: 'notices', badge: unread > 0 ? `${unread} new` : undefined },
  ]
}
