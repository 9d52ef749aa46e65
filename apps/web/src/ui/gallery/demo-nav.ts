import type { NavItem } from '../shell/nav.ts'

export const demoNav: NavItem[] = [
  { href: '/today', label: 'Today', icon: 'today', isPrimary: true },
  { href: '/bookings', label: 'Bookings', icon: 'bookings', badge: '3 new', isPrimary: true },
  { href: '/calendar', label: 'Calendar', icon: 'calendar', isPrimary: true },
  { href: '/services', label: 'Services', icon: 'services' },
  { href: '/availability', label: 'Availability', icon: 'availability' },
  { href: '/integrations', label: 'Integrations', icon: 'integrations', dot: 'amber', isPrimary: true },
  { href: '/notices', label: 'Notices', icon: 'notices' },
]

export const demoAccount = {
  name: 'Dr Ana Ribeiro',
  fact: 'Lisbon · 14:07',
  entries: [
    { id: 'profile', label: 'Name and time zone', href: '/account' },
    { id: 'out', label: 'Sign out', onAction: () => {} },
  ],
}
