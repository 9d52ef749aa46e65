import type { ReactNode } from 'react'
import { LinkButton } from '../button.tsx'
import { Icon, type IconName } from '../icons.tsx'
import { AppLink } from '../link.tsx'
import { Logo } from '../logo.tsx'
import { type Account, AccountMenu } from './account-menu.tsx'
import { SkipLink } from './skip-link.tsx'

/** A place in the head of the page; with an icon it is drawn as one, and `badge` says in words what is new there. */
type ShellLink = { href: string; label: string; icon?: IconName | undefined; badge?: string | undefined }

/** The frame of pages for customers and visitors: sign, a link or two, the account or a way in. */
export function PublicShell(props: {
  currentPath: string
  links?: readonly ShellLink[] | undefined
  account: Account | null
  signInHref?: string | undefined
  children: ReactNode
}) {
  const { currentPath, links = [], account, signInHref = '/sign-in', children } = props
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="mx-auto flex w-full max-w-[66rem] items-center justify-between gap-4 px-4.5 pt-[max(0.75rem,env(safe-area-inset-top))] pb-3 sm:px-8 sm:pt-5">
        <Logo />
        <nav aria-label="Main" className="flex items-center gap-1">
          {links.map((link) => (
            <AppLink
              key={link.href}
              href={link.href}
              isCurrent={link.href === currentPath}
              className="flex min-h-11 items-center rounded-control px-2.5 text-small text-soft no-underline transition-colors hover:text-ink data-current:text-ink sm:px-3"
            >
              <LinkFace {...link} />
            </AppLink>
          ))}
          {account ? (
            <AccountMenu {...account} />
          ) : (
            <LinkButton href={signInHref} isDense isCurrent={currentPath === signInHref}>
              Sign in
            </LinkButton>
          )}
        </nav>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[66rem] flex-1 px-5 pt-2 pb-[calc(3rem+env(safe-area-inset-bottom))] sm:px-8 sm:pt-6"
      >
        {children}
      </main>
    </div>
  )
}

function LinkFace({ label, icon, badge }: ShellLink) {
  if (!icon) return label
  return (
    <span className="relative">
      <Icon name={icon} />
      {badge && (
        <span className="absolute -end-0.5 -top-0.5 size-2 rounded-chip bg-pine forced-colors:bg-[Highlight]" />
      )}
      <span className="sr-only">{badge ? `${label}, ${badge}` : label}</span>
    </span>
  )
}
