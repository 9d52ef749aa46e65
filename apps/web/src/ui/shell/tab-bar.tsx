import { Button as RacButton } from 'react-aria-components'
import { cx } from '../../lib/cx.ts'
import { Icon, type IconName } from '../icons.tsx'
import { AppLink } from '../link.tsx'
import { Menu } from '../menu.tsx'
import { Dot } from './dot.tsx'
import { isCurrentItem, type NavItem } from './nav.ts'

const TAB =
  'group relative flex min-h-14 flex-1 cursor-pointer flex-col items-center justify-center gap-0.5 rounded-control text-[0.6875rem] leading-4 font-medium text-soft no-underline transition-colors -outline-offset-2'

/** The tab bar of a phone: the primary places, and the rest behind "More". */
export function TabBar({ nav, currentPath }: { nav: readonly NavItem[]; currentPath: string }) {
  const primary = nav.filter((item) => item.isPrimary).slice(0, 4)
  const rest = nav.filter((item) => !primary.includes(item))
  const isInRest = rest.some((item) => isCurrentItem(item, currentPath, nav))
  const waiting =
    rest.find((item) => item.dot === 'brick') ?? rest.find((item) => item.dot) ?? rest.find((item) => item.badge)
  return (
    <nav
      aria-label="Main"
      data-tab-bar=""
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-paper/92 px-1.5 pb-[env(safe-area-inset-bottom)] backdrop-blur-md md:hidden"
    >
      {primary.map((item) => {
        const isCurrent = isCurrentItem(item, currentPath, nav)
        return (
          <AppLink key={item.href} href={item.href} isCurrent={isCurrent} className={cx(TAB, isCurrent && 'text-pine')}>
            <TabIcon name={item.icon} item={item} isCurrent={isCurrent} />
            {item.label}
            {item.badge && <span className="sr-only">, {item.badge}</span>}
          </AppLink>
        )
      })}
      {rest.length > 0 && (
        <Menu
          label="More places"
          entries={rest.map((item) => ({
            id: item.href,
            label: item.label,
            hint: item.badge,
            href: item.href,
            dot: item.dot,
          }))}
          trigger={
            <RacButton className={cx(TAB, isInRest && 'text-pine')}>
              <TabIcon name="more" item={waiting ?? {}} isCurrent={isInRest} />
              More
              {waiting?.badge && <span className="sr-only">{`, ${waiting.label} ${waiting.badge}`}</span>}
            </RacButton>
          }
        />
      )}
    </nav>
  )
}

function TabIcon(props: { name: IconName; item: Pick<NavItem, 'badge' | 'dot' | 'dotMeaning'>; isCurrent: boolean }) {
  const { name, item, isCurrent } = props
  return (
    <span className={cx('relative grid h-7 w-12 place-items-center rounded-chip', isCurrent && 'bg-pine-soft')}>
      <Icon name={name} />
      {item.badge && !item.dot && <span className="absolute end-2 top-0.5 size-2 rounded-chip bg-pine" />}
      <Dot item={item} className="absolute end-2 top-0.5" />
    </span>
  )
}
