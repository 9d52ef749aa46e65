import { Button as RacButton } from 'react-aria-components'
import { AppLink } from '../link.tsx'
import { Logo } from '../logo.tsx'
import { Menu } from '../menu.tsx'
import { Person } from '../person.tsx'
import type { AppShellProps } from './app-shell.tsx'
import { Dot } from './dot.tsx'
import { isCurrentItem } from './nav.ts'

/** The rail of a desk: where one can go, and who one is at its foot. */
export function Rail({ nav, currentPath, account, homeHref }: Omit<AppShellProps, 'children'>) {
  return (
    <aside className="sticky top-0 hidden h-dvh flex-col overflow-y-auto border-e border-line px-4 py-4 md:flex">
      <Logo href={homeHref} className="self-start px-3" />
      <nav aria-label="Main" className="mt-3.5 flex flex-col gap-[3px]">
        {nav.map((item) => (
          <AppLink
            key={item.href}
            href={item.href}
            isCurrent={isCurrentItem(item, currentPath, nav)}
            className="flex min-h-10.5 items-center justify-between gap-2 rounded-control px-3 font-medium text-soft no-underline transition-colors hover:text-ink data-current:bg-sunk data-current:text-ink"
          >
            {item.label}
            <span className="flex items-center gap-2">
              {item.badge && <span className="text-fine font-strong text-pine">{item.badge}</span>}
              <Dot item={item} />
            </span>
          </AppLink>
        ))}
      </nav>
      <div className="mt-auto pt-6">
        <Menu
          label="Account"
          entries={account.entries}
          trigger={
            <RacButton className="w-full cursor-pointer rounded-control px-3 py-1.5 text-start transition-colors data-hovered:bg-sunk [&_.text-body]:text-small">
              <span className="sr-only">Account of </span>
              <Person name={account.name} fact={account.fact} size="small" />
            </RacButton>
          }
        />
      </div>
    </aside>
  )
}
