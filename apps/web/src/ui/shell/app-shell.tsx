import type { ReactNode } from 'react'
import { Logo } from '../logo.tsx'
import { type Account, AccountMenu } from './account-menu.tsx'
import type { NavItem } from './nav.ts'
import { Rail } from './rail.tsx'
import { SkipLink } from './skip-link.tsx'
import { TabBar } from './tab-bar.tsx'

export type AppShellProps = {
  nav: readonly NavItem[]
  currentPath: string
  account: Account & {
    /** "Lisbon · 14:07" */
    fact?: ReactNode
  }
  homeHref?: string | undefined
  children: ReactNode
}

/** The frame of pages for providers and admins: a rail at the side of a desk, a tab bar under a thumb. */
export function AppShell({ nav, currentPath, account, homeHref, children }: AppShellProps) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[14.5rem_minmax(0,1fr)]">
      <SkipLink />
      <Rail nav={nav} currentPath={currentPath} account={account} homeHref={homeHref} />
      <div className="min-w-0">
        <header className="flex items-center justify-between px-4.5 pt-[max(0.5rem,env(safe-area-inset-top))] pb-1 md:hidden">
          <Logo href={homeHref} />
          <AccountMenu {...account} />
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="max-w-[62rem] px-4.5 pt-3 pb-[calc(7rem+env(safe-area-inset-bottom))] md:px-8 md:pt-10 md:pb-16 lg:px-12"
        >
          {children}
        </main>
      </div>
      <TabBar nav={nav} currentPath={currentPath} />
    </div>
  )
}
