import type { AccountDto } from '@foyer/shared/accounts'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAccount, useMember } from '../api/account.ts'
import { trpc } from '../api/trpc.ts'
import { accountEntries } from '../features/account/account-entries.ts'
import { isOnlyAdmin } from '../features/account/is-only-admin.ts'
import { useUnread } from '../features/notices/use-unread.ts'
import { formatClock } from '../lib/time.ts'
import { useNow } from '../lib/use-now.ts'
import { cityOf } from '../lib/zones.ts'
import { paths } from '../paths.ts'
import { AppShell } from '../ui/shell/app-shell.tsx'
import { PublicShell } from '../ui/shell/public-shell.tsx'
import { adminNav } from './admin-nav.ts'
import { dashboardNav } from './dashboard-nav.ts'

/** The frame of pages for everybody. */
export function VisitorShell({ children }: { children: ReactNode }) {
  const { pathname } = useLocation()
  const account = useAccount()
  const unread = useUnread(account !== null)
  return (
    <PublicShell
      currentPath={pathname}
      account={account && { name: account.name, entries: accountEntries(account) }}
      links={account ? linksFor(account, unread) : []}
      signInHref={paths.signIn()}
    >
      {children}
    </PublicShell>
  )
}

/** The frame of pages that everybody with an account shares. */
export function MemberShell({ children }: { children: ReactNode }) {
  const account = useMember()
  if (isOnlyAdmin(account)) return <AdminShell>{children}</AdminShell>
  return account.role === 'provider' ? (
    <DashboardShell>{children}</DashboardShell>
  ) : (
    <VisitorShell>{children}</VisitorShell>
  )
}

/** The frame of a provider's pages. Its marks are a courtesy: a page never waits for them. */
export function DashboardShell({ children }: { children: ReactNode }) {
  const { pathname } = useLocation()
  const account = useMember()
  const now = useNow()
  const connections = useQuery(trpc.connections.list.queryOptions())
  const waiting = useQuery(trpc.bookings.incoming.queryOptions({ status: 'pending' }))
  const unread = useUnread(true)
  const clock = formatClock(now, { locale: 'en-GB', timeZone: account.timeZone })
  return (
    <AppShell
      nav={dashboardNav(connections.data ?? [], { requests: waiting.data?.items.length ?? 0, unread }, now)}
      currentPath={pathname}
      homeHref={paths.dashboard()}
      account={{
        name: account.name,
        entries: accountEntries(account),
        fact: `${cityOf(account.timeZone)} · ${clock}`,
      }}
    >
      {children}
    </AppShell>
  )
}

/** The frame of an admin's pages. */
export function AdminShell({ children }: { children: ReactNode }) {
  const { pathname } = useLocation()
  const account = useMember()
  const overview = useQuery(trpc.admin.overview.queryOptions())
  const unread = useUnread(true)
  return (
    <AppShell
      nav={adminNav(overview.data, unread)}
      currentPath={pathname}
      homeHref={paths.admin()}
      account={{ name: account.name, entries: accountEntries(account), fact: 'Admin' }}
    >
      {children}
    </AppShell>
  )
}

function linksFor({ role }: AccountDto, unread: number) {
  if (role === 'admin') return [{ href: paths.admin(), label: 'Admin' }]
  if (role === 'provider') return [{ href: paths.dashboard(), label: 'Dashboard' }]
  return [
    { href: paths.bookings(), label: 'My bookings' },
    {
      href: paths.notices(),
      label: 'Notices',
      icon: 'notices' as const,
      badge: unread > 0 ? `${unread} new` : undefined,
    },
  ]
}
