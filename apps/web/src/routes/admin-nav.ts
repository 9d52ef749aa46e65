import type { AdminOverviewDto } from '@foyer/shared/admin'
import { paths } from '../paths.ts'
import type { NavItem } from '../ui/shell/nav.ts'

/** An admin's places; the first says when a session is near whose link is missing. */
export function adminNav(overview: AdminOverviewDto | undefined, unread: number): NavItem[] {
  const soon = overview?.soonWithoutLink ?? 0
  const meaning = soon === 1 ? '1 session begins soon without a link' : `${soon} sessions begin soon without a link`
  return [
    {
      href: paths.admin(),
      label: 'Health',
      icon: 'today',
      isPrimary: true,
      ...(soon > 0 && { dot: 'brick', dotMeaning: meaning }),
    },
    { href: paths.adminRepairs(), label: 'Repairs', icon: 'repairs', isPrimary: true },
    { href: paths.adminConnections(), label: 'Connections', icon: 'integrations', isPrimary: true },
    { href: paths.adminPeople(), label: 'People', icon: 'people', isPrimary: true },
    { href: paths.notices(), label: 'Notices', icon: 'notices', badge: unread > 0 ? `${unread} new` : undefined },
  ]
}
